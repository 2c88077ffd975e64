// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {RevertingFeed} from "../../../contracts/mocks/RevertingFeed.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangePricesTest is PerpWorld {
    address private alice;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 1_000_000);
    }

    // Feeds

    function test_index_takesFeedsOfAnyDecimals(uint256 word) public {
        uint8 decimals = uint8(bound(word, 0, 36));
        _setFeed(new BadAnswerFeed(decimals, int256(1_234 * 10 ** uint256(decimals))));
        assertEq(exchange.getMarket(ETH).index, 1_234e18, "index");
        tradeAs(alice, ETH, 1e18);
    }

    function test_index_roundsDownWhatIsFinerThanAWad() public {
        _setFeed(new BadAnswerFeed(20, 199));
        assertEq(exchange.getMarket(ETH).index, 1, "not down");
    }

    function test_trade_revertsWithoutAPrice() public {
        IAggregatorV3[4] memory broken = [
            IAggregatorV3(new BadAnswerFeed(8, 0)),
            new BadAnswerFeed(8, -1),
            IAggregatorV3(address(new RevertingFeed())),
            new PriceFeed(8, "silent", address(this))
        ];
        for (uint256 i = 0; i < broken.length; ++i) {
            _setFeed(broken[i]);
            vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NoPrice.selector, ETH));
            tradeAs(alice, ETH, 1e18);
        }
    }

    /// @dev A price that is gone must not keep the feed from being replaced, nor is its silence charged.
    function test_configureMarket_replacesADeadFeed() public {
        tradeAs(alice, ETH, 3_500e18 / 100);
        skip(1 days);
        _setFeed(IAggregatorV3(address(new RevertingFeed())));
        int256 index = exchange.getStoredMarket(ETH).fundingIndex;
        int256 rate = exchange.getStoredMarket(ETH).fundingRate;
        skip(1 days);
        _setFeed(feeds[ETH]);

        assertEq(exchange.getStoredMarket(ETH).fundingIndex, index, "charged");
        assertEq(exchange.getStoredMarket(ETH).fundingRate, 2 * rate, "the rate stood still");
        closeAs(alice, ETH);
    }

    // Age

    function test_trade_revertsOnAnOldPrice(uint256 ageWord, uint256 limitWord) public {
        uint256 limit = bound(limitWord, 0, 1 days);
        uint256 age = bound(ageWord, 1, 2 days);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxPriceAge = uint32(limit);
        configure(ETH, config);
        skip(age);

        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_StalePrice.selector, ETH, age, limit);
        if (limit != 0 && age > limit) vm.expectRevert(reason);
        tradeAs(alice, ETH, 1e18);
    }

    function test_withdraw_revertsOnAnOldPriceOfAPosition() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxPriceAge = 60;
        configure(ETH, config);
        tradeAs(alice, ETH, 1e18);
        skip(61);
        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_StalePrice.selector, ETH, 61, 60);
        vm.expectRevert(reason);
        withdrawAs(alice, usdc, 1);
        vm.expectRevert(reason);
        tradeAs(alice, BTC, 1e18);
        assertTrue(marginOf(alice).equity > 0, "a view takes any age");
    }

    function test_trade_takesAPriceFromAheadOfTheChain() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxPriceAge = 1;
        configure(ETH, config);
        skip(100);
        setPrice(ETH, ETH_PRICE);
        vm.warp(block.timestamp - 50);
        tradeAs(alice, ETH, 1e18);
    }

    function test_collateral_mustHaveAPriceWhereItIsNeeded() public {
        address carol = actor("carol");
        depositAs(carol, eurc, 10_000e6);
        PerpTypes.CollateralConfig memory config = collateralConfig(eurc, 0, 0);
        config.feed = new BadAnswerFeed(8, 0);
        exchange.configureCollateral(address(eurc), config);

        bytes4 selector = IPerpErrors.PerpExchange_NoCollateralPrice.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, address(eurc)));
        tradeAs(carol, ETH, 1e18);
        withdrawAs(carol, eurc, 5_000e6); // owes nothing, so no price is needed
    }

    function test_collateral_ofAnOldPriceBacksNoOrder(uint256 word) public {
        address carol = actor("carol");
        depositAs(carol, eurc, 10_000e6);
        PerpTypes.CollateralConfig memory config = collateralConfig(eurc, 0, 0);
        config.maxPriceAge = 600;
        exchange.configureCollateral(address(eurc), config);
        uint256 age = bound(word, 1, 1_200);
        skip(age);
        bytes4 selector = IPerpErrors.PerpExchange_StaleCollateralPrice.selector;
        if (age > 600) vm.expectRevert(abi.encodeWithSelector(selector, address(eurc), age, 600));
        tradeAs(carol, ETH, 1e18);
        assertEq(sizeOf(carol, ETH), age > 600 ? int256(0) : int256(1e18), "size");
        marginOf(carol);
    }

    // Mark

    function test_mark_isTheIndexUnlessAMedianIsAskedFor() public {
        tradeAs(alice, ETH, 350e18);
        skip(1 hours);
        assertEq(exchange.getMarket(ETH).mark, 2_000e18, "mark");
    }

    function test_mark_isTheMedianOfThree(uint256 spotWord, bool long) public {
        PriceFeed spot = newFeed(bound(spotWord, 1_500e8, 2_500e8));
        _setMedian(spot);
        tradeAs(alice, ETH, long ? int256(3_500e18) : int256(-3_500e18));
        skip(1 hours); // the average premium is 1 % of its sign

        uint256 atPremium = long ? 2_020e18 : 1_980e18;
        uint256 spotPrice = uint256(spot.latestAnswer()) * 1e10;
        (uint256 low, uint256 high) = long ? (uint256(2_000e18), atPremium) : (atPremium, 2_000e18);
        uint256 median =
            spotPrice < low
                ? low
                : spotPrice > high
                    ? high
                    : spotPrice;
        assertEq(exchange.getMarket(ETH).mark, median, "median");
    }

    function test_mark_isTheMeanOfTwoWithoutASpotPrice(bool silent) public {
        _setMedian(silent ? new PriceFeed(8, "silent", address(this)) : PriceFeed(address(0)));
        tradeAs(alice, ETH, 3_500e18);
        skip(1 hours);
        assertEq(exchange.getMarket(ETH).mark, 2_010e18, "mean");
    }

    function test_mark_valuesPositions() public {
        _setMedian(newFeed(2_500e8));
        tradeAs(alice, ETH, 3_500e18);
        (int256 profit, ) = exchange.getProfit(ETH, alice); // filled at 0.5 %, marked at 1 %
        assertEq(profit, 3_500 * 10e6, "profit at mark");
        assertEq(marginOf(alice).notional, 3_500 * 2_020e6, "notional at mark");
        assertEq(exchange.getBooks().poolCash - exchange.poolEquity(), 3_500 * 10e6, "pool at mark");
    }

    function test_mark_needsToBePositive() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        tradeAs(alice, ETH, -100e18);
        config.markRule = PerpTypes.MarkRule.Median;
        config.trading.skewScale = 50e18; // a premium of −200 %
        config.spotFeed = new BadAnswerFeed(18, 1);
        configure(ETH, config);
        assertEq(exchange.getMarket(ETH).mark, 1, "between index and nothing");

        config.indexFeed = new BadAnswerFeed(18, 1);
        config.spotFeed = IAggregatorV3(address(0));
        configure(ETH, config);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NoPrice.selector, ETH));
        exchange.getMarket(ETH);
    }

    function _setFeed(IAggregatorV3 feed) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.indexFeed = feed;
        configure(ETH, config);
    }

    function _setMedian(PriceFeed spot) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.markRule = PerpTypes.MarkRule.Median;
        config.spotFeed = spot;
        configure(ETH, config);
    }
}
