// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {IPriceFeed} from "./IPriceFeed.sol";

/// @title PriceFeed
contract PriceFeed is IPriceFeed, Ownable {
    using SafeCast for int256;

    struct Round {
        int192 answer; // [decimals()]
        uint64 at; // [seconds]
    }

    /// @inheritdoc IAggregatorV3
    uint8 public immutable decimals;

    /// @inheritdoc IAggregatorV3
    string public description;

    /// @inheritdoc IPriceFeed
    mapping(address account => bool) public isTransmitter;

    mapping(uint80 id => Round) private _rounds;

    uint80 private _latest;

    constructor(uint8 decimals_, string memory description_, address owner_) Ownable(owner_) {
        decimals = decimals_;
        description = description_;
    }

    /// @inheritdoc IPriceFeed
    function transmit(int256 answer) external returns (uint80 roundId) {
        require(isTransmitter[msg.sender], PriceFeed_NotTransmitter(msg.sender));
        require(answer > 0, PriceFeed_BadAnswer(answer));

        roundId = ++_latest;
        _rounds[roundId] = Round(answer.toInt192(), uint64(block.timestamp));

        emit NewRound(roundId, msg.sender, block.timestamp);
        emit AnswerUpdated(answer, roundId, block.timestamp);
    }

    /// @inheritdoc IPriceFeed
    function setTransmitter(address account, bool allowed) external onlyOwner {
        isTransmitter[account] = allowed;

        emit TransmitterSet(account, allowed);
    }

    /// @inheritdoc IAggregatorV3
    function version() external pure returns (uint256) {
        return 1;
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() external view returns (int256) {
        return _rounds[_latest].answer;
    }

    /// @inheritdoc IAggregatorV3
    function getRoundData(uint80 id) external view returns (uint80, int256, uint256, uint256, uint80) {
        return _roundData(id);
    }

    /// @inheritdoc IAggregatorV3
    function latestRoundData() external view returns (uint80, int256, uint256, uint256, uint80) {
        return _roundData(_latest);
    }

    function _roundData(uint80 id) private view returns (uint80, int256, uint256, uint256, uint80) {
        Round memory round = _rounds[id];
        require(round.at != 0, PriceFeed_NoData(id));

        return (id, round.answer, round.at, round.at, id);
    }
}
