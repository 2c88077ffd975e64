// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILiquidationIncentive} from "./ILiquidationIncentive.sol";

/// @title MorphoFactor
/// @notice Morpho Blue's incentive, a function of the liquidation threshold L alone: min(1.15, 1 / (1 − 0.3·(1 − L))).
contract MorphoFactor is ILiquidationIncentive {
    uint256 private constant WAD = 1e18;
    uint256 private constant WAD_PER_BPS = 1e14;
    uint256 private constant CURSOR = 0.3e18;
    uint256 public constant MAX_FACTOR = 1.15e18;

    /// @inheritdoc ILiquidationIncentive
    /// @dev Rounded down, against the liquidator.
    function factor(Context calldata context) external pure returns (uint256) {
        uint256 gap = WAD - context.liquidationThreshold * WAD_PER_BPS;
        uint256 computed = (WAD * WAD) / (WAD - (CURSOR * gap) / WAD);
        return computed < MAX_FACTOR ? computed : MAX_FACTOR;
    }
}
