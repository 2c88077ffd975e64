// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";

/// @title IPriceFeed
/// @notice A Chainlink-like feed that keeps every round. When to transmit (deviation, heartbeat, latency, outage) is
/// decided off chain by the node that transmits; a round starts and ends in the block of its transaction.
interface IPriceFeed is IAggregatorV3 {
    /// @notice `account` may transmit from now on, or no longer.
    event TransmitterSet(address indexed account, bool allowed);

    /// @notice `account` is not a transmitter.
    error PriceFeed_NotTransmitter(address account);

    /// @notice `answer` is not positive.
    error PriceFeed_BadAnswer(int256 answer);

    /// @notice Round `roundId` does not exist.
    error PriceFeed_NoData(uint80 roundId);

    /// @notice Whether `account` may transmit.
    function isTransmitter(address account) external view returns (bool);

    /// @notice Opens and answers the next round with `answer`, in `decimals()`. Transmitters only.
    /// @dev Reverts with `PriceFeed_NotTransmitter` or `PriceFeed_BadAnswer`; the answer must fit 192 bits.
    /// @return roundId The new round; the first is 1.
    function transmit(int256 answer) external returns (uint80 roundId);

    /// @notice Allows or forbids `account` to transmit. Owner only.
    function setTransmitter(address account, bool allowed) external;
}
