// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeOrdersTest is PerpWorld {
    uint32 private constant DELAY = 2;
    uint32 private constant WINDOW = 5;
    uint256 private constant REWARD = 3e6;

    address private alice;
    address private keeper;

    function setUp() public {
        buildWorld(6);
        keeper = actor("keeper");
        alice = trader("alice", 100_000);
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.settlementDelay = DELAY;
        config.trading.settlementWindow = WINDOW;
        config.trading.settlementReward = REWARD;
        config.trading.maxPriceAge = 60;
        configure(ETH, config);
    }

    // Commitment

    function test_commitOrder_takesTheEscrow() public {
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.OrderCommitted(ETH, alice, 5e18, 2_100e18, REWARD, false);
        vm.prank(alice);
        exchange.commitOrder(ETH, 5e18, 2_100e18, false);

        PerpTypes.Order memory order = exchange.getOrder(alice, ETH);
        assertEq(order.sizeDelta, 5e18, "size");
        assertEq(order.acceptablePrice, 2_100e18, "price");
        assertEq(order.escrow, REWARD, "escrow");
        assertEq(order.committed, block.number, "block");
        assertEq(settledOf(alice), int256(100_000e6 - REWARD), "settled");
        assertEq(exchange.getBooks().escrow, REWARD, "escrow of all");
        assertEq(exchange.getAccount(alice).orders, 1, "count");
        assertBooks();
    }

    function test_commitOrder_revertsWhereOrdersFillAtOnce() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_WrongOrderKind.selector, BTC, 0));
        commitAs(alice, BTC, 1e18);
    }

    function test_commitOrder_revertsForNothing() public {
        vm.expectRevert(IPerpErrors.PerpExchange_AmountZero.selector);
        commitAs(alice, ETH, 0);
    }

    function test_commitOrder_takesOneOrderAMarket() public {
        commitAs(alice, ETH, 1e18);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_OrderPending.selector, alice, ETH));
        commitAs(alice, ETH, 1e18);
    }

    function test_commitOrder_revertsWhatCouldOnlyBeDropped() public {
        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_ReduceOnly.selector, ETH, 0, int256(1));
        vm.expectRevert(reason);
        vm.prank(alice);
        exchange.commitOrder(ETH, 1, 0, true);

        exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);
        vm.expectRevert(reason);
        commitAs(alice, ETH, 1);

        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, ETH));
        commitAs(alice, ETH, 1);
    }

    function test_commitOrder_needsTheEscrowAsMargin(uint256 word) public {
        address poor = actor("poor");
        uint256 cash = bound(word, 1, 2 * REWARD);
        depositAs(poor, usdc, cash);
        if (cash < REWARD) {
            bytes4 selector = IPerpErrors.PerpExchange_InsufficientMargin.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, poor, int256(cash) - int256(REWARD), 0));
        }
        commitAs(poor, ETH, 1e18);
    }

    function test_commitOrder_revertsForWhomOnlyLiquidationMayTouch() public {
        tradeAs(alice, BTC, 20e18);
        movePrice(BTC, -0.08e18);
        IPerpExchange.MarginView memory m = marginOf(alice);
        vm.expectRevert(
            abi.encodeWithSelector(IPerpErrors.PerpExchange_Liquidatable.selector, alice, m.equity, m.maintenance)
        );
        commitAs(alice, ETH, 1e18);
    }

    // Settlement

    /// @dev The price is that of the settling block: what came between helps nobody.
    function test_settleOrder_fillsAtThePriceOfItsBlock(uint256 word, bool long) public {
        int256 size = long ? int256(5e18) : int256(-5e18);
        commitAs(alice, ETH, size);
        vm.roll(block.number + DELAY);
        setPrice(ETH, bound(word, 1_500e8, 2_500e8));
        uint256 price = exchange.getFillPrice(ETH, size);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.OrderSettled(ETH, alice, keeper, REWARD);
        vm.prank(keeper);
        exchange.settleOrder(ETH, alice);

        PerpTypes.Position memory position = exchange.getPosition(alice, ETH);
        assertEq(position.size, size, "size");
        assertEq(position.cost, -divDown(-size * int256(price), 1e30), "not at the present price");
        assertEq(settledOf(keeper), int256(REWARD), "keeper");
        assertEq(exchange.getOrder(alice, ETH).committed, 0, "still there");
        assertEq(exchange.getAccount(alice).orders, 0, "count");
        assertBooks();
    }

    function test_settleOrder_keepsToItsWindow(uint256 word) public {
        commitAs(alice, ETH, 5e18);
        uint256 from = block.number + DELAY;
        uint256 current = block.number + bound(word, 0, 12);
        vm.roll(current);

        if (current < from) {
            vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_OrderTooEarly.selector, from, current));
        } else if (current > from + WINDOW) {
            bytes4 selector = IPerpErrors.PerpExchange_OrderExpired.selector;
            vm.expectRevert(abi.encodeWithSelector(selector, from + WINDOW, current));
        }
        exchange.settleOrder(ETH, alice);
    }

    function test_settleOrder_revertsWithoutAnOrder() public {
        bytes memory reason = abi.encodeWithSelector(IPerpErrors.PerpExchange_NoOrder.selector, alice, ETH);
        vm.expectRevert(reason);
        exchange.settleOrder(ETH, alice);
        vm.expectRevert(reason);
        exchange.clearOrder(ETH, alice);
    }

    // What drops an order, and what does not

    function test_settleOrder_dropsBeyondTheAcceptablePrice() public {
        vm.prank(alice);
        exchange.commitOrder(ETH, 5e18, 2_010e18, false);
        setPrice(ETH, 2_011e8);
        _expectDrop(IPerpErrors.PerpExchange_PriceBeyondAcceptable.selector);
    }

    function test_settleOrder_dropsWhatMarginDoesNotCarry() public {
        commitAs(alice, ETH, 100_000e18);
        _expectDrop(IPerpErrors.PerpExchange_InsufficientMargin.selector);
        assertEq(skewOf(ETH), 0, "left a trace");
    }

    function test_settleOrder_dropsWhatTheMarketNoLongerTakes() public {
        commitAs(alice, ETH, 5e18);
        exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);
        _expectDrop(IPerpErrors.PerpExchange_ReduceOnly.selector);
    }

    function test_settleOrder_dropsTheOrderOfAnAccountToBeLiquidated() public {
        tradeAs(alice, BTC, 20e18);
        commitAs(alice, ETH, 5e18);
        movePrice(BTC, -0.08e18);
        _expectDrop(IPerpErrors.PerpExchange_Liquidatable.selector);
    }

    function test_settleOrder_waitsOutAPause() public {
        commitAs(alice, ETH, 5e18);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        _expectWait(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, ETH));
        exchange.setStatus(ETH, PerpTypes.Status.Open);
        exchange.settleOrder(ETH, alice);
    }

    function test_settleOrder_waitsOutThePauseOfAnotherMarket() public {
        tradeAs(alice, BTC, 1e18);
        commitAs(alice, ETH, 5e18);
        exchange.setStatus(BTC, PerpTypes.Status.Paused);
        _expectWait(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, BTC));
    }

    function test_settleOrder_waitsForAFreshPrice() public {
        commitAs(alice, ETH, 5e18);
        vm.warp(block.timestamp + 61);
        _expectWait(abi.encodeWithSelector(IPerpErrors.PerpExchange_StalePrice.selector, ETH, 61, 60));
        setPrice(ETH, ETH_PRICE);
        exchange.settleOrder(ETH, alice);
    }

    /// @dev Starved of gas the fill fails without a reason, which must not cost the trader the order. In many markets
    /// it takes so much that the sixty-fourth part which a call leaves behind would pay for the drop.
    function test_settleOrder_isNotDroppedForWantOfGas(uint256 word) public {
        for (uint256 id = 2; id < 50; ++id) {
            exchange.listMarket(defaultConfig(feeds[BTC], 1_000e18));
            tradeAs(alice, id, 1e12);
        }
        exchange.configurePool(PerpTypes.PoolConfig(1e18, 0, 1e18));
        commitAs(alice, ETH, 5e18);
        vm.roll(block.number + DELAY);
        try exchange.settleOrder{gas: bound(word, 2_000_000, 6_000_000)}(ETH, alice) {
            assertEq(sizeOf(alice, ETH), 5e18, "dropped");
        } catch {
            assertTrue(exchange.getOrder(alice, ETH).committed != 0, "gone");
        }
    }

    // Expiry

    function test_clearOrder_dropsOnlyWhatExpired(uint256 word) public {
        commitAs(alice, ETH, 5e18);
        uint256 until = block.number + DELAY + WINDOW;
        uint256 current = block.number + bound(word, 0, 12);
        vm.roll(current);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);

        if (current <= until) {
            vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_OrderNotExpired.selector, until, current));
            exchange.clearOrder(ETH, alice);
            return;
        }
        _expectDropEvent(IPerpErrors.PerpExchange_OrderExpired.selector);
        vm.prank(keeper);
        exchange.clearOrder(ETH, alice);
        assertEq(settledOf(keeper), int256(REWARD), "keeper");
        assertBooks();
    }

    /// @dev Whoever waits for the price to choose pays the escrow, whatever it does: there is no way out that is free.
    function test_commitOrder_givesNoFreeOption() public {
        int256 before = settledOf(alice);
        commitAs(alice, ETH, 5e18);
        setPrice(ETH, 1_900e8); // she would rather not

        vm.expectPartialRevert(IPerpErrors.PerpExchange_OrderPending.selector);
        commitAs(alice, ETH, -5e18);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_OrderPending.selector);
        withdrawAs(alice, usdc, 90_000e6);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_OrderNotExpired.selector);
        vm.prank(alice);
        exchange.clearOrder(ETH, alice);

        // Anyone fills it, at a price at which nothing is won or lost against the market.
        vm.roll(block.number + DELAY);
        vm.prank(keeper);
        exchange.settleOrder(ETH, alice);
        (int256 profit, ) = exchange.getProfit(ETH, alice);
        assertTrue(profit <= 0 && settledOf(alice) <= before - int256(REWARD), "an option");
    }

    function _expectDrop(bytes4 reason) private {
        vm.roll(block.number + DELAY);
        int256 before = settledOf(alice);
        int256 size = sizeOf(alice, ETH);
        _expectDropEvent(reason);
        vm.prank(keeper);
        exchange.settleOrder(ETH, alice);

        assertEq(settledOf(keeper), int256(REWARD), "keeper");
        assertEq(settledOf(alice), before, "alice paid twice");
        assertEq(sizeOf(alice, ETH), size, "filled");
        assertEq(exchange.getOrder(alice, ETH).committed, 0, "still there");
        assertBooks();
    }

    function _expectDropEvent(bytes4 reason) private {
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.OrderDropped(ETH, alice, keeper, REWARD, reason);
    }

    function _expectWait(bytes memory reason) private {
        vm.roll(block.number + DELAY);
        vm.expectRevert(reason);
        exchange.settleOrder(ETH, alice);
        assertTrue(exchange.getOrder(alice, ETH).committed != 0, "gone");
    }
}
