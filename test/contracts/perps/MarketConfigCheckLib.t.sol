// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice What a market may not be set to, by the name that the error gives it.
contract MarketConfigCheckLibTest is PerpWorld {
    uint256 private constant OVER = 1e18 + 1;

    PerpTypes.MarketConfig private c;

    function setUp() public {
        buildEmptyWorld(6);
        c = exchange.getConfig(ETH);
    }

    function test_listMarket_needsFeeds() public {
        c.indexFeed = IAggregatorV3(address(0));
        _expect("indexFeed", 0, 0);
        c.indexFeed = new BadAnswerFeed(37, 1);
        _expect("indexFeed", 37, 36);
        c.indexFeed = feeds[ETH];
        c.spotFeed = IAggregatorV3(address(1));
        _expect("spotFeed", 1, 0);
        c.spotFeed = feeds[BTC];
        exchange.listMarket(c);
    }

    function test_listMarket_needsASkewScale() public {
        c.trading.skewScale = 0;
        _expect("trading.skewScale", 0, 1);
        c.trading.skewScale = 2 ** 127;
        _expect("trading.skewScale", 2 ** 127, 2 ** 127 - 1);
        c.trading.skewScale = 2 ** 127 - 1;
        exchange.listMarket(c);
    }

    function test_listMarket_needsFeesBelowTheWhole() public {
        c.trading.makerFee = OVER;
        _expect("trading.makerFee", OVER, 1e18);
        (c.trading.makerFee, c.trading.takerFee) = (1e18, OVER);
        _expect("trading.takerFee", OVER, 1e18);
        c.trading.takerFee = 1e18;
        exchange.listMarket(c);
    }

    function test_listMarket_needsAWindowForDelayedOrders() public {
        c.trading.settlementDelay = 1;
        _expect("trading.settlementWindow", 0, 1);
        c.trading.settlementWindow = 1;
        exchange.listMarket(c);
    }

    function test_listMarket_needsMarginThatLiquidationLeavesRoomFor() public {
        c.margin.initialRatio = 0;
        _expect("margin.initialRatio", 0, 1);
        c.margin.initialRatio = OVER;
        _expect("margin.initialRatio", OVER, 1e18);
        (c.margin.initialRatio, c.margin.maintenanceScalar) = (1e18, 0);
        _expect("margin.maintenanceScalar", 0, 1);
        c.margin.maintenanceScalar = OVER;
        _expect("margin.maintenanceScalar", OVER, 1e18);
        (c.margin.maintenanceScalar, c.margin.openInterestLower) = (1e18, 5);
        c.margin.openInterestUpper = 5;
        _expect("margin.openInterestUpper", 5, 6);
        c.margin.openInterestUpper = 6;
        exchange.listMarket(c);
    }

    function test_listMarket_needsFundingThatCanBePaid() public {
        uint256 most = 1_000e18;
        c.funding.maxVelocity = most + 1;
        _expect("funding.maxVelocity", most + 1, most);
        (c.funding.maxVelocity, c.funding.interest) = (most, most + 1);
        _expect("funding.interest", most + 1, most);
        (c.funding.interest, c.funding.clamp) = (most, most + 1);
        _expect("funding.clamp", most + 1, most);
        (c.funding.clamp, c.funding.cap) = (most, most + 1);
        _expect("funding.cap", most + 1, most);
        c.funding.cap = most;
        exchange.listMarket(c);
    }

    function test_listMarket_needsRewardsInOrder() public {
        c.liquidation.flagReward = OVER;
        _expect("liquidation.flagReward", OVER, 1e18);
        (c.liquidation.flagReward, c.liquidation.rewardRatio) = (1e18, OVER);
        _expect("liquidation.rewardRatio", OVER, 1e18);
        (c.liquidation.rewardRatio, c.liquidation.minReward) = (1e18, 100e6 + 1);
        _expect("liquidation.minReward", 100e6 + 1, 100e6);
        (c.liquidation.minReward, c.liquidation.penalty) = (100e6, OVER);
        _expect("liquidation.penalty", OVER, 1e18);
        c.liquidation.penalty = 1e18;
        exchange.listMarket(c);
    }

    function test_listMarket_needsPartsThatCanBeClosed() public {
        c.liquidation.partialShare = 0;
        _expect("liquidation.partialShare", 0, 1);
        c.liquidation.partialShare = OVER;
        _expect("liquidation.partialShare", OVER, 1e18);
        (c.liquidation.partialShare, c.liquidation.partialFloor) = (1, 8);
        c.liquidation.partialCap = 7;
        _expect("liquidation.partialFloor", 8, 7);
        c.liquidation.partialCap = 0;
        exchange.listMarket(c);
        c.liquidation.partialCap = 8;
        exchange.listMarket(c);
    }

    function test_listMarket_needsAWindowThatEnds() public {
        (c.liquidation.windowSize, c.liquidation.windowSeconds) = (1, 0);
        _expect("liquidation.windowSeconds", 0, 1);
        c.liquidation.windowSeconds = 1;
        c.liquidation.maxSkewInWindow = OVER;
        _expect("liquidation.maxSkewInWindow", OVER, 1e18);
        (c.liquidation.maxSkewInWindow, c.liquidation.backstop) = (1e18, OVER);
        _expect("liquidation.backstop", OVER, 1e18);
        c.liquidation.backstop = 1e18;
        exchange.listMarket(c);
    }

    function test_listMarket_needsDeleveragingThatStops() public {
        c.adl.severity = OVER;
        _expect("adl.severity", OVER, 1e18);
        (c.adl.severity, c.adl.poolTarget, c.adl.poolTrigger) = (1e18, 5, 4);
        _expect("adl.poolTarget", 5, 4);
        c.adl.poolTrigger = 5;
        exchange.listMarket(c);
    }

    // Refused for a new market and for an old one.
    function _expect(bytes32 name, uint256 value, uint256 limit) private {
        PerpTypes.MarketConfig memory config = c;
        bytes4 selector = IPerpErrors.PerpExchange_ConfigInvalid.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, name, value, limit));
        exchange.listMarket(config);
        vm.expectRevert(abi.encodeWithSelector(selector, name, value, limit));
        exchange.configureMarket(ETH, config);
    }
}
