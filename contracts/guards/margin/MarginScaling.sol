// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {FeedLib} from "../FeedLib.sol";
import {GlideLib} from "./GlideLib.sol";
import {IMarginScaling} from "./IMarginScaling.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {IRiskTerms} from "./IRiskTerms.sol";
import {MarginCheckLib} from "./MarginCheckLib.sol";
import {MarginRampLib} from "./MarginRampLib.sol";
import {MarginScaleLib} from "./MarginScaleLib.sol";
import {VolatilityLib} from "./VolatilityLib.sol";

/// @title MarginScaling
contract MarginScaling is Ownable, IMarginScaling {
    using GlideLib for GlideLib.Glide;
    using MarginRampLib for MarginRampLib.Ramp;
    using VolatilityLib for VolatilityLib.Meter;

    struct Scale {
        Terms terms;
        VolatilityLib.Meter meter;
        GlideLib.Glide ratio;
        uint128 open; // [usd]
    }

    struct Venue {
        address marginView;
        Measure measure;
        address[] assets;
    }

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 10_000;
    uint256 public constant MAX_ASSETS = 8;
    uint256 public immutable MIN_RAMP; // [seconds]

    mapping(address asset => Scale) private _scales;
    mapping(address asset => MarginRampLib.Ramp) private _thresholds; // [bps]
    mapping(address venue => Venue) private _venues;

    /// @param minRamp Least time in which a threshold is lowered. [seconds]
    constructor(address owner, uint256 minRamp) Ownable(owner) {
        MIN_RAMP = minRamp;
    }

    // Reports

    /// @inheritdoc IRiskHook
    /// @dev Whoever calls: it writes what a poke writes.
    function onRisk(Report calldata report) external {
        Venue storage venue = _venues[report.venue];
        if (venue.marginView == address(0) || report.action == RiskAction.Liquidation) return;
        for (uint256 i = 0; i < venue.assets.length; i++) _poke(venue.assets[i]);

        uint256 haircut = haircutOf(report.venue);
        (bool enough, uint256 backing, uint256 needed) = MarginCheckLib.check(
            venue.marginView,
            report.venue,
            report.account,
            haircut
        );
        require(enough, MarginScaling_MarginTooLow(report.venue, report.account, backing, needed, haircut));
    }

    /// @inheritdoc IRiskHook
    /// @dev What a vault traded changes no margin.
    function onChange(address vault) external {}

    /// @inheritdoc IMarginScaling
    function poke(address asset) external {
        _poke(asset);
    }

    // Settings

    /// @inheritdoc IMarginScaling
    function setTerms(address asset, Terms calldata terms) external onlyOwner {
        bool sound =
            terms.base != 0 &&
                terms.base < WAD &&
                terms.base <= terms.most &&
                terms.most <= WAD &&
                terms.decay < WAD &&
                terms.interval != 0 &&
                (terms.openInterestUpper == 0 || terms.openInterestUpper > terms.openInterestLower);
        require(terms.feed == address(0) || sound, MarginScaling_BadTerms(asset));

        delete _scales[asset];
        _scales[asset].terms = terms;
        _scales[asset].ratio = GlideLib.Glide(terms.base, terms.base, uint40(block.timestamp));
        emit TermsSet(asset, terms);
        _poke(asset);
    }

    /// @inheritdoc IMarginScaling
    function setVenue(
        address venue,
        address marginView,
        Measure measure,
        address[] calldata assets
    ) external onlyOwner {
        require(assets.length <= MAX_ASSETS, MarginScaling_TooManyAssets(assets.length));
        _venues[venue] = Venue(marginView, measure, assets);
        emit VenueSet(venue, marginView, measure, assets);
    }

    /// @inheritdoc IMarginScaling
    function aimThreshold(address asset, uint256 to, uint256 duration) external onlyOwner {
        require(to <= BPS, MarginScaling_AboveOne(to));
        MarginRampLib.Ramp storage ramp = _thresholds[asset];
        require(!ramp.isOwn(), MarginScaling_FirstRampRuns(asset, ramp.end));
        uint256 from = ramp.current(MarginRampLib.OWN);
        require(to >= from || duration >= MIN_RAMP, MarginScaling_RampTooShort(duration, MIN_RAMP));

        ramp.aim(to, duration);
        emit ThresholdAimed(asset, from, to, ramp.end);
    }

    // Views

    /// @inheritdoc IMarginScaling
    function initialRatio(address asset) public view returns (uint256) {
        Scale storage scale = _scales[asset];
        if (scale.terms.feed == address(0)) return 0;
        return scale.ratio.current(scale.terms.up, scale.terms.down);
    }

    /// @inheritdoc IMarginScaling
    function targetRatio(address asset) external view returns (uint256) {
        return _scales[asset].ratio.target;
    }

    /// @inheritdoc IMarginScaling
    function marginPath(
        address asset
    ) external view returns (uint256 value, uint256 target, uint256 time, uint256 up, uint256 down) {
        Scale storage scale = _scales[asset];
        if (scale.terms.feed == address(0)) return (0, 0, 0, 0, 0);
        return (scale.ratio.value, scale.ratio.target, scale.ratio.time, scale.terms.up, scale.terms.down);
    }

    /// @inheritdoc IMarginScaling
    function thresholdPath(address asset) external view returns (uint256 from, uint256 to, uint256 start, uint256 end) {
        MarginRampLib.Ramp storage ramp = _thresholds[asset];
        return (ramp.from, ramp.to, ramp.start, ramp.end);
    }

    /// @inheritdoc IRiskTerms
    /// @dev What the margin leaves, rounded down, if that is less.
    function ltvOf(address asset, uint256 own) external view returns (uint256) {
        return Math.min(own, Math.mulDiv(WAD - initialRatio(asset), BPS, WAD));
    }

    /// @inheritdoc IMarginScaling
    function haircutOf(address venue) public view returns (uint256 haircut) {
        Venue storage v = _venues[venue];
        for (uint256 i = 0; i < v.assets.length; i++) {
            uint256 base = _scales[v.assets[i]].terms.base;
            haircut = Math.max(haircut, MarginScaleLib.haircutUp(v.measure, base, initialRatio(v.assets[i])));
        }
    }

    /// @inheritdoc IRiskTerms
    /// @dev Its own unless the asset has a threshold here; what is no collateral stays none.
    function thresholdOf(address asset, uint256 own) external view returns (uint256) {
        MarginRampLib.Ramp storage ramp = _thresholds[asset];
        return own == 0 ? 0 : ramp.current(own);
    }

    /// @inheritdoc IMarginScaling
    function deviationOf(address asset) public view returns (uint256) {
        return _scales[asset].meter.deviationUp(_scales[asset].terms.horizon);
    }

    /// @inheritdoc IMarginScaling
    function openInterestOf(address asset) external view returns (uint256) {
        return _scales[asset].open;
    }

    function _poke(address asset) private {
        Scale storage scale = _scales[asset];
        Terms memory terms = scale.terms;
        if (terms.feed == address(0)) return;

        scale.meter.record(FeedLib.tryRead(terms.feed), terms.decay, terms.interval);
        (bool known, uint256 open) = MarginScaleLib.tryOpenInterest(terms.openInterest);
        if (known) scale.open = uint128(open);

        uint256 deviation = deviationOf(asset);
        uint256 target = MarginScaleLib.targetUp(terms, deviation, scale.open);
        if (target == scale.ratio.target) return;
        scale.ratio.aim(target, terms.up, terms.down);
        emit MarginAimed(asset, target, deviation, scale.open);
    }
}
