// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../amm/IUniswapV3Pool.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title ITwapOracle
/// @notice The mean price of a Uniswap v3 pool over a window, as a feed: the geometric mean that the pool's tick
/// cumulative gives, with the mean tick rounded toward negative infinity. An optional quote feed turns a price in the
/// quote token into its currency.
///
/// The answer is rounded down, and 0 when the quote feed's answer is not positive. It reverts with the pool's "OLD"
/// while the pool's history is shorter than the window.
/// Hazard: it trails the price by half the window, and costs an attacker depth × window to move.
interface ITwapOracle is IAggregatorV3 {
    /// @notice A window of no length has no mean.
    error TwapOracle_ZeroWindow();

    /// @notice `token` is not one of the pool's two.
    error TwapOracle_NotInPool(address token);

    /// @notice The pool that is read.
    function pool() external view returns (IUniswapV3Pool);

    /// @notice The token that is priced, one whole unit of it.
    function baseToken() external view returns (address);

    /// @notice Prices the pool's other token, or zero when that token itself is the currency.
    function quoteFeed() external view returns (IAggregatorV3);

    /// @notice Length of the window, in seconds.
    function window() external view returns (uint32);

    /// @notice Mean tick over the window, rounded toward negative infinity.
    function meanTickDown() external view returns (int24 tick);
}
