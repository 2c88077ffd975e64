// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {DerivedFeed} from "./DerivedFeed.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {ICappedRatioFeed} from "./ICappedRatioFeed.sol";
import {IRateProvider} from "./IRateProvider.sol";

/// @title CappedRatioFeed
contract CappedRatioFeed is ICappedRatioFeed, DerivedFeed, Ownable {
    using SafeCast for uint256;

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 1e4;

    /// @inheritdoc ICappedRatioFeed
    IAggregatorV3 public immutable baseFeed;

    /// @inheritdoc ICappedRatioFeed
    IRateProvider public immutable ratioProvider;

    /// @inheritdoc ICappedRatioFeed
    uint256 public immutable minimumSnapshotDelay; // [seconds]

    Snapshot private _snapshot;

    constructor(
        IAggregatorV3 baseFeed_,
        IRateProvider ratioProvider_,
        uint256 minimumSnapshotDelay_,
        Snapshot memory snapshot_,
        string memory description_,
        address owner_
    ) DerivedFeed(baseFeed_.decimals(), description_) Ownable(owner_) {
        baseFeed = baseFeed_;
        ratioProvider = ratioProvider_;
        minimumSnapshotDelay = minimumSnapshotDelay_;
        _set(snapshot_, minimumSnapshotDelay_);
    }

    /// @inheritdoc ICappedRatioFeed
    function setSnapshot(Snapshot calldata snapshot_) external onlyOwner {
        _set(snapshot_, minimumSnapshotDelay);
    }

    /// @inheritdoc ICappedRatioFeed
    function snapshot() external view returns (Snapshot memory) {
        return _snapshot;
    }

    /// @inheritdoc ICappedRatioFeed
    function getRatio() public view returns (uint256 ratio) {
        return ratioProvider.getRate();
    }

    /// @inheritdoc ICappedRatioFeed
    function getMaxRatio() public view returns (uint256 ratio) {
        Snapshot memory s = _snapshot;
        if (s.yearlyGrowthBps == type(uint32).max) return type(uint256).max;

        uint256 elapsed = block.timestamp - s.takenAt;
        return s.ratio + Math.mulDiv(s.ratio, s.yearlyGrowthBps * elapsed, BPS * 365 days);
    }

    /// @inheritdoc ICappedRatioFeed
    function isCapped() external view returns (bool) {
        return getRatio() > getMaxRatio();
    }

    /// @inheritdoc IAggregatorV3
    function latestAnswer() public view override(DerivedFeed, IAggregatorV3) returns (int256) {
        int256 base = baseFeed.latestAnswer();
        if (base <= 0) return 0;

        return Math.mulDiv(uint256(base), Math.min(getRatio(), getMaxRatio()), WAD).toInt256();
    }

    function _updatedAt() internal view override returns (uint256 updatedAt) {
        (, , , updatedAt, ) = baseFeed.latestRoundData();
    }

    function _set(Snapshot memory next, uint256 delay) private {
        require(next.ratio > 0, CappedRatioFeed_ZeroRatio());
        uint256 latest = Math.saturatingSub(block.timestamp, delay);
        require(next.takenAt <= latest, CappedRatioFeed_SnapshotTooYoung(next.takenAt, latest));
        uint256 previous = _snapshot.takenAt;
        require(next.takenAt >= previous, CappedRatioFeed_SnapshotBackwards(next.takenAt, previous));

        _snapshot = next;

        emit SnapshotUpdated(next.ratio, next.takenAt, next.yearlyGrowthBps);
    }
}
