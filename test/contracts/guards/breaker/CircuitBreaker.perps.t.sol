// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {CircuitBreaker} from "../../../../contracts/guards/breaker/CircuitBreaker.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {IMarginScaling} from "../../../../contracts/guards/margin/IMarginScaling.sol";
import {MarginScaling} from "../../../../contracts/guards/margin/MarginScaling.sol";
import {PerpMargin} from "../../../../contracts/guards/margin/PerpMargin.sol";
import {PerpOpenInterest} from "../../../../contracts/guards/margin/PerpOpenInterest.sol";
import {PerpWorld} from "../../../support/PerpWorld.sol";

/// @notice The guards at the exchange: what they stop there and what they cannot.
/// hardhat-config: fuzz.runs = 48
contract CircuitBreakerPerpsTest is PerpWorld {
    CircuitBreaker private breaker;
    address private ann;

    function setUp() public {
        vm.warp(1_773_100_800);
        buildWorld(6);
        ann = trader("ann", 100_000);
        tradeAs(ann, ETH, 100e18);
        breaker = new CircuitBreaker(address(this));
        breaker.setVenue(address(exchange), true);
        exchange.setRiskHook(address(breaker));
    }

    // GUARD-23
    function test_depositAndClosing_succeedInEveryState(uint256 state, uint256 amount) public {
        state = bound(state, 1, 31);
        amount = bound(amount, 1e6, 1_000_000e6);
        BreakerTypes.Scope memory market = BreakerTypes.Scope(address(exchange), address(1));
        if (state & 1 != 0) breaker.pause(BreakerTypes.Scope(address(exchange), address(0)), 7 days, 4 hours);
        if (state & 2 != 0) breaker.setBorrowQuota(market, BreakerTypes.QuotaConfig(0, 1 hours, 0));
        if (state & 4 != 0) {
            breaker.setLossStop(market, BreakerTypes.LossConfig(true, 0, 0));
            vm.prank(address(exchange));
            breaker.onLoss(address(exchange), address(1), 1);
        }
        if (state & 8 != 0) breaker.setVenue(address(exchange), false);
        if (state & 16 != 0) {
            breaker.setPrice(
                market,
                BreakerTypes.PriceConfig({
                    feed: address(feeds[ETH]),
                    unit: 1e18,
                    blocks: 5,
                    memoryBlocks: 0,
                    haltSeconds: 1 hours,
                    maxMove: 0.05e18,
                    response: BreakerTypes.Response.Halt,
                    stopsLiquidations: true,
                    stopsWithdrawals: true,
                    failsClosed: true,
                    spreadPerMove: 0,
                    maxSpread: 0
                })
            );
            breaker.poke(market);
            movePrice(ETH, 0.06e18);
        }

        vm.prank(ann);
        vm.expectRevert();
        exchange.trade(ETH, 1e18, type(uint256).max, false);
        depositAs(ann, usdc, amount);
        tradeAs(ann, ETH, -40e18);
        closeAs(ann, ETH);
        assertEq(sizeOf(ann, ETH), int256(0), "closed");
    }

    // GUARD-26
    function test_withdraw_whileHaltedIsForWhoHasNoPosition() public {
        address[] memory watched = new address[](1);
        watched[0] = address(1);
        BreakerTypes.Scope memory market = BreakerTypes.Scope(address(exchange), watched[0]);
        breaker.setWatched(address(exchange), watched);
        BreakerTypes.PriceConfig memory c;
        (c.feed, c.unit, c.blocks, c.haltSeconds, c.maxMove) = (address(feeds[ETH]), 1e18, 5, 1 hours, 0.05e18);
        breaker.setPrice(market, c);
        breaker.poke(market);
        address ben = trader("ben", 1_000);
        movePrice(ETH, 0.06e18);
        bytes4 halted = IBreakerErrors.CircuitBreaker_PriceHalted.selector;
        vm.prank(ben);
        vm.expectPartialRevert(halted);
        exchange.withdraw(address(usdc), 1e6, ben);

        breaker.setMarginView(address(exchange), address(new PerpMargin()));
        vm.prank(ben);
        exchange.withdraw(address(usdc), 1_000e6, ben);
        vm.prank(ann);
        vm.expectPartialRevert(halted);
        exchange.withdraw(address(usdc), 1e6, ann);
        closeAs(ann, ETH);
        vm.prank(ann);
        exchange.withdraw(address(usdc), 1e6, ann);
    }

    function test_liquidate_fitsTheHoleOfItsMarket() public {
        BreakerTypes.Scope memory market = BreakerTypes.Scope(address(exchange), address(1));
        BreakerTypes.PriceConfig memory c;
        (c.feed, c.unit) = (address(feeds[ETH]), 1e18);
        breaker.setPrice(market, c);
        breaker.setLiquidationQuota(market, BreakerTypes.QuotaConfig(100_000e18, 1 hours, 5 minutes));
        setPrice(ETH, 1_004e8);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveQuota.selector);
        exchange.liquidate(ETH, ann);

        breaker.setLiquidationQuota(market, BreakerTypes.QuotaConfig(200_000e18, 1 hours, 5 minutes));
        assertEq(exchange.liquidate(ETH, ann), 100e18, "all of it");
        assertEq(breaker.liquidationRoom(address(exchange), address(1)), 99_600e18, "what is left of the hole");
    }

    function test_marginOf_isEquityAgainstInitialMarginAndNeverNegative() public {
        PerpMargin margin = new PerpMargin();
        (uint256 backing, uint256 needed) = margin.marginOf(address(exchange), ann);
        assertEq(backing, uint256(marginOf(ann).equity), "equity");
        assertEq(needed, marginOf(ann).initial, "initial margin");
        setPrice(ETH, 900e8);
        (backing, needed) = margin.marginOf(address(exchange), ann);
        assertTrue(marginOf(ann).equity < 0 && backing == 0 && needed > 0, "nothing backs it");
    }

    function test_trade_growsNoFasterThanTheVelocity() public {
        BreakerTypes.Scope memory market = BreakerTypes.Scope(address(exchange), address(1));
        breaker.setBorrowQuota(market, BreakerTypes.QuotaConfig(50e18, 1, 1));
        tradeAs(ann, ETH, 30e18);
        vm.prank(ann);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveQuota.selector);
        exchange.trade(ETH, 21e18, type(uint256).max, false);
        tradeAs(ann, BTC, 1e18);
        skip(2);
        tradeAs(ann, ETH, 21e18);
    }

    function test_trade_isHeldToAMarginThatGrowsWithOpenInterest() public {
        PerpOpenInterest interest = new PerpOpenInterest(exchange, ETH);
        assertEq(interest.openInterest(), 200_000e18, "a hundred at 2,000");
        MarginScaling scaling = new MarginScaling(address(this), 1 hours);
        IMarginScaling.Terms memory terms;
        (terms.feed, terms.openInterest) = (address(feeds[ETH]), address(interest));
        (terms.base, terms.most, terms.interval, terms.up) = (0.02e18, 1e18, 1, 1e18);
        (terms.openInterestLower, terms.openInterestUpper) = (0, 2_000_000e18);
        address[] memory assets = new address[](1);
        assets[0] = address(1);
        scaling.setTerms(assets[0], terms);
        scaling.setVenue(address(exchange), address(new PerpMargin()), IMarginScaling.Measure.Margin, assets);
        exchange.setRiskHook(address(scaling));
        skip(12);
        assertEq(scaling.initialRatio(assets[0]), 0.118e18, "a tenth of the way");
        tradeAs(ann, ETH, 1e18);

        skip(12);
        vm.prank(ann);
        vm.expectPartialRevert(IMarginScaling.MarginScaling_MarginTooLow.selector);
        exchange.trade(ETH, 400e18, type(uint256).max, false);
        tradeAs(ann, ETH, -50e18);
    }
}
