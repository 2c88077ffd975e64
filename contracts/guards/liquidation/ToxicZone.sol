// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILiquidationIncentive} from "../../lending/ILiquidationIncentive.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title ToxicZone
/// @notice Another incentive, but where it would make things worse. A liquidation at the factor f lowers the account's
/// health factor if that is below threshold · f: there the liquidation is refused, or pays no bonus, or the largest one
/// that leaves health where it is.
///
/// Warning: a halt lets debt grow until the price comes back or the collateral is worth less than the debt, and no
/// other rule ends it. Below the threshold itself even a factor of one lowers health: that debt is bad already.
contract ToxicZone is ILiquidationIncentive {
    enum Rule {
        Halt,
        ZeroBonus,
        HoldHealth
    }

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;

    ILiquidationIncentive public immutable BASE;
    Rule public immutable RULE;

    error ToxicZone_ZeroAddress();
    /// @notice [wad]
    error ToxicZone_Halted(uint256 healthFactor, uint256 toxicBelow);

    constructor(ILiquidationIncentive base, Rule rule) {
        require(address(base) != address(0), ToxicZone_ZeroAddress());
        (BASE, RULE) = (base, rule);
    }

    /// @inheritdoc ILiquidationIncentive
    /// @dev Rounded down, against the liquidator.
    function factor(Context calldata context) external view returns (uint256 f) {
        f = BASE.factor(context);
        uint256 toxicBelow = Math.mulDiv(context.liquidationThreshold, f, BPS, Math.Rounding.Ceil);
        if (context.healthFactor >= toxicBelow) return f;
        require(RULE != Rule.Halt, ToxicZone_Halted(context.healthFactor, toxicBelow));
        if (RULE == Rule.ZeroBonus) return WAD;
        return Math.max(WAD, Math.mulDiv(context.healthFactor, BPS, context.liquidationThreshold));
    }
}
