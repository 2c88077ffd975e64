// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILiquidationIncentive} from "./ILiquidationIncentive.sol";

/// @title FixedBonus
/// @notice The collateral's configured bonus whatever the health, as on Aave.
contract FixedBonus is ILiquidationIncentive {
    uint256 private constant WAD_PER_BPS = 1e14;

    /// @inheritdoc ILiquidationIncentive
    function factor(Context calldata context) external pure returns (uint256) {
        return context.liquidationBonus * WAD_PER_BPS;
    }
}
