// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "./IAggregatorV3.sol";
import {IRateProvider} from "./IRateProvider.sol";

/// @title ICappedRatioFeed
/// @notice Price of a token that stands for another at a growing ratio, with the ratio's growth capped, as Aave's
/// correlated-asset price adapters do it:
/// `base × min(ratio, snapshot ratio × (1 + yearly growth × time since the snapshot / 1 year))`, rounded down.
///
/// The answer is 0 when the base answer is not positive or the ratio is zero, so that a price oracle asks its fallback.
/// Hazard: ratio and moment of the snapshot belong together. A low ratio with a recent moment underprices the token
/// until growth catches up, which liquidates borrowers though nothing happened.
interface ICappedRatioFeed is IAggregatorV3 {
    /// @param ratio Ratio at the snapshot [wad].
    /// @param takenAt When the ratio held [seconds].
    /// @param yearlyGrowthBps Most growth a year [bps] of the snapshot ratio, not compounded; the largest value of the
    /// type means no cap.
    struct Snapshot {
        uint128 ratio;
        uint64 takenAt;
        uint32 yearlyGrowthBps;
    }

    /// @notice The cap grows from this snapshot from now on.
    event SnapshotUpdated(uint256 ratio, uint256 takenAt, uint256 yearlyGrowthBps);

    /// @notice A snapshot ratio of zero would cap every price at zero.
    error CappedRatioFeed_ZeroRatio();

    /// @notice The snapshot of `takenAt` is younger than the minimum delay; `latest` is the youngest accepted.
    error CappedRatioFeed_SnapshotTooYoung(uint256 takenAt, uint256 latest);

    /// @notice The snapshot of `takenAt` is older than the one it would replace.
    error CappedRatioFeed_SnapshotBackwards(uint256 takenAt, uint256 previous);

    /// @notice Prices what the token stands for.
    function baseFeed() external view returns (IAggregatorV3);

    /// @notice Says how much one token stands for.
    function ratioProvider() external view returns (IRateProvider);

    /// @notice The least age of a snapshot when it is set, in seconds, so that a ratio pushed up for a moment cannot
    /// become one.
    function minimumSnapshotDelay() external view returns (uint256);

    /// @notice The snapshot in force.
    function snapshot() external view returns (Snapshot memory);

    /// @notice The ratio as its provider says [wad].
    function getRatio() external view returns (uint256 ratio);

    /// @notice The largest ratio accepted now [wad], rounded down.
    function getMaxRatio() external view returns (uint256 ratio);

    /// @notice Whether the ratio is above the largest accepted.
    function isCapped() external view returns (bool);

    /// @notice Replaces the snapshot. Owner only.
    /// @dev Reverts with `CappedRatioFeed_ZeroRatio`, `CappedRatioFeed_SnapshotTooYoung` or
    /// `CappedRatioFeed_SnapshotBackwards`.
    function setSnapshot(Snapshot calldata snapshot_) external;
}
