// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ILendingPool} from "./ILendingPool.sol";

/// @title IScaledToken
/// @notice A balance stored as a share of a growing index: balance = scaled · index.
interface IScaledToken is IERC20Metadata {
    /// @param value What the balance grew by since the last event, interest included. [asset]
    /// @param balanceIncrease The interest part of it. [asset]
    event Mint(
        address indexed caller,
        address indexed onBehalfOf,
        uint256 value,
        uint256 balanceIncrease,
        uint256 index
    );
    event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index);

    error ScaledToken_CallerNotPool(address caller);
    error ScaledToken_AmountZero();
    error ScaledToken_InsufficientBalance(address account, uint256 scaledBalance, uint256 scaledNeeded);

    function POOL() external view returns (ILendingPool);
    function UNDERLYING_ASSET_ADDRESS() external view returns (address);

    /// @notice The stored balance, without interest. [scaled]
    function scaledBalanceOf(address user) external view returns (uint256);
    function scaledTotalSupply() external view returns (uint256);
    function getScaledUserBalanceAndSupply(address user) external view returns (uint256, uint256);

    /// @notice The index at the account's last event. [ray]
    function getPreviousIndex(address user) external view returns (uint256);
}
