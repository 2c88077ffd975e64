// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IAggregatorV3
/// @notice A price feed as Chainlink publishes it: `AggregatorV3Interface`, `latestAnswer` of the older
/// `AggregatorInterface`, and the two events that nodes' updates leave behind. Every price in Faultline is read
/// through this interface by address, so a scenario swaps a feed by changing one address.
interface IAggregatorV3 {
    /// @notice A new answer stands.
    /// @param current The answer, in `decimals()`.
    /// @param roundId The round it belongs to.
    /// @param updatedAt Timestamp of the answer, in seconds.
    event AnswerUpdated(int256 indexed current, uint256 indexed roundId, uint256 updatedAt);

    /// @notice A round began.
    /// @param roundId The round.
    /// @param startedBy The transmitter that began it.
    /// @param startedAt Timestamp of the start, in seconds.
    event NewRound(uint256 indexed roundId, address indexed startedBy, uint256 startedAt);

    /// @notice Decimals of every answer.
    function decimals() external view returns (uint8);

    /// @notice What the feed prices, such as "ETH / USD".
    function description() external view returns (string memory);

    /// @notice Version of the feed's behaviour.
    function version() external view returns (uint256);

    /// @notice The answer that stands, or 0 when there is none or it is not valid.
    /// Warning: it says nothing about age; Aave reads only this.
    function latestAnswer() external view returns (int256);

    /// @notice One past round.
    /// @param id The round asked for.
    /// @return roundId The round.
    /// @return answer The answer, in `decimals()`.
    /// @return startedAt When the round began, in seconds.
    /// @return updatedAt When the answer was given, in seconds.
    /// @return answeredInRound The round in which the answer was computed.
    function getRoundData(
        uint80 id
    )
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);

    /// @notice The latest round, in the shape of `getRoundData`.
    function latestRoundData()
        external
        view
        returns (uint80 roundId, int256 answer, uint256 startedAt, uint256 updatedAt, uint80 answeredInRound);
}
