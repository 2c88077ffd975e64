// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeLimitsTest is PerpWorld {
    address private alice;
    address private bob;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 1_000_000);
        bob = trader("bob", 1_000_000);
    }

    // What an order may be

    function test_trade_revertsForNothing() public {
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        tradeAs(alice, ETH, 0);
    }

    function test_trade_revertsInAnUnknownMarket() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketUnknown.selector, 2, 2));
        tradeAs(alice, 2, 1e18);
    }

    function test_trade_revertsWhilePaused() public {
        tradeAs(alice, BTC, 1e18);
        exchange.setStatus(BTC, PerpTypes.Status.Paused);

        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, BTC));
        tradeAs(alice, BTC, -1e18);

        // Its price says nothing, so nor does the margin of whoever is in it.
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, BTC));
        tradeAs(alice, ETH, 1e18);
        tradeAs(bob, ETH, 1e18);
    }

    function test_trade_revertsWhereOrdersAreDelayed() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.settlementDelay = 3;
        config.trading.settlementWindow = 10;
        configure(ETH, config);

        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_WrongOrderKind.selector, ETH, 3));
        tradeAs(alice, ETH, 1e18);
    }

    function test_trade_onlyShrinksWhereThatIsAsked(
        uint256 sizeWord,
        uint256 deltaWord,
        bool long,
        bool byMarket
    ) public {
        int256 size = (long ? int256(1) : int256(-1)) * int256(bound(sizeWord, 0, 100e18));
        int256 delta = int256(bound(deltaWord, 0, 400e18)) - 200e18;
        vm.assume(delta != 0);
        if (size != 0) tradeAs(alice, ETH, size);
        if (byMarket) exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);
        bool shrinks = size > 0 ? delta < 0 && -delta <= size : delta > 0 && delta <= -size;

        if (!shrinks) {
            bytes4 selector = IPerpErrors.PerpExchange_ReduceOnly.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, ETH, size, delta));
        }
        vm.prank(alice);
        exchange.trade(ETH, delta, worst(delta), !byMarket);

        assertEq(sizeOf(alice, ETH), shrinks ? size + delta : size, "size");
    }

    // Caps

    function test_trade_keepsEachSideWithinItsSize(uint256 word, bool long) public {
        _setCaps(100e18, 0);
        int256 sign = long ? int256(1) : int256(-1);
        tradeAs(bob, ETH, sign * 60e18);
        uint256 size = bound(word, 1, 80e18);
        uint256 sum = 60e18 + size;

        if (sum > 100e18) {
            bytes4 selector = IPerpErrors.PerpExchange_SizeCapExceeded.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, ETH, sum, 100e18));
        }
        tradeAs(alice, ETH, sign * int256(size));

        // The other side has its own.
        if (sum > 100e18) tradeAs(alice, ETH, -sign * 100e18);
    }

    function test_trade_keepsEachSideWithinItsValueAtTheIndex() public {
        _setCaps(0, 100_000e6);
        vm.expectRevert(
            abi.encodeWithSelector(IPerpErrors.PerpExchange_ValueCapExceeded.selector, ETH, 100_000e6 + 1, 100_000e6)
        );
        tradeAs(alice, ETH, 50e18 + 1);
        tradeAs(alice, ETH, 50e18);
    }

    function test_trade_letsPositionsShrinkAboveTheCaps() public {
        tradeAs(alice, ETH, 50e18);
        _setCaps(10e18, 1e6);
        tradeAs(alice, ETH, -20e18);
        assertEq(sizeOf(alice, ETH), 30e18, "did not shrink");

        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_SizeCapExceeded.selector, ETH, 20e18, 10e18));
        tradeAs(alice, ETH, -50e18);
    }

    // Margin

    function test_trade_needsInitialMarginToGrow(uint256 sizeWord) public {
        address carol = trader("carol", 1_000);
        int256 size = int256(bound(sizeWord, 1, 60e18));
        // What it would be left with at mark: cash less fee, plus what the fill is beside the index.
        vm.prank(alice);
        exchange.trade(ETH, 1e18, type(uint256).max, false);
        vm.prank(carol);
        try exchange.trade(ETH, size, type(uint256).max, false) {
            IPerpExchange.MarginView memory m = marginOf(carol);
            assertTrue(m.equity >= int256(m.initial) && m.equity >= int256(m.maintenance), "let in too poor");
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == IPerpErrors.PerpExchange_InsufficientMargin.selector, "other reason");
            assertTrue(size > 20e18, "kept out though rich enough");
        }
    }

    function test_trade_tellsWhatMarginLacked() public {
        address carol = trader("carol", 50);
        // 1 ETH: fill 2,000.002857, fee 1.000002, so 48.997141 of equity against 2 % + slope + 50.
        uint256 price = exchange.getFillPrice(ETH, 1e18);
        int256 equity = 50e6 - int256(divUp(divUp(price, 1e12) * 5, 10_000)) - int256(divUp(price, 1e12) - 2_000e6);
        uint256 ratio = 0.02e18 + divUp(0.744e18, 350_000);
        uint256 initial = divUp(2_000e6 * ratio, 1e18) + 50e6;
        vm.expectRevert(
            abi.encodeWithSelector(IPerpErrors.PerpExchange_InsufficientMargin.selector, carol, equity, initial)
        );
        tradeAs(carol, ETH, 1e18);
    }

    function test_trade_shrinksBelowInitialMargin() public {
        address carol = trader("carol", 2_000);
        tradeAs(carol, ETH, 30e18);
        movePrice(ETH, -0.02e18);
        IPerpExchange.MarginView memory m = marginOf(carol);
        assertTrue(m.equity < int256(m.initial) && m.equity > int256(m.maintenance), "not between");

        vm.expectPartialRevert(IPerpErrors.PerpExchange_InsufficientMargin.selector);
        tradeAs(carol, ETH, 0.001e18);
        tradeAs(carol, ETH, -10e18);
        assertEq(sizeOf(carol, ETH), 20e18, "did not shrink");
    }

    function test_trade_revertsForWhomOnlyLiquidationMayTouch() public {
        address carol = trader("carol", 2_000);
        tradeAs(carol, ETH, 30e18);
        movePrice(ETH, -0.03e18);
        IPerpExchange.MarginView memory m = marginOf(carol);
        bytes memory reason = abi.encodeWithSelector(
            IPerpErrors.PerpExchange_Liquidatable.selector,
            carol,
            m.equity,
            m.maintenance
        );
        assertTrue(m.equity < int256(m.maintenance), "healthy");

        vm.expectRevert(reason);
        tradeAs(carol, ETH, -30e18);
        vm.expectRevert(reason);
        tradeAs(carol, BTC, 1e15);
    }

    /// @dev A mark stays until it is taken off, however rich the account has become.
    function test_flaggedAccounts_neitherTradeNorWithdraw() public {
        address carol = trader("carol", 2_000);
        tradeAs(carol, ETH, 30e18);
        movePrice(ETH, -0.03e18);
        exchange.flag(carol);
        depositAs(carol, usdc, 100_000e6);

        IPerpExchange.MarginView memory m = marginOf(carol);
        bytes4 selector = IPerpErrors.PerpExchange_Liquidatable.selector;
        bytes memory reason = abi.encodeWithSelector(selector, carol, m.equity, m.maintenance);
        vm.expectRevert(reason);
        tradeAs(carol, ETH, -1e18);
        vm.expectRevert(abi.encodeWithSelector(selector, carol, m.equity - 1, m.maintenance));
        withdrawAs(carol, usdc, 1);
        exchange.flag(carol); // takes it off
        withdrawAs(carol, usdc, 1);
        tradeAs(carol, ETH, -1e18);
    }

    function test_trade_mayNotCloseIntoDebt() public {
        tradeAs(alice, ETH, 1_000e18);
        address carol = trader("carol", 500);
        tradeAs(carol, ETH, -1e18);
        closeAs(alice, ETH);
        setPrice(ETH, 2_430e8); // 20 left at mark, and buying back 1 ETH costs more than that above it

        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.margin.minPositionMargin = 0;
        config.margin.initialRatio = 1;
        config.margin.initialSlope = 0;
        config.liquidation.minReward = 0;
        config.liquidation.maxReward = 0;
        config.trading.takerFee = 0.05e18;
        config.trading.makerFee = 0.05e18;
        configure(ETH, config);

        vm.expectPartialRevert(IPerpErrors.PerpExchange_InsufficientMargin.selector);
        tradeAs(carol, ETH, 1e18);
    }

    // Payouts

    function test_trade_paysProfitOnlyFromThePoolsCash() public {
        _emptyPool();
        tradeAs(alice, ETH, 100e18);
        setPrice(ETH, 3_000e8);
        uint256 cash = exchange.getBooks().poolCash;
        int256 before = settledOf(alice);
        uint256 price = exchange.getFillPrice(ETH, -100e18);
        uint256 owed = (100e18 * price) / 1e30 - abs(exchange.getPosition(alice, ETH).cost);
        uint256 fee = divUp(divUp(100e18 * price, 1e30) * 2, 10_000);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.ProfitUnpaid(alice, owed, cash);
        tradeAs(alice, ETH, -100e18);

        IPerpExchange.Books memory b = exchange.getBooks();
        assertEq(settledOf(alice) - before, int256(cash) - int256(fee), "paid otherwise");
        assertEq(b.poolCash, fee, "cash left");
        assertEq(b.unpaid, owed - cash, "unpaid");
        assertBooks();
    }

    function test_trade_paysAShareOfProfitAboveTheLimit() public {
        exchange.configurePool(PerpTypes.PoolConfig(1e18, 0, 0.01e18));
        tradeAs(alice, ETH, 1_000e18);
        setPrice(ETH, 3_000e8);
        uint256 profit = exchange.getBooks().poolCash - exchange.poolEquity();
        uint256 share = ((exchange.getBooks().poolCash / 100) * 1e18) / profit;
        int256 before = settledOf(alice);
        uint256 price = exchange.getFillPrice(ETH, -100e18);
        int256 pnl =
            divDown(100e18 * int256(price), 1e30) - int256(divUp(abs(exchange.getPosition(alice, ETH).cost), 10));
        uint256 fee = divUp(divUp(100e18 * price, 1e30) * 2, 10_000);

        tradeAs(alice, ETH, -100e18);

        assertClose(share, 0.5e18, 0.01e18, "not about half");
        assertEq(settledOf(alice) - before, (pnl * int256(share)) / 1e18 - int256(fee), "not its share");
        assertEq(int256(exchange.getBooks().unpaid), pnl - (pnl * int256(share)) / 1e18, "unpaid");
        assertBooks();
    }

    function test_trade_paysProfitInFullBelowTheLimit() public {
        exchange.configurePool(PerpTypes.PoolConfig(1e18, 0, 0.9e18));
        tradeAs(alice, ETH, 1_000e18);
        setPrice(ETH, 2_400e8);
        closeAs(alice, ETH);
        assertEq(exchange.getBooks().unpaid, 0, "left unpaid");
    }

    function _emptyPool() private {
        uint256 all = pool.maxRedeem(provider);
        vm.prank(provider);
        pool.redeem(all, provider, provider);
    }

    function _setCaps(uint256 size, uint256 value) private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxSize = size;
        config.trading.maxValue = value;
        configure(ETH, config);
    }
}
