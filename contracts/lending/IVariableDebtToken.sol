// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IScaledToken} from "./IScaledToken.sol";

/// @title IVariableDebtToken
/// @notice An account's debt in a reserve, growing with the borrow index. It cannot be transferred.
interface IVariableDebtToken is IScaledToken {
    event BorrowAllowanceDelegated(
        address indexed fromUser,
        address indexed toUser,
        address indexed asset,
        uint256 amount
    );

    error VariableDebtToken_InsufficientBorrowAllowance(address delegatee, uint256 allowance, uint256 needed);
    error VariableDebtToken_NotTransferable();
    error VariableDebtToken_DelegationExpired(uint256 deadline);
    error VariableDebtToken_DelegationSignerMismatch(address signer, address delegator);

    /// @notice Lets `delegatee` borrow up to `amount` in the caller's name.
    function approveDelegation(address delegatee, uint256 amount) external;

    /// @notice The same by signature (EIP-712).
    /// @dev `DelegationWithSig(address delegatee,uint256 value,uint256 nonce,uint256 deadline)`
    function delegationWithSig(
        address delegator,
        address delegatee,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
    function borrowAllowance(address fromUser, address toUser) external view returns (uint256);

    /// @notice Pool only. Spends credit when `caller` is not `onBehalfOf`.
    function mint(address caller, address onBehalfOf, uint256 amount, uint256 scaledAmount, uint256 index) external;

    /// @notice Pool only.
    /// @return last Whether the account owes nothing any more.
    function burn(address from, uint256 amount, uint256 scaledAmount, uint256 index) external returns (bool last);
}
