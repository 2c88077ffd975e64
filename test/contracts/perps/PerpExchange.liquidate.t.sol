// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice A long of 100 ETH on $10,000, bought at about $2,000; it is below maintenance some 4 % lower.
contract PerpExchangeLiquidateTest is PerpWorld {
    address private alice;
    address private keeper;

    function setUp() public {
        buildWorld(6);
        keeper = actor("keeper");
        alice = trader("alice", 10_000);
        tradeAs(alice, ETH, 100e18);
    }

    // Flagging

    function test_flag_marksWhoeverIsBelowMaintenance(uint256 price) public {
        setPrice(ETH, bound(price, 1_900e8, 2_000e8));
        IPerpExchange.MarginView memory m = marginOf(alice);
        if (m.equity >= int256(m.maintenance)) {
            vm.expectRevert(_error(IPerpErrors.PerpExchange_Healthy.selector, m.equity, m.maintenance));
            exchange.flag(alice);
            return;
        }
        uint256 reward = _min(divUp(m.notional * 3, 10_000), m.equity);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Flagged(alice, keeper, m.equity, m.maintenance, reward);
        vm.prank(keeper);
        exchange.flag(alice);

        assertTrue(exchange.getAccount(alice).flagged, "not flagged");
        assertEq(uint256(settledOf(keeper)), reward, "reward");
        assertBooks();
        vm.expectPartialRevert(IPerpErrors.PerpExchange_Liquidatable.selector);
        exchange.flag(alice);
    }

    function test_flag_isTakenFromWhoeverIsHealthyAgain() public {
        setPrice(ETH, 1_906e8);
        exchange.flag(alice);
        depositAs(alice, usdc, 5_000 * unit);
        IPerpExchange.MarginView memory m = marginOf(alice);

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Unflagged(alice, m.equity, m.maintenance);
        exchange.flag(alice);

        assertTrue(!exchange.getAccount(alice).flagged, "still flagged");
        tradeAs(alice, ETH, 1e18);
    }

    function test_flag_rewardsForEveryMarket() public {
        address bob = trader("bob", 10_000);
        tradeAs(bob, BTC, 3e18);
        setPrice(BTC, 57_000e8);
        uint256 notional = marginOf(bob).notional;
        vm.prank(keeper);
        exchange.flag(bob);
        assertEq(uint256(settledOf(keeper)), divUp(notional * 3, 10_000), "reward");
    }

    function test_engine_isNobodysToLiquidate() public {
        bytes memory error = abi.encodeWithSelector(IPerpErrors.PerpExchange_EngineAccount.selector);
        vm.expectRevert(error);
        exchange.flag(address(exchange));
        vm.expectRevert(error);
        exchange.liquidate(ETH, address(exchange));
        vm.expectRevert(error);
        exchange.takeOver(address(exchange));
    }

    // Liquidating

    function test_liquidate_closesAllAndUnflags(uint256 price) public {
        setPrice(ETH, bound(price, 1_902e8, 1_908e8));
        IPerpExchange.MarginView memory m = marginOf(alice);
        (int256 profit, ) = exchange.getProfit(ETH, alice);

        vm.prank(keeper);
        assertEq(exchange.liquidate(ETH, alice), 100e18, "closed");

        uint256 left = uint256(m.equity) - divUp(m.notional * 3, 10_000);
        uint256 reward = _min(divUp(m.notional * 5, 10_000), 100e6);
        reward = reward < left ? reward : left;
        uint256 penalty = _min(divUp(m.notional * 5, 1_000), int256(left - reward));
        assertEq(exchange.getBooks().insurance, penalty, "penalty");
        assertEq(uint256(settledOf(keeper)), uint256(m.equity) - left + reward, "rewards");
        assertClose(uint256(settledOf(alice)), left - reward - penalty, 1, "settled");
        assertTrue(profit < 0 && !exchange.getAccount(alice).flagged, "still flagged");
        assertTrue(!holds(alice, ETH, true), "still a holder");
        assertBooks();
    }

    function test_liquidate_buysAShortBack() public {
        address bob = trader("bob", 10_000);
        tradeAs(bob, ETH, -100e18);
        setPrice(ETH, 2_091e8);
        int256 before = settledOf(bob) - exchange.getPosition(bob, ETH).cost;
        assertEq(exchange.liquidate(ETH, bob), 100e18, "closed");
        uint256 paid = uint256(settledOf(address(this))) + exchange.getBooks().insurance;
        assertTrue(!holds(bob, ETH, false), "still a holder");
        assertEq(uint256(settledOf(bob)), uint256(before) - 209_100 * unit - paid, "settled");
        assertBooks();
    }

    function test_liquidate_tellsWhatItDid() public {
        setPrice(ETH, 1_906e8);
        exchange.flag(alice);
        IPerpExchange.MarginView memory m = marginOf(alice);
        (int256 profit, uint256 bankruptcy) = exchange.getProfit(ETH, alice);
        uint256 reward = (m.notional * 5) / 10_000;
        uint256 penalty = _min((m.notional * 5) / 1_000, m.equity - int256(reward));
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.Liquidated(ETH, alice, keeper, -100e18, 0, 1_906e18, bankruptcy, profit, penalty, reward);
        vm.prank(keeper);
        exchange.liquidate(ETH, alice);
    }

    function test_liquidate_revertsForTheHealthy(uint256 price) public {
        setPrice(ETH, bound(price, 1_920e8, 3_000e8));
        IPerpExchange.MarginView memory m = marginOf(alice);
        vm.expectRevert(_error(IPerpErrors.PerpExchange_Healthy.selector, m.equity, m.maintenance));
        exchange.liquidate(ETH, alice);
    }

    function test_liquidate_revertsWithoutAPosition() public {
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_NoPosition.selector, alice, BTC));
        exchange.liquidate(BTC, alice);
    }

    function test_liquidate_revertsWhilePausedOrStale() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.trading.maxLiquidationPriceAge = 60;
        configure(ETH, config);
        setPrice(ETH, 1_906e8);
        skip(61);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_StalePrice.selector, ETH, 61, 60));
        exchange.liquidate(ETH, alice);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, ETH));
        exchange.liquidate(ETH, alice);
        exchange.setStatus(ETH, PerpTypes.Status.ReduceOnly);
        setPrice(ETH, 1_906e8);
        exchange.liquidate(ETH, alice);
    }

    function test_liquidate_revertsBelowTheBackstop() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.backstop = 0.5e18;
        configure(ETH, config);
        setPrice(ETH, 1_902e8);
        IPerpExchange.MarginView memory m = marginOf(alice);
        assertClose(m.backstop, (m.maintenance - 95 * unit) / 2, unit, "backstop");
        exchange.flag(alice);
        bytes4 selector = IPerpErrors.PerpExchange_BelowBackstop.selector;
        vm.expectRevert(_error(selector, marginOf(alice).equity, m.backstop));
        exchange.liquidate(ETH, alice);
    }

    /// @dev Selling 100 ETH of a skew of 100 fills half of the premium above the index.
    function test_liquidate_closesAtTheFillWhereAsked() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.price = PerpTypes.LiquidationPrice.Fill;
        configure(ETH, config);
        setPrice(ETH, 1_906e8);
        uint256 price = exchange.getFillPrice(ETH, -100e18);
        int256 cost = exchange.getPosition(alice, ETH).cost;
        exchange.flag(alice);
        int256 settled = settledOf(alice);

        exchange.liquidate(ETH, alice);

        int256 pnl = int256((100 * price) / 1e12) - cost;
        int256 paid =
            int256(exchange.getBooks().insurance) + settledOf(address(this)) - int256((190_600 * 3 * unit) / 1e4);
        assertEq(uint256(settledOf(alice)), uint256(settled + pnl - paid), "settled");
        assertTrue(price > 1_906e18, "no premium");
    }

    /// @dev What is paid out of an account never exceeds what it has.
    function test_rewards_neverOverdrawTheAccount(uint256 price, uint256 penalty, uint256 ratio) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.penalty = bound(penalty, 0, 1e18);
        config.liquidation.rewardRatio = bound(ratio, 0, 1e18);
        config.liquidation.flagReward = bound(ratio / 2, 0, 0.1e18);
        config.liquidation.maxReward = 1_000_000 * unit;
        configure(ETH, config);
        setPrice(ETH, bound(price, 1_899e8, 1_908e8));
        int256 equity = marginOf(alice).equity;

        vm.prank(keeper);
        try exchange.liquidate(ETH, alice) {
            assertTrue(settledOf(alice) >= -1, "overdrawn");
            uint256 paid = uint256(settledOf(keeper)) + exchange.getBooks().insurance;
            assertLe(paid, uint256(equity), "paid more than there was");
        } catch {
            assertTrue(equity < 0 || config.liquidation.flagReward != 0, "not liquidated");
        }
        assertBooks();
    }

    function _error(bytes4 selector, int256 equity, uint256 bar) private view returns (bytes memory) {
        return abi.encodeWithSelector(selector, alice, equity, bar);
    }

    function _min(uint256 a, int256 b) private pure returns (uint256) {
        if (b <= 0) return 0;
        return a < uint256(b) ? a : uint256(b);
    }
}
