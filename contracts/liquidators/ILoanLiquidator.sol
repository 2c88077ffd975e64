// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {IFlashLoanSimpleReceiver} from "../lending/IFlashLoanSimpleReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";

/// @title ILoanLiquidator
/// @notice What every liquidator says that works on a flash loan alone.
interface ILoanLiquidator is IFlashLoanSimpleReceiver {
    /// @notice The pool it borrows from and liquidates on.
    function POOL() external view returns (ILendingPool);

    /// @notice Where it sells.
    function SWAP_ROUTER() external view returns (ISwapRouter);
}
