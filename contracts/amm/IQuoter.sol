// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IQuoter
/// @notice The part of Uniswap v3's first `Quoter` that Faultline calls: what a swap would give in the current
/// state.
/// @dev It swaps and reverts inside, so it is not a view, and costs about what the swap costs.
interface IQuoter {
    /// @notice What selling `amountIn` gives.
    /// @param path From the token sold to the token bought.
    /// @return amountOut In the unit of the token bought.
    function quoteExactInput(bytes calldata path, uint256 amountIn) external returns (uint256 amountOut);

    /// @notice What buying `amountOut` costs.
    /// @param path From the token bought to the token sold.
    /// @return amountIn In the unit of the token sold.
    function quoteExactOutput(bytes calldata path, uint256 amountOut) external returns (uint256 amountIn);
}
