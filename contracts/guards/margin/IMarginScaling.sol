// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRiskHook} from "../IRiskHook.sol";
import {IRiskTerms} from "./IRiskTerms.sol";

/// @title IMarginScaling
/// @notice Initial margin, and LTV as what it leaves, that grow with realised volatility and with open interest; and
/// liquidation thresholds that move slowly.
///
/// **Margin.** m = max(base, k·σ·√horizon), raised by open interest toward the most in a straight line between two
/// amounts (dYdX v4); never below the base nor above the most. What holds follows m at a limited speed. σ is realised:
/// the root of the exponentially weighted mean of squared returns, one an interval at most, each a second's worth.
/// The LTV is what the margin leaves, 1 − m, and never more than the venue's own.
///
/// **Who feeds it.** Every report of a venue that is set here, and whoever pokes. Nobody's poke moves the margin by
/// more than its speed allows. Where a feed or an open interest fails, what it said last stands.
///
/// **Where it binds.** As a risk hook it holds the whole account of a venue to the strictest of the venue's assets,
/// which is exact where accounts have one, and strict where they have several. A lending pool that
/// asks it for its terms is exact for all, leaves e-mode alone, and relies on pokes. Liquidations, and accounts without
/// debt or positions, are never refused; a margin that rises liquidates nobody, for maintenance margins and thresholds
/// do not follow it.
///
/// **Thresholds.** A threshold is lowered in a straight line of at least `MIN_RAMP`, and raised as fast as asked. The
/// first line of an asset begins at the own threshold of whoever asks; as that is not known here, it takes `MIN_RAMP`
/// or more whichever way it goes, and no other begins before its end: until then a pool goes back to its own terms
/// where the first was wrong. A pool that begins to ask later takes the threshold as it is then. Warning: that it
/// stays above the LTV, and below one over the bonus, is the owner's care.
///
/// The owner sets; nobody else has rights.
interface IMarginScaling is IRiskHook, IRiskTerms {
    /// @notice How a venue's account is measured.
    enum Measure {
        Ltv, // backing is collateral at its LTV: it shrinks by (1 − m) ÷ (1 − base)
        Margin // what is needed is notional at the base ratio: it grows by m ÷ base
    }

    struct Terms {
        address feed; // the zero address switches the scaling off
        address openInterest; // IOpenInterest; the zero address leaves it out
        uint64 base; // [wad] least initial margin, above 0
        uint64 most; // [wad] at most 1
        uint64 sigmas; // [wad] k
        uint32 horizon; // [seconds]
        uint64 decay; // [wad] weight of the past, below 1
        uint32 interval; // [seconds] between returns, at least 1
        uint128 openInterestLower; // [usd]
        uint128 openInterestUpper; // [usd] where the margin is the most; 0 leaves it out
        uint64 up; // [wad a second] speed at which the margin grows
        uint64 down; // [wad a second]
    }

    event TermsSet(address indexed asset, Terms terms);
    event VenueSet(address indexed venue, address marginView, Measure measure, address[] assets);
    /// @notice [bps], [bps], [seconds]; `from` is 2^64 − 1 for the own threshold of whoever asks.
    event ThresholdAimed(address indexed asset, uint256 from, uint256 to, uint256 end);
    /// @notice [wad], [wad] over the horizon, [usd]
    event MarginAimed(address indexed asset, uint256 target, uint256 deviation, uint256 openInterest);

    error MarginScaling_BadTerms(address asset);
    error MarginScaling_TooManyAssets(uint256 count);
    /// @notice [bps]
    error MarginScaling_AboveOne(uint256 threshold);
    /// @notice A threshold is lowered over `least` seconds or more.
    error MarginScaling_RampTooShort(uint256 duration, uint256 least);
    /// @notice Until `end` [seconds] the threshold leads away from everybody's own, and is nowhere to begin from.
    error MarginScaling_FirstRampRuns(address asset, uint256 end);
    /// @notice With the haircut `haircut` [wad] the account needs more than backs it; in the venue's own unit.
    error MarginScaling_MarginTooLow(address venue, address account, uint256 backing, uint256 needed, uint256 haircut);

    /// @notice Takes a return if one is due, and aims at the margin that follows. Anyone.
    function poke(address asset) external;

    /// @notice Sets an asset's terms; what was measured is forgotten, the margin begins at the base. Owner only.
    function setTerms(address asset, Terms calldata terms) external;

    /// @notice Assets whose margins bind at `venue`, 8 at most. A `marginView` of zero lets it pass. Owner only.
    function setVenue(address venue, address marginView, Measure measure, address[] calldata assets) external;

    /// @notice Sends the threshold of `asset` from where it is to `to` [bps] in `duration` seconds, the first time
    /// from each asker's own in `MIN_RAMP` or more. Owner only.
    function aimThreshold(address asset, uint256 to, uint256 duration) external;

    /// @notice Initial margin ratio that holds now; 0 where the asset has no terms. [wad]
    function initialRatio(address asset) external view returns (uint256);

    /// @notice Where the margin goes. [wad]
    function targetRatio(address asset) external view returns (uint256);

    /// @notice How the margin moves: `value` held at `time` [seconds], from then on it follows `target` [wad] by `up`
    /// or `down` [wad a second]. All zero where the asset has no terms.
    function marginPath(
        address asset
    ) external view returns (uint256 value, uint256 target, uint256 time, uint256 up, uint256 down);

    /// @notice How the threshold moves: in a straight line between two values [bps] and two times [seconds]; a
    /// `from` of 2^64 − 1 is the own of whoever asks. All zero where the asset has none here.
    function thresholdPath(address asset) external view returns (uint256 from, uint256 to, uint256 start, uint256 end);

    /// @notice By how much an account's backing at `venue` shrinks. [wad]
    function haircutOf(address venue) external view returns (uint256);

    /// @notice Realised standard deviation over the terms' horizon. [wad]
    function deviationOf(address asset) external view returns (uint256);

    /// @notice As it was answered last. [usd]
    function openInterestOf(address asset) external view returns (uint256);
}
