// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IFlashLoanSimpleReceiver
/// @notice Receives `ILendingPool.flashLoanSimple`.
interface IFlashLoanSimpleReceiver {
    /// @notice Runs with the funds in hand; must have approved amount + premium to the pool.
    /// @param initiator Who called the pool: to be checked, anyone can name any receiver.
    /// @return accepted True, or the loan is reverted.
    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata params
    ) external returns (bool accepted);
}
