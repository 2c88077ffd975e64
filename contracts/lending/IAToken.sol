// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IScaledToken} from "./IScaledToken.sol";

/// @title IAToken
/// @notice A supplier's claim on a reserve, one to one with the underlying and growing with its income.
/// @dev Holds the reserve's cash. A transfer of an indebted account's collateral must leave it healthy.
interface IAToken is IScaledToken {
    /// @param value [scaled]
    event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index);

    error AToken_InsufficientAllowance(address spender, uint256 allowance, uint256 needed);
    error AToken_PermitExpired(uint256 deadline);
    error AToken_PermitSignerMismatch(address signer, address owner);

    function RESERVE_TREASURY_ADDRESS() external view returns (address);

    /// @notice Pool only. `amount` is what the caller supplied, `scaledAmount` what is stored for it.
    /// @return first Whether the account held nothing before.
    function mint(
        address caller,
        address onBehalfOf,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external returns (bool first);

    /// @notice Pool only. The underlying leaves by `transferUnderlyingTo`.
    /// @param target Who will receive it, for the event.
    /// @return last Whether the account holds nothing any more.
    function burn(
        address from,
        address target,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external returns (bool last);

    /// @notice Pool only. Moves aTokens without a health check.
    function transferOnLiquidation(
        address from,
        address to,
        uint256 amount,
        uint256 scaledAmount,
        uint256 index
    ) external;

    /// @notice Pool only. Sends cash out.
    function transferUnderlyingTo(address target, uint256 amount) external;

    /// @notice EIP-2612 approval by signature.
    function permit(
        address owner,
        address spender,
        uint256 value,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;
    function DOMAIN_SEPARATOR() external view returns (bytes32);
}
