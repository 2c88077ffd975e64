// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IFlashLoanReceiver
/// @notice Receives `ILendingPool.flashLoan`.
interface IFlashLoanReceiver {
    /// @notice Runs with the funds in hand; must have approved amount + premium of each mode-0 asset to the pool.
    /// @param initiator Who called the pool: to be checked, anyone can name any receiver.
    /// @return accepted True, or the loan is reverted.
    function executeOperation(
        address[] calldata assets,
        uint256[] calldata amounts,
        uint256[] calldata premiums,
        address initiator,
        bytes calldata params
    ) external returns (bool accepted);
}
