// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ISwapRouter
/// @notice The part of Uniswap v3's swap router that Faultline calls. Amounts are in each token's own unit.
/// @dev A path is `token (20 bytes), fee (3 bytes), token, …`. The router takes its input by allowance from the
/// caller.
interface ISwapRouter {
    /// @param path From the token sold to the token bought.
    struct ExactInputParams {
        bytes path;
        address recipient;
        uint256 deadline;
        uint256 amountIn;
        uint256 amountOutMinimum;
    }

    /// @param path From the token bought to the token sold: the reverse of the trade.
    struct ExactOutputParams {
        bytes path;
        address recipient;
        uint256 deadline;
        uint256 amountOut;
        uint256 amountInMaximum;
    }

    /// @notice Sells `amountIn` along a path.
    /// @dev Warning: a pool that runs out of liquidity takes less than `amountIn`, silently.
    /// @return amountOut What the recipient received.
    function exactInput(ExactInputParams calldata params) external payable returns (uint256 amountOut);

    /// @notice Buys `amountOut` along a path.
    /// @return amountIn What the caller paid.
    function exactOutput(ExactOutputParams calldata params) external payable returns (uint256 amountIn);
}
