// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILiquidationIncentive} from "./ILiquidationIncentive.sol";

/// @title DutchDiscount
/// @notice A discount on the collateral that grows as health falls (Euler v2): 1 − health factor, up to a maximum.
contract DutchDiscount is ILiquidationIncentive {
    uint256 private constant WAD = 1e18;

    uint256 public immutable MAX_DISCOUNT; // [wad]

    error DutchDiscount_MaximumTooHigh(uint256 maxDiscount);

    /// @param maxDiscount Below 1. [wad]
    constructor(uint256 maxDiscount) {
        require(maxDiscount < WAD, DutchDiscount_MaximumTooHigh(maxDiscount));
        MAX_DISCOUNT = maxDiscount;
    }

    /// @inheritdoc ILiquidationIncentive
    /// @dev Collateral at a discount d yields 1 / (1 − d) of what is paid; rounded down, against the liquidator.
    function factor(Context calldata context) external view returns (uint256) {
        uint256 discount = context.healthFactor < WAD ? WAD - context.healthFactor : 0;
        if (discount > MAX_DISCOUNT) discount = MAX_DISCOUNT;
        return (WAD * WAD) / (WAD - discount);
    }
}
