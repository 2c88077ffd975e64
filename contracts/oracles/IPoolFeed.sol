// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title IPoolFeed
/// @notice One token of a Uniswap v3 pool, priced in the other. An optional quote feed turns a price in the quote token
/// into its currency. The answer is rounded down, and 0 when the quote feed's answer is not positive.
interface IPoolFeed is IAggregatorV3 {
    /// @notice `token` is not one of the pool's two.
    error PoolFeed_NotInPool(address token);

    /// @notice The pool that is read.
    function pool() external view returns (IUniswapV3Pool);

    /// @notice The token that is priced, one whole unit of it.
    function baseToken() external view returns (address);

    /// @notice Prices the pool's other token, or zero when that token itself is the currency.
    function quoteFeed() external view returns (IAggregatorV3);
}
