// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpEvents} from "../../../contracts/perps/IPerpEvents.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice A long of 100 ETH on $10,000, bought at about $2,000; bankrupt some 5 % lower.
contract PerpExchangeTakeOverTest is PerpWorld {
    address private alice;

    function setUp() public {
        buildWorld(6);
        alice = trader("alice", 10_000);
        tradeAs(alice, ETH, 100e18);
    }

    // Which accounts

    function test_takeOver_revertsAboveTheBackstop(uint256 price, uint256 backstop) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.backstop = bound(backstop, 0, 1e18);
        configure(ETH, config);
        setPrice(ETH, bound(price, 1_890e8, 1_915e8));
        IPerpExchange.MarginView memory m = marginOf(alice);
        bool above = m.equity >= int256(m.backstop);
        bytes4 selector = IPerpErrors.PerpExchange_AboveBackstop.selector;
        if (above) vm.expectRevert(abi.encodeWithSelector(selector, alice, m.equity, m.backstop));
        exchange.takeOver(alice);

        if (above) return;
        assertEq(abs(exchange.engineEquity() - m.equity), 0, "engine's equity");
        assertEq(abs(settledOf(alice)), 0, "settled");
        assertEq(abs(sizeOf(alice, ETH)), 0, "size");
        assertTrue(!holds(alice, ETH, true) && !holds(address(exchange), ETH, true), "holders");
        assertBooks();
    }

    function test_takeOver_revertsForTheHealthyAndTheEmpty() public {
        IPerpExchange.MarginView memory m = marginOf(alice);
        bytes4 selector = IPerpErrors.PerpExchange_AboveBackstop.selector;
        vm.expectRevert(abi.encodeWithSelector(selector, alice, m.equity, m.backstop));
        exchange.takeOver(alice);
        vm.expectRevert(abi.encodeWithSelector(selector, address(this), int256(0), 0));
        exchange.takeOver(address(this));
    }

    function test_takeOver_revertsWhilePaused() public {
        setPrice(ETH, 1_800e8);
        exchange.setStatus(ETH, PerpTypes.Status.Paused);
        vm.expectRevert(abi.encodeWithSelector(IPerpErrors.PerpExchange_MarketPaused.selector, ETH));
        exchange.takeOver(alice);
    }

    function test_takeOver_tellsPriceAndEquity() public {
        setPrice(ETH, 1_800e8);
        int256 equity = marginOf(alice).equity;
        int256 settled = settledOf(alice);
        (, uint256 bankruptcy) = exchange.getProfit(ETH, alice);
        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.TakenOver(ETH, alice, address(this), 100e18, 1_800e18, bankruptcy, -settled, equity);
        exchange.takeOver(alice);
        PerpTypes.Position memory held = exchange.getPosition(address(exchange), ETH);
        assertClose(uint256(int256(held.cost)), (bankruptcy * 100) / 1e12, 1, "cost");
    }

    /// @dev Whatever the positions, the engine is worth what the account was, in the quote token to the unit. What no
    /// price above zero could carry, the insurance fund pays at once.
    function test_takeOver_movesTheEquityOfSeveralPositions(uint256 eth, uint256 btc, int256 other, bool again) public {
        address bob = trader("bob", 3_000);
        other = int256(bound(uint256(other), 0.01e18, 0.9e18)) * (other < 0 ? int256(-1) : int256(1));
        tradeAs(bob, BTC, other);
        tradeAs(alice, BTC, other / 20);
        setPrice(ETH, bound(eth, 900e8, 2_500e8));
        setPrice(BTC, bound(btc, 30_000e8, 90_000e8));
        skip(1 days);
        fundInsurance(1_000_000 * unit);
        int256 sum = int256(1_000_000 * unit);
        for (uint256 i = 0; i < 2; ++i) {
            address account = (i == 0) == again ? alice : bob;
            int256 equity = marginOf(account).equity;
            if (equity >= 0) continue;
            sum += equity;
            exchange.takeOver(account);
            assertEq(abs(settledOf(account)), 0, "settled");
        }
        assertEq(abs(exchange.engineEquity() - sum), 0, "engine's equity");
        assertBooks();
    }

    /// @dev The engine's long meets a short that it takes over: what cancels out is realised.
    function test_takeOver_netsAgainstTheEnginesOtherSide() public {
        fundInsurance(100_000 * unit);
        setPrice(ETH, 1_850e8);
        exchange.takeOver(alice);
        address bob = trader("bob", 5_000);
        tradeAs(bob, ETH, -60e18);
        setPrice(ETH, 1_990e8);
        int256 expected = exchange.engineEquity() + marginOf(bob).equity;

        exchange.takeOver(bob);

        assertEq(abs(sizeOf(address(exchange), ETH)), 40e18, "size");
        assertEq(abs(exchange.engineEquity() - expected), 0, "equity");
        assertBooks();
    }

    // Without deleveraging (Perp v2)

    function test_none_takesOverOnlyWhatInsuranceCanPay(uint256 fund, uint256 price) public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.policy = PerpTypes.AdlPolicy.None;
        configure(ETH, config);
        fund = bound(fund, 1, 40_000 * unit);
        fundInsurance(fund);
        setPrice(ETH, bound(price, 1_500e8, 1_890e8));
        uint256 deficit = uint256(-marginOf(alice).equity);

        bytes4 selector = IPerpErrors.PerpExchange_InsuranceInsufficient.selector;
        if (deficit > fund) vm.expectRevert(abi.encodeWithSelector(selector, deficit, fund));
        exchange.takeOver(alice);
        if (deficit > fund) return;

        assertEq(exchange.dispose(ETH, type(uint256).max), 100e18, "disposed");
        assertEq(exchange.getBooks().insurance, fund - deficit, "insurance");
        assertBooks();
    }

    /// @dev A fill far from mark leaves an account bankrupt; without deleveraging that is not done.
    function test_none_refusesFillsThatInsuranceCannotPay() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.adl.policy = PerpTypes.AdlPolicy.None;
        config.liquidation.price = PerpTypes.LiquidationPrice.Fill;
        configure(ETH, config);
        address bob = trader("bob", 10_000_000);
        tradeAs(bob, ETH, -5_000e18);
        setPrice(ETH, 1_903e8);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_InsuranceInsufficient.selector);
        exchange.liquidate(ETH, alice);
        fundInsurance(10_000 * unit);
        exchange.liquidate(ETH, alice);
        assertTrue(settledOf(alice) < 0, "the fill cost nothing");
    }

    // Accounts without positions

    function test_writeOff_isPaidByInsuranceThenPool(uint256 fund) public {
        _leaveDebt();
        fund = bound(fund, 1, 5_000 * unit);
        fundInsurance(fund);
        uint256 owed = uint256(-settledOf(alice));
        IPerpExchange.Books memory before = exchange.getBooks();

        vm.expectEmit(true, true, true, true, address(exchange));
        emit IPerpEvents.WrittenOff(alice, address(this), owed);
        exchange.takeOver(alice);

        IPerpExchange.Books memory b = exchange.getBooks();
        uint256 insured = owed < fund ? owed : fund;
        assertEq(before.insurance - b.insurance, insured, "insurance");
        assertEq(before.poolCash - b.poolCash, owed - insured, "pool");
        assertEq(abs(settledOf(alice)), 0, "settled");
        assertBooks();
        vm.expectPartialRevert(IPerpErrors.PerpExchange_AboveBackstop.selector);
        exchange.takeOver(alice);
    }

    /// @dev Others have won what the pool had; what nobody can pay stays with the engine's account.
    function test_writeOff_leavesTheRestWithNobody() public {
        _leaveDebt();
        uint256 owed = uint256(-settledOf(alice));
        uint256 free = exchange.poolWithdrawable() - 10_000 * unit;
        vm.prank(provider);
        pool.withdraw(free, provider, provider);
        address bob = trader("bob", 100_000);
        tradeAs(bob, ETH, 100e18);
        setPrice(ETH, 3_000e8);
        closeAs(bob, ETH);
        uint256 cash = exchange.getBooks().poolCash;
        assertTrue(cash < owed && exchange.getBooks().unpaid != 0, "the pool has cash");

        exchange.takeOver(alice);

        assertEq(abs(settledOf(alice)), 0, "settled");
        assertEq(uint256(-settledOf(address(exchange))), owed - cash, "nobody's");
        assertEq(exchange.getBooks().poolCash, 0, "pool");
        assertBooks();
    }

    /// @dev A liquidation at a fill far from mark leaves about $1,000 of debt.
    function _leaveDebt() private {
        PerpTypes.MarketConfig memory config = exchange.getConfig(ETH);
        config.liquidation.price = PerpTypes.LiquidationPrice.Fill;
        configure(ETH, config);
        address bob = trader("bob", 10_000_000);
        tradeAs(bob, ETH, -5_000e18);
        setPrice(ETH, 1_903e8);
        exchange.liquidate(ETH, alice);
        closeAs(bob, ETH);
        withdrawAs(bob, usdc, uint256(settledOf(bob)));
        assertTrue(settledOf(alice) < 0, "no debt");
    }
}
