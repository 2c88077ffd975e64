// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title INavTwapFeed
/// @notice Price of a vault share as its net asset value averaged over a window that ends now: base × mean rate,
/// rounded down. The base price is live; only the rate is averaged.
///
/// The rate is known from checkpoints that anybody takes. Each counts from the moment it was taken until the next, the
/// last one until now; a later checkpoint of the same second takes an earlier one's place. Until the history is as long
/// as the window, the mean is over what there is.
/// Hazard: after a loss the answer stays too high for up to a window, and holders borrow against what is gone. Without
/// new checkpoints it stays there for ever. Hazard: a rate that was lifted for one transaction counts until someone
/// takes the next checkpoint.
interface INavTwapFeed is IAggregatorV3 {
    /// @notice `rate` counts from now on. [wad]
    event Checkpointed(address indexed caller, uint256 rate);

    /// @notice A window of no length has no mean.
    error NavTwapFeed_ZeroWindow();

    /// @notice Reads the rate and lets it count from now on.
    /// @return rate [wad]
    function poke() external returns (uint256 rate);

    /// @notice Mean rate over the window, rounded down. [wad]
    function meanRateDown() external view returns (uint256 rate);

    /// @notice Length of the window, in seconds.
    function window() external view returns (uint32);

    /// @notice How many checkpoints there are.
    function checkpointCount() external view returns (uint256);
}
