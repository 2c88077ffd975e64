// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ITieredLiquidation} from "./ITieredLiquidation.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";

/// @title TieredLiquidation
contract TieredLiquidation is Ownable, ITieredLiquidation {
    uint256 private constant WAD = 1e18;
    uint256 public constant MAX_TIERS = 8;
    uint256 public constant MIN_SHARE = 0.01e18; // 1 %
    uint256 public constant MAX_COOLDOWN = 1 hours;

    struct Terms {
        Tier[] tiers;
        uint256 wholeBelow; // [wad]
    }

    mapping(address venue => Terms) private _terms;
    mapping(address venue => mapping(address account => Step)) private _steps;

    constructor(address owner) Ownable(owner) {}

    /// @inheritdoc ITieredLiquidation
    function take(
        address account,
        uint256 debt,
        uint256 healthFactor,
        uint256 asked
    ) external returns (uint256 allowed) {
        (bool found, Tier memory tier) = _tierOf(msg.sender, debt, healthFactor);
        if (!found) return asked;

        Step memory step = _current(msg.sender, account, tier, debt);
        bool begins = step.used == 0 && step.until == block.timestamp + tier.cooldown;
        allowed = Math.min(asked, step.budget - step.used);
        require(allowed != 0 || asked == 0, TieredLiquidation_CoolingDown(msg.sender, account, step.until));

        step.used += uint128(allowed);
        _steps[msg.sender][account] = step;
        if (begins) emit StepBegun(msg.sender, account, step.budget, step.until);
    }

    /// @inheritdoc ITieredLiquidation
    function setTiers(address venue, Tier[] calldata tiers, uint256 wholeBelow) external onlyOwner {
        require(tiers.length <= MAX_TIERS, TieredLiquidation_TooManyTiers(tiers.length));
        require(wholeBelow <= WAD, TieredLiquidation_WholeBelowTooHigh(wholeBelow));
        Terms storage terms = _terms[venue];
        delete terms.tiers;
        terms.wholeBelow = wholeBelow;
        for (uint256 i = 0; i < tiers.length; i++) {
            bool sound =
                (i == 0 || tiers[i].above > tiers[i - 1].above) &&
                    tiers[i].share >= MIN_SHARE &&
                    tiers[i].share <= WAD &&
                    tiers[i].cooldown <= MAX_COOLDOWN;
            require(sound, TieredLiquidation_BadTier(i));
            terms.tiers.push(tiers[i]);
        }
        emit TiersSet(venue, tiers, wholeBelow);
    }

    /// @inheritdoc ITieredLiquidation
    function reset(address venue, address account) external onlyOwner {
        delete _steps[venue][account];
        emit StepReset(venue, account);
    }

    /// @inheritdoc ITieredLiquidation
    function room(address venue, address account, uint256 debt, uint256 healthFactor) external view returns (uint256) {
        (bool found, Tier memory tier) = _tierOf(venue, debt, healthFactor);
        if (!found) return type(uint256).max;
        Step memory step = _current(venue, account, tier, debt);
        return step.budget - step.used;
    }

    /// @inheritdoc ITieredLiquidation
    function stepOf(address venue, address account) external view returns (Step memory) {
        return _steps[venue][account];
    }

    /// @inheritdoc ITieredLiquidation
    function tiersOf(address venue) external view returns (Tier[] memory tiers, uint256 wholeBelow) {
        return (_terms[venue].tiers, _terms[venue].wholeBelow);
    }

    /// @dev The largest tier that the debt is above.
    function _tierOf(
        address venue,
        uint256 debt,
        uint256 healthFactor
    ) private view returns (bool found, Tier memory tier) {
        Terms storage terms = _terms[venue];
        if (healthFactor < terms.wholeBelow) return (false, tier);
        for (uint256 i = terms.tiers.length; i != 0; i--) {
            if (debt > terms.tiers[i - 1].above) return (true, terms.tiers[i - 1]);
        }
    }

    /// @dev The step under way, or the one that would begin now.
    function _current(
        address venue,
        address account,
        Tier memory tier,
        uint256 debt
    ) private view returns (Step memory step) {
        step = _steps[venue][account];
        if (block.timestamp < step.until) return step;
        uint256 budget = Math.min(Math.mulDiv(debt, tier.share, WAD, Math.Rounding.Ceil), type(uint128).max);
        return Step(uint40(block.timestamp + tier.cooldown), uint128(budget), 0);
    }
}
