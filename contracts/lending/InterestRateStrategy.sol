// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IInterestRateStrategy} from "./IInterestRateStrategy.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title InterestRateStrategy
/// @notice One kinked curve, fixed at construction; reserves may share it. Getters are named as Aave v3.0's.
contract InterestRateStrategy is IInterestRateStrategy {
    using PercentageMath for uint256;
    using WadRayMath for uint256;

    uint256 public constant MAX_RATE = 10e27; // 1000 % a year

    uint256 public immutable OPTIMAL_USAGE_RATIO; // [ray]
    uint256 private immutable BASE; // [ray a year]
    uint256 private immutable SLOPE1; // [ray a year] from zero usage to the optimum
    uint256 private immutable SLOPE2; // [ray a year] from the optimum to full usage

    error InterestRateStrategy_OptimalOutOfRange(uint256 optimalUsageRatio);
    error InterestRateStrategy_RateTooHigh(uint256 rate, uint256 maximum);

    /// @param optimalUsageRatio Where the curve kinks, between 0 and 1. [ray]
    /// @param base, slope1, slope2 [ray a year]
    constructor(uint256 optimalUsageRatio, uint256 base, uint256 slope1, uint256 slope2) {
        require(
            optimalUsageRatio > 0 && optimalUsageRatio < WadRayMath.RAY,
            InterestRateStrategy_OptimalOutOfRange(optimalUsageRatio)
        );
        uint256 highest = base + slope1 + slope2;
        require(highest <= MAX_RATE, InterestRateStrategy_RateTooHigh(highest, MAX_RATE));

        OPTIMAL_USAGE_RATIO = optimalUsageRatio;
        BASE = base;
        SLOPE1 = slope1;
        SLOPE2 = slope2;
    }

    /// @inheritdoc IInterestRateStrategy
    function rates(Usage calldata usage) external view returns (uint256 liquidityRate, uint256 borrowRate) {
        if (usage.totalDebt == 0) return (0, BASE);

        uint256 funds = usage.available + usage.totalDebt;
        borrowRate = _borrowRate(usage.totalDebt.rayDivHalfUp(funds));

        uint256 paid = usage.averaged ? _averaged(usage.totalDebt, borrowRate) : borrowRate;
        liquidityRate = paid.rayMulHalfUp(usage.totalDebt.rayDivHalfUp(funds + usage.deficit)).percentMulHalfUp(
            PercentageMath.FULL - usage.reserveFactor
        );
    }

    function getBaseVariableBorrowRate() external view returns (uint256) {
        return BASE;
    }

    function getVariableRateSlope1() external view returns (uint256) {
        return SLOPE1;
    }

    function getVariableRateSlope2() external view returns (uint256) {
        return SLOPE2;
    }

    function getMaxVariableBorrowRate() external view returns (uint256) {
        return BASE + SLOPE1 + SLOPE2;
    }

    function _borrowRate(uint256 usageRatio) private view returns (uint256) {
        if (usageRatio <= OPTIMAL_USAGE_RATIO) {
            return BASE + SLOPE1.rayMulHalfUp(usageRatio).rayDivHalfUp(OPTIMAL_USAGE_RATIO);
        }
        uint256 excess = (usageRatio - OPTIMAL_USAGE_RATIO).rayDivHalfUp(WadRayMath.RAY - OPTIMAL_USAGE_RATIO);
        return BASE + SLOPE1 + SLOPE2.rayMulHalfUp(excess);
    }

    function _averaged(uint256 debt, uint256 rate) private pure returns (uint256) {
        uint256 weight = debt * 1e9;
        return weight.rayMulHalfUp(rate).rayDivHalfUp(weight);
    }
}
