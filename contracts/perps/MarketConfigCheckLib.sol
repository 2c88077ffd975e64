// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title MarketConfigCheckLib
/// @notice Refuses settings that make no sense, by name.
library MarketConfigCheckLib {
    uint256 private constant MAX_DECIMALS = 36; // more leave no digit of a price in [wad]
    uint256 private constant MAX_RATE = 1_000e18; // 100,000 % a day: more is a slip of the unit

    function check(PerpTypes.MarketConfig memory config) internal view {
        checkFeed("indexFeed", config.indexFeed, false);
        checkFeed("spotFeed", config.spotFeed, true);
        _checkTrading(config.trading);
        _checkMargin(config.margin);
        _checkFunding(config.funding);
        _checkLiquidation(config.liquidation);
        checkShare("adl.severity", config.adl.severity);
        _checkMost("adl.poolTarget", config.adl.poolTarget, config.adl.poolTrigger);
    }

    function checkFeed(bytes32 name, IAggregatorV3 feed, bool optional) internal view {
        if (optional && address(feed) == address(0)) return;
        require(
            address(feed).code.length != 0,
            IPerpErrors.PerpExchange_ConfigInvalid(name, uint160(address(feed)), 0)
        );
        _checkMost(name, feed.decimals(), MAX_DECIMALS);
    }

    /// @notice At most 100 %.
    function checkShare(bytes32 name, uint256 share) internal pure {
        _checkMost(name, share, PerpMath.WAD);
    }

    function _checkTrading(PerpTypes.TradingConfig memory c) private pure {
        _checkLeast("trading.skewScale", c.skewScale, 1);
        _checkMost("trading.skewScale", c.skewScale, uint128(type(int128).max));
        checkShare("trading.makerFee", c.makerFee);
        checkShare("trading.takerFee", c.takerFee);
        if (c.settlementDelay != 0) _checkLeast("trading.settlementWindow", c.settlementWindow, 1);
    }

    function _checkMargin(PerpTypes.MarginConfig memory c) private pure {
        _checkLeast("margin.initialRatio", c.initialRatio, 1);
        checkShare("margin.initialRatio", c.initialRatio);
        _checkLeast("margin.maintenanceScalar", c.maintenanceScalar, 1);
        checkShare("margin.maintenanceScalar", c.maintenanceScalar);
        if (c.openInterestUpper == 0) return;
        _checkLeast("margin.openInterestUpper", c.openInterestUpper, c.openInterestLower + 1);
    }

    function _checkFunding(PerpTypes.FundingConfig memory c) private pure {
        _checkMost("funding.maxVelocity", c.maxVelocity, MAX_RATE);
        _checkMost("funding.interest", c.interest, MAX_RATE);
        _checkMost("funding.clamp", c.clamp, MAX_RATE);
        _checkMost("funding.cap", c.cap, MAX_RATE);
    }

    function _checkLiquidation(PerpTypes.LiquidationConfig memory c) private pure {
        checkShare("liquidation.flagReward", c.flagReward);
        checkShare("liquidation.rewardRatio", c.rewardRatio);
        _checkMost("liquidation.minReward", c.minReward, c.maxReward);
        checkShare("liquidation.penalty", c.penalty);
        _checkLeast("liquidation.partialShare", c.partialShare, 1);
        checkShare("liquidation.partialShare", c.partialShare);
        if (c.partialCap != 0) _checkMost("liquidation.partialFloor", c.partialFloor, c.partialCap);
        if (c.windowSize != 0) _checkLeast("liquidation.windowSeconds", c.windowSeconds, 1);
        checkShare("liquidation.maxSkewInWindow", c.maxSkewInWindow);
        checkShare("liquidation.backstop", c.backstop);
    }

    function _checkLeast(bytes32 name, uint256 value, uint256 least) private pure {
        require(value >= least, IPerpErrors.PerpExchange_ConfigInvalid(name, value, least));
    }

    function _checkMost(bytes32 name, uint256 value, uint256 most) private pure {
        require(value <= most, IPerpErrors.PerpExchange_ConfigInvalid(name, value, most));
    }
}
