// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPoolFeed} from "./IPoolFeed.sol";

/// @title ITwapOracle
/// @notice The mean price of a Uniswap v3 pool over a window, as a feed: the geometric mean that the pool's tick
/// cumulative gives, with the mean tick rounded toward negative infinity.
///
/// It reverts with the pool's "OLD" while the pool's history is shorter than the window.
/// Hazard: it trails the price by half the window, and costs an attacker depth × window to move.
interface ITwapOracle is IPoolFeed {
    /// @notice A window of no length has no mean.
    error TwapOracle_ZeroWindow();

    /// @notice Length of the window, in seconds.
    function window() external view returns (uint32);

    /// @notice Mean tick over the window, rounded toward negative infinity.
    function meanTickDown() external view returns (int24 tick);
}
