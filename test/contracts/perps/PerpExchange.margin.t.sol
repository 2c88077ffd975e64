// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeMarginTest is PerpWorld {
    address private alice;
    address private bob;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 10_000_000);
        bob = trader("bob", 10_000_000);
    }

    /// @dev mechanics.md §2.2 with SCCP-347's ETH: 2 % + 0.744 · size ÷ 350,000, scalar 0.333, $50 a position.
    function test_margin_isAsSynthetixAsks() public {
        tradeAs(alice, ETH, 3_500e18); // 7 million dollars
        IPerpExchange.MarginView memory m = marginOf(alice);
        assertEq(m.notional, 7_000_000e6, "notional");
        assertEq(m.initial, 192_080e6 + 50e6, "2.744 % and $50");
        assertEq(m.maintenance, 63_962.64e6 + 50e6 + 100e6, "a third, $50, and at most $100 of reward");
        assertEq(m.backstop, 0, "none set");
    }

    function test_margin_followsItsFormulaInEveryMarket(uint256[4] memory words, bool long) public {
        int256 eth = (long ? int256(1) : int256(-1)) * int256(bound(words[0], 1, 1_000e18));
        int256 btc = int256(bound(words[1], 1, 50e18));
        tradeAs(alice, ETH, eth);
        tradeAs(alice, BTC, btc);
        depositAs(alice, wbtc, bound(words[2], 0, 10e8) + 1);
        setPrice(ETH, bound(words[3], 1_900e8, 2_100e8));
        skip(1 hours);

        int256 equity = settledOf(alice) + int256(_worth(exchange.getCollateral(alice, address(wbtc))));
        (uint256 initial, uint256 maintenance, uint256 rewards) = (0, 0, 0);
        int256[2] memory sizes = [eth, btc];
        for (uint256 id = 0; id < 2; ++id) {
            IPerpExchange.MarketView memory v = exchange.getMarket(id);
            PerpTypes.Position memory p = exchange.getPosition(alice, id);
            equity += divDown(sizes[id] * int256(v.mark), 1e30) - p.cost;
            equity += divDown(sizes[id] * (v.fundingIndex - p.funding), 1e30);
            uint256 notional = divUp(abs(sizes[id]) * v.mark, 1e30);
            uint256 ratio = 0.02e18 + divUp(0.744e18 * abs(sizes[id]), id == ETH ? 350_000e18 : 20_000e18);
            initial += divUp(notional * ratio, 1e18) + 50e6;
            maintenance += divUp(notional * divUp(ratio * 0.333e18, 1e18), 1e18) + 50e6;
            rewards += divUp(notional * 0.0005e18, 1e18);
        }
        rewards =
            rewards < 1e6
                ? 1e6
                : rewards > 100e6
                    ? 100e6
                    : rewards;

        IPerpExchange.MarginView memory m = marginOf(alice);
        assertEq(m.equity, equity, "equity");
        assertEq(m.initial, initial, "initial");
        assertEq(m.maintenance, maintenance + rewards, "maintenance");
    }

    function test_margin_isNothingWithoutAPosition(uint256 word) public {
        address carol = actor("carol");
        depositAs(carol, weth, bound(word, 1, 1e24));
        IPerpExchange.MarginView memory m = marginOf(carol);
        assertEq(m.initial + m.maintenance + m.backstop + m.notional, 0, "bound");
        assertEq(m.equity, int256((exchange.getCollateral(carol, address(weth)) * 1_800e6) / 1e18), "90 % of it");
    }

    /// @dev Cross margin: what one market loses another may carry.
    function test_margin_isOneOverAllMarkets() public {
        address carol = trader("carol", 100_000);
        tradeAs(carol, ETH, 500e18);
        tradeAs(carol, BTC, -10e18);
        int256 before = marginOf(carol).equity;
        movePrice(ETH, -0.15e18);
        movePrice(BTC, -0.25e18);
        IPerpExchange.MarginView memory m = marginOf(carol);
        assertEq(m.equity - before, 0, "150,000 lost, 150,000 won");
        assertTrue(m.equity > int256(m.maintenance), "carried");
    }

    function test_margin_takesTheLargestBoundsOfItsMarkets() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(BTC);
        config.liquidation.minReward = 7e6;
        config.liquidation.maxReward = 8e6;
        configure(BTC, config);
        tradeAs(alice, ETH, 0.001e18);
        uint256 alone = marginOf(alice).maintenance;
        tradeAs(alice, BTC, 0.00001e18);
        uint256 btc = divUp(0.6e6 * divUp(uint256(0.02e18 + 0.744e18 / 2e9) * 0.333e18, 1e18), 1e18) + 50e6;
        assertEq(marginOf(alice).maintenance, alone - 1e6 + 7e6 + btc, "larger minimum");

        tradeAs(bob, BTC, 100e18);
        uint256 small = marginOf(bob).maintenance;
        tradeAs(bob, ETH, 1e18);
        uint256 eth = divUp(2_000e6 * divUp((0.02e18 + divUp(0.744e18, 350_000)) * 0.333e18, 1e18), 1e18) + 50e6;
        assertEq(marginOf(bob).maintenance, small - 8e6 + 100e6 + eth, "larger maximum");
    }

    /// @dev dYdX v4: ratio + share · (1 − ratio), share from the lower to the upper open interest.
    function test_initialMargin_growsWithOpenInterest() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.margin.initialSlope = 0;
        config.margin.openInterestLower = 4_000_000e6;
        config.margin.openInterestUpper = 8_000_000e6;
        configure(ETH, config);
        tradeAs(alice, ETH, 10e18);

        tradeAs(bob, ETH, 1_990e18);
        assertEq(marginOf(alice).initial, 400e6 + 50e6, "2 % at the lower bound");
        tradeAs(bob, ETH, 1_000e18);
        assertEq(marginOf(alice).initial, 10_200e6 + 50e6, "51 % halfway");
        tradeAs(bob, ETH, 1_000e18);
        assertEq(marginOf(alice).initial, 20_000e6 + 50e6, "all of it at the upper");
        tradeAs(alice, ETH, -10e18);
        uint256 kept = marginOf(bob).maintenance;
        config.margin.openInterestUpper = 0;
        configure(ETH, config);
        assertEq(marginOf(bob).maintenance, kept, "maintenance moved");
    }

    function test_initialMargin_isOfTheLargerSideAndNeverLowered(uint256 word) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.margin.initialSlope = 350e18; // 100 ETH need 12 % of margin, 1,000 ETH 102 %
        config.margin.openInterestLower = 1;
        config.margin.openInterestUpper = 10_000_000e6;
        configure(ETH, config);
        tradeAs(bob, ETH, -1_000e18);
        tradeAs(alice, ETH, int256(bound(word, 1, 900e18)));

        uint256 ratio = 0.02e18 + divUp(350e18 * abs(sizeOf(alice, ETH)), 350_000e18);
        uint256 share = divUp((2_000_000e6 - 1) * 1e18, 10_000_000e6 - 1);
        uint256 raised = ratio + divUp((1e18 - ratio) * share, 1e18);
        uint256 notional = marginOf(alice).notional;
        assertEq(marginOf(alice).initial, divUp(notional * raised, 1e18) + 50e6, "of the shorts");
        assertEq(marginOf(bob).initial, 2_040_000e6 + 50e6, "102 % stay 102 %");
    }

    /// @dev In 18 decimals of the quote token every sum is the same, in finer units.
    function test_margin_isTheSameInAnyQuoteDecimals(uint256 word, bool long) public {
        int256 size = (long ? int256(1) : int256(-1)) * int256(bound(word, 1e15, 100e18));
        tradeAs(alice, ETH, size);
        movePrice(ETH, 0.01e18);
        IPerpExchange.MarginView memory coarse = marginOf(alice);

        buildWorld(18);
        address same = trader("alice", 10_000_000);
        tradeAs(same, ETH, size);
        movePrice(ETH, 0.01e18);
        IPerpExchange.MarginView memory fine = marginOf(same);
        assertTrue(coarse.equity <= fine.equity / 1e12, "rounded for the trader");
        assertClose(uint256(coarse.equity), uint256(fine.equity) / 1e12, 5, "equity");
        assertClose(coarse.initial, fine.initial / 1e12, 3, "initial");
        assertClose(coarse.maintenance, fine.maintenance / 1e12, 4, "maintenance");
        assertBooks();
    }

    // Bankruptcy price

    /// @dev mechanics.md §2.1: entry − margin ÷ size for a long alone, entry + margin ÷ size for a short.
    function test_bankruptcyPrice_isWhereNothingIsLeft(uint256 word, bool long) public {
        address carol = trader("carol", 10_000);
        int256 size = (long ? int256(1) : int256(-1)) * int256(bound(word, 10e18, 70e18));
        tradeAs(carol, ETH, size);
        movePrice(ETH, long ? -0.02e18 : int256(0.02e18));
        (, uint256 price) = exchange.getProfit(ETH, carol);

        PerpTypes.Position memory p = exchange.getPosition(carol, ETH);
        int256 left = divDown(size * int256(price), 1e30) - p.cost + settledOf(carol);
        assertTrue(left >= -1 && left <= 1, "something left");
    }

    function test_bankruptcyPrice_spreadsEquityByMaintenance() public {
        address carol = trader("carol", 50_000);
        tradeAs(carol, ETH, 200e18);
        tradeAs(carol, BTC, -5e18);
        int256 given;
        for (uint256 id = 0; id < 2; ++id) {
            (, uint256 price) = exchange.getProfit(id, carol);
            given += divDown(sizeOf(carol, id) * (int256(exchange.getMarket(id).mark) - int256(price)), 1e30);
        }
        assertClose(uint256(given), uint256(marginOf(carol).equity), 4, "not all of the equity");
    }

    function test_bankruptcyPrice_isNeverBelowZero() public {
        address carol = trader("carol", 100_000);
        tradeAs(carol, ETH, 1e18);
        (, uint256 price) = exchange.getProfit(ETH, carol);
        assertEq(price, 0, "a long with more than its value cannot go bankrupt");
        (int256 profit, uint256 none) = exchange.getProfit(BTC, carol);
        assertEq(uint256(profit) + none, 0, "of no position");
    }

    function _worth(uint256 amount) private pure returns (uint256) {
        return (amount * 60_000e6 * 85) / 100e8;
    }
}
