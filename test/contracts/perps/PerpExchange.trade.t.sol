// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeTradeTest is PerpWorld {
    int256 private constant SCALE = 350_000e18;

    address private alice;
    address private bob;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 10_000_000);
        bob = trader("bob", 10_000_000);
    }

    // Price

    function test_trade_fillsAtTheMeanOfThePremiumBeforeAndAfter(uint256 skewWord, uint256 deltaWord) public {
        int256 skew = int256(bound(skewWord, 0, 4_000e18)) - 2_000e18;
        int256 delta = int256(bound(deltaWord, 1, 4_000e18)) - 2_000e18;
        if (skew != 0) tradeAs(bob, ETH, skew);
        if (delta == 0) delta = 1;
        uint256 quoted = exchange.getFillPrice(ETH, delta);

        uint256 price = tradeAs(alice, ETH, delta);

        // Premiums before and after, each in 1e36, and their mean.
        int256 exact = (2_000e18 * (1e36 + ((skew * 1e36) / SCALE + ((skew + delta) * 1e36) / SCALE) / 2)) / 1e36;
        assertClose(price, uint256(exact), 2, "not the mean");
        assertEq(price, quoted, "not as quoted");
    }

    /// @dev mechanics.md §2.5 with Synthetix v3's skew scale of ETH: 7,000 ETH of 350,000 move the price by 1 %.
    function test_trade_fillsAsSynthetixWould() public {
        assertEq(tradeAs(alice, ETH, 7_000e18), 2_020e18, "1 % above");
        assertEq(tradeAs(alice, ETH, -7_000e18), 2_020e18, "the way back is the same");
        assertEq(tradeAs(bob, ETH, -3_500e18), 1_990e18, "0.5 % below");
        assertEq(exchange.getFillPrice(ETH, 7_000e18), 2_000e18, "across zero");
    }

    function test_trade_roundsThePriceAgainstTheTrader() public view {
        assertEq(exchange.getFillPrice(ETH, 1), 2_000e18 + 1, "up for a buyer");
        assertEq(exchange.getFillPrice(ETH, -1), 2_000e18 - 1, "down for a seller");
    }

    function test_trade_costsTheSameInOnePartOrInTwo(uint256 firstWord, uint256 secondWord) public {
        _setFees(0, 0);
        int256 first = int256(bound(firstWord, 1e15, 500e18));
        int256 second = int256(bound(secondWord, 1e15, 500e18));
        tradeAs(alice, ETH, first);
        tradeAs(alice, ETH, second);
        int256 inTwo = exchange.getPosition(alice, ETH).cost;
        closeAs(alice, ETH);

        tradeAs(bob, ETH, first + second);
        int256 inOne = exchange.getPosition(bob, ETH).cost;

        assertClose(uint256(inTwo), uint256(inOne), 2, "splitting pays");
    }

    function test_trade_thereAndBackGainsNothing(uint256 skewWord, uint256 sizeWord, bool long) public {
        _setFees(0, 0);
        tradeAs(bob, ETH, int256(bound(skewWord, 1, 2_000e18)));
        int256 size = int256(bound(sizeWord, 1, 2_000e18));
        int256 before = settledOf(alice);

        tradeAs(alice, ETH, long ? size : -size);
        closeAs(alice, ETH);

        assertTrue(settledOf(alice) <= before && settledOf(alice) >= before - 3, "made or lost money");
        assertBooks();
    }

    function test_trade_revertsBeyondTheAcceptablePrice(uint256 word, bool long) public {
        int256 delta = (long ? int256(1) : int256(-1)) * int256(bound(word, 1e12, 1_000e18));
        uint256 price = exchange.getFillPrice(ETH, delta);
        uint256 acceptable = long ? price - 1 : price + 1;

        vm.expectRevert(
            abi.encodeWithSelector(IPerpErrors.PerpExchange_PriceBeyondAcceptable.selector, price, acceptable)
        );
        vm.prank(alice);
        exchange.trade(ETH, delta, acceptable, false);

        vm.prank(alice);
        assertEq(exchange.trade(ETH, delta, price, false), price, "refused its own price");
    }

    function test_trade_revertsWhenThePremiumLeavesNoPrice() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NoPrice.selector, ETH));
        vm.prank(alice);
        exchange.trade(ETH, -700_000e18, 0, false);

        setPrice(ETH, 1); // 1e10 wei, of which the smallest premium leaves none
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NoPrice.selector, ETH));
        vm.prank(alice);
        exchange.trade(ETH, -700_000e18 + 1, 0, false);
    }

    // Fees

    function test_trade_splitsTheFeeWhereTheSkewCrossesZero() public {
        tradeAs(bob, ETH, 100e18);
        int256 before = settledOf(alice);
        uint256 pooled = exchange.getBooks().poolCash;

        uint256 price = tradeAs(alice, ETH, -250e18);

        // 100 ETH as maker at 2 basis points, 150 as taker at 5.
        uint256 maker = divUp(divUp(100e18 * price, 1e30) * 0.0002e18, 1e18);
        uint256 taker = divUp(divUp(150e18 * price, 1e30) * 0.0005e18, 1e18);
        assertEq(before - settledOf(alice), int256(maker + taker), "wrong fee");
        assertEq(exchange.getBooks().poolCash - pooled, maker + taker, "not the pool's");
    }

    function test_trade_sharesTheFeeWithTheProtocol(uint256 shareWord, uint256 sizeWord) public {
        uint256 share = bound(shareWord, 0, 1e18);
        exchange.configurePool(PerpTypes.PoolConfig(share, 0, 0));
        int256 size = int256(bound(sizeWord, 1, 1_000e18));
        IPerpExchange.Books memory b = exchange.getBooks();
        int256 before = settledOf(alice);

        tradeAs(alice, ETH, size);

        uint256 fee = uint256(before - settledOf(alice));
        uint256 pooled = exchange.getBooks().poolCash - b.poolCash;
        assertEq(pooled, divUp(fee * share, 1e18), "pool's share");
        assertEq(exchange.getBooks().fees, fee - pooled, "protocol's share");
        assertBooks();
    }

    // Positions

    function test_trade_tellsWhatItDid() public {
        tradeAs(alice, ETH, 10e18);
        skip(1 days);
        setPrice(ETH, 2_100e8);
        IPerpExchange.MarketView memory m = exchange.getMarket(ETH);
        int256 funding = divDown(10e18 * m.fundingIndex, 1e30);
        uint256 price = exchange.getFillPrice(ETH, -4e18);
        int256 cost = exchange.getPosition(alice, ETH).cost;
        int256 pnl = divDown(4e18 * int256(price), 1e30) - int256(divUp(uint256(cost) * 4, 10));
        uint256 fee = divUp(divUp(4e18 * price, 1e30) * 0.0002e18, 1e18);
        int256 before = settledOf(alice);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.FundingSettled(ETH, alice, funding);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Traded(ETH, alice, -4e18, 6e18, price, pnl, fee, fee);
        tradeAs(alice, ETH, -4e18);

        assertTrue(funding < 0, "a lone long pays no funding");
        assertEq(settledOf(alice) - before, funding + pnl - int256(fee), "settled otherwise");
        assertEq(exchange.getPosition(alice, ETH).cost, cost - int256(divUp(uint256(cost) * 4, 10)), "cost left");
        assertEq(exchange.getPosition(alice, ETH).funding, m.fundingIndex, "funding index");
    }

    function test_trade_turnsAPositionAround(uint256 firstWord, uint256 moreWord, bool long) public {
        int256 sign = long ? int256(1) : int256(-1);
        int256 first = sign * int256(bound(firstWord, 1e9, 1_000e18));
        int256 more = sign * int256(bound(moreWord, 1, 1_000e18));
        tradeAs(alice, ETH, first);
        int256 cost = exchange.getPosition(alice, ETH).cost;
        uint256 price = exchange.getFillPrice(ETH, -first - more);
        uint256 fee = _feeOf(-first - more, first, price);
        int256 before = settledOf(alice);

        tradeAs(alice, ETH, -first - more);

        assertEq(sizeOf(alice, ETH), -more, "size");
        assertEq(exchange.getPosition(alice, ETH).cost, -divDown(more * int256(price), 1e30), "cost of what opened");
        assertEq(settledOf(alice) - before, divDown(first * int256(price), 1e30) - cost - int256(fee), "realised");
        assertTrue(holds(alice, ETH, !long) && !holds(alice, ETH, long), "on the wrong side's list");
        assertBooks();
    }

    function test_trade_keepsTheSumsOfBothSides(uint256[8] memory words) public {
        for (uint256 i = 0; i < words.length; ++i) {
            address account = words[i] % 2 == 0 ? alice : bob;
            int256 delta = int256(bound(words[i] >> 8, 1, 400e18)) - 200e18;
            if (delta != 0) tradeAs(account, ETH, delta);
            skip(words[i] % 1 hours);
        }

        PerpTypes.Position memory a = exchange.getPosition(alice, ETH);
        PerpTypes.Position memory b = exchange.getPosition(bob, ETH);
        IPerpExchange.StoredMarket memory m = exchange.getStoredMarket(ETH);
        assertEq(skewOf(ETH), int256(a.size) + b.size, "skew");
        assertEq(uint256(m.long.size) + m.short.size, abs(a.size) + abs(b.size), "size");
        assertEq(int256(uint256(m.long.cost)) - int256(uint256(m.short.cost)), int256(a.cost) + b.cost, "cost");
        assertEq(m.long.fundingWeight - m.short.fundingWeight, a.size * a.funding + b.size * b.funding, "funding");
        assertEq(exchange.getAccount(alice).markets, a.size == 0 ? 0 : 1, "market bit");
        assertTrue(holds(alice, ETH, true) == (a.size > 0) && holds(alice, ETH, false) == (a.size < 0), "holders");
        assertBooks();
    }

    function _setFees(uint256 maker, uint256 taker) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.makerFee = maker;
        config.trading.takerFee = taker;
        configure(ETH, config);
    }

    function _feeOf(int256 delta, int256 skew, uint256 price) private pure returns (uint256) {
        uint256 maker = abs(skew);
        uint256 taker = abs(delta) - maker;
        return
            divUp(divUp(maker * price, 1e30) * 0.0002e18, 1e18) + divUp(divUp(taker * price, 1e30) * 0.0005e18, 1e18);
    }
}
