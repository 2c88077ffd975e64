// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BurningFeed} from "../../../../contracts/mocks/BurningFeed.sol";
import {CircuitBreaker} from "../../../../contracts/guards/breaker/CircuitBreaker.sol";
import {DeficitWatch} from "../../../../contracts/guards/breaker/DeficitWatch.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ILendingPool} from "../../../../contracts/lending/ILendingPool.sol";
import {IMarginScaling} from "../../../../contracts/guards/margin/IMarginScaling.sol";
import {IPriceOracle} from "../../../../contracts/oracles/IPriceOracle.sol";
import {IRiskHook} from "../../../../contracts/guards/IRiskHook.sol";
import {LendingMargin} from "../../../../contracts/guards/margin/LendingMargin.sol";
import {LendingWorld} from "../../../support/LendingWorld.sol";
import {MarginScaling} from "../../../../contracts/guards/margin/MarginScaling.sol";
import {RiskHooks} from "../../../../contracts/guards/RiskHooks.sol";
import {ToxicZone} from "../../../../contracts/guards/liquidation/ToxicZone.sol";

/// @notice The guards at a lending pool: what they stop there and what they cannot.
/// hardhat-config: fuzz.runs = 48
contract CircuitBreakerLendingTest is LendingWorld {
    CircuitBreaker private breaker;
    address private ann;
    address private ben;

    function setUp() public {
        _open(2);
    }

    /// @dev Ann: 10 WETH against 14,000 USDC.
    function _open(uint256 seed) private {
        (ann, ben) = (actor("ann"), actor("ben"));
        vm.warp(1_773_100_800);
        buildWorld(preset(seed));
        supplyAs(actor("lender"), usdc, 1_000_000e6);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 14_000e6);
        fund(ann, usdc, 1_000_000e6);
        fund(ann, weth, 1_000e18);
        fund(ben, usdc, 1_000_000e6);
        breaker = new CircuitBreaker(address(this));
        breaker.setVenue(address(pool), true);
        configurator.setRiskHook(address(breaker));
        _watch(address(weth), address(feeds[address(weth)]), 1e18);
        _watch(address(usdc), address(feeds[address(usdc)]), 1e6);
    }

    // GUARD-23
    function test_repayAndSupply_succeedInEveryState(uint256 seed, uint256 state, uint256 amount) public {
        _open(seed);
        _trip(state | (1 << (seed % 7)));
        amount = bound(amount, 1e6, 1_000e6);
        assertTrue(!_tryBorrow(), "nobody borrows");

        uint256 debt = owed(ann, usdc);
        vm.startPrank(ann);
        pool.repay(address(usdc), amount, 2, ann);
        assertClose(owed(ann, usdc), debt - amount, 1, "repaid");
        pool.supply(address(weth), 1e18, ann, 0);
        pool.supply(address(usdc), amount, ann, 0);
        pool.setUserUseReserveAsCollateral(address(weth), true);
        pool.repayWithATokens(address(usdc), amount / 2, 2);
        vm.stopPrank();
        vm.prank(ben);
        pool.repay(address(usdc), amount, 2, ann);
        vm.prank(ann);
        pool.repay(address(usdc), type(uint256).max, 2, ann);
        assertEq(owed(ann, usdc), 0, "all repaid");
    }

    function test_borrow_passesOnceEverythingIsOver(uint256 seed, uint256 state) public {
        _open(seed);
        _trip(state & 31);
        vm.warp(block.timestamp + 8 days);
        vm.roll(block.number + 100_000);
        if (state & 16 != 0)
            breaker.reset(BreakerTypes.Control.LossStop, BreakerTypes.Scope(address(pool), address(0)));
        breaker.poke(BreakerTypes.Scope(address(0), address(weth)));
        vm.warp(block.timestamp + 1 hours);
        vm.roll(block.number + 100);
        assertTrue(_tryBorrow(), "borrowing again");
    }

    function test_borrow_asksThroughARelayWhatItMayAskDirectly() public {
        IRiskHook[] memory hooks = new IRiskHook[](1);
        hooks[0] = breaker;
        RiskHooks relay = new RiskHooks(hooks);
        configurator.setRiskHook(address(relay));
        assertTrue(!_tryBorrow(), "a relay that nobody named");
        breaker.setReporter(address(pool), address(relay), true);
        assertTrue(_tryBorrow(), "named");
        _trip(1);
        assertTrue(!_tryBorrow(), "paused");
    }

    function test_liquidationCall_beyondTheHoleIsRefusedUntilItEmpties() public {
        breaker.setLiquidationQuota(
            BreakerTypes.Scope(address(0), address(weth)),
            BreakerTypes.QuotaConfig(3_000e18, 1 hours, 5 minutes)
        );
        setPrice(address(weth), 1_600e8);
        _liquidate(2_000e6);
        uint256 room = breaker.liquidationRoom(address(pool), address(weth));
        assertClose(room, 900e18, 1e12, "the bonus counts");
        vm.prank(ben);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveQuota.selector);
        pool.liquidationCall(address(weth), address(usdc), ann, 2_000e6, false);
        _liquidate(850e6);
        vm.warp(block.timestamp + 65 minutes);
        _liquidate(2_000e6);
    }

    // GUARD-26
    function test_withdraw_whileHaltedIsForWhoOwesNothing() public {
        address[] memory watched = new address[](1);
        watched[0] = address(weth);
        breaker.setWatched(address(pool), watched);
        breaker.poke(BreakerTypes.Scope(address(0), address(weth)));
        setPrice(address(weth), 1_780e8);
        address lender = actor("lender");
        address aWeth = pool.getReserveAToken(address(weth));

        vm.prank(ann);
        pool.withdraw(address(weth), 0.01e18, ann);
        breaker.setMarginView(address(pool), address(new LendingMargin()));
        bytes4 halted = IBreakerErrors.CircuitBreaker_PriceHalted.selector;
        vm.startPrank(ann);
        vm.expectPartialRevert(halted);
        pool.withdraw(address(weth), 0.01e18, ann);
        vm.expectPartialRevert(halted);
        IERC20(aWeth).transfer(ben, 0.01e18);
        vm.stopPrank();
        vm.prank(lender);
        pool.withdraw(address(usdc), 1_000e6, lender);

        assertTrue(!_tryBorrow(), "nobody borrows");
        vm.startPrank(ann);
        pool.repay(address(usdc), type(uint256).max, 2, ann);
        pool.setUserUseReserveAsCollateral(address(weth), false);
        IERC20(aWeth).transfer(ben, 0.01e18);
        pool.withdraw(address(weth), type(uint256).max, ann);
        vm.stopPrank();
    }

    function test_borrow_whileWidenedLeavesTheSpread(uint256 fall) public {
        fall = bound(fall, 11, 20);
        breaker.setMarginView(address(pool), address(new LendingMargin()));
        address[] memory watched = new address[](1);
        watched[0] = address(weth);
        breaker.setWatched(address(pool), watched);
        BreakerTypes.PriceConfig memory c = _terms(address(feeds[address(weth)]), 1e18);
        (c.response, c.spreadPerMove, c.maxSpread) = (BreakerTypes.Response.Widen, 0.5e18, 0.5e18);
        breaker.setPrice(BreakerTypes.Scope(address(0), address(weth)), c);
        breaker.poke(BreakerTypes.Scope(address(0), address(weth)));
        vm.prank(ann);
        pool.repay(address(usdc), 10_000e6, 2, ann);

        setPrice(address(weth), (2_000e8 * (100 - fall)) / 100);
        uint256 backing = (20_000e6 * (100 - fall) * 80) / 10_000;
        uint256 most = (backing * (200 - fall)) / 200;
        uint256 free = most - owed(ann, usdc);
        vm.prank(ann);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_MarginTooLow.selector);
        pool.borrow(address(usdc), free + 1e6, 2, 0, ann);
        borrowAs(ann, usdc, free - 1e6);
    }

    function test_borrow_isHeldToTheScaledMargin(uint256 minutes_) public {
        minutes_ = bound(minutes_, 1, 30);
        MarginScaling scaling = new MarginScaling(address(this), 1 hours);
        IMarginScaling.Terms memory terms;
        terms.feed = address(feeds[address(weth)]);
        (terms.base, terms.most) = (0.2e18, 0.5e18);
        (terms.sigmas, terms.horizon) = (10e18, 1 days);
        (terms.decay, terms.interval, terms.up) = (0.9e18, 1, 1e14);
        scaling.setTerms(address(weth), terms);
        address[] memory assets = new address[](1);
        assets[0] = address(weth);
        scaling.setVenue(address(pool), address(new LendingMargin()), IMarginScaling.Measure.Ltv, assets);
        configurator.setRiskHook(address(scaling));
        vm.prank(ann);
        pool.repay(address(usdc), 10_000e6, 2, ann);
        vm.warp(block.timestamp + 1);
        setPrice(address(weth), 1_900e8);
        scaling.poke(address(weth));
        vm.warp(block.timestamp + minutes_ * 60);
        uint256 ratio = scaling.initialRatio(address(weth));
        assertEq(ratio, 0.2e18 + (minutes_ * 60 >= 3_000 ? 0.3e18 : minutes_ * 60 * 1e14), "on its way");

        uint256 most = (19_000e6 * (1e18 - ratio)) / 1e18;
        uint256 free = most - owed(ann, usdc);
        vm.prank(ann);
        vm.expectPartialRevert(IMarginScaling.MarginScaling_MarginTooLow.selector);
        pool.borrow(address(usdc), free + 1e6, 2, 0, ann);
        borrowAs(ann, usdc, free - 1e6);
        assertGe(healthOf(ann), 1e18, "nobody is liquidated by it");
    }

    function test_poke_ofTheDeficitWatchStopsBorrowingAfterALoss() public {
        DeficitWatch watch = new DeficitWatch(breaker, ILendingPool(address(pool)), IPriceOracle(address(oracle)));
        breaker.setReporter(address(pool), address(watch), true);
        BreakerTypes.Scope memory scope = BreakerTypes.Scope(address(pool), address(usdc));
        breaker.setLossStop(scope, BreakerTypes.LossConfig(true, 0, 1 days));
        assertEq(watch.poke(address(usdc)), 0, "nothing lost");

        setPrice(address(weth), 500e8);
        _liquidate(type(uint256).max);
        uint256 deficit = pool.getReserveDeficit(address(usdc));
        assertTrue(deficit > 0, "lost");
        assertEq(watch.poke(address(usdc)), deficit * 1e12, "at a dollar");
        assertEq(watch.poke(address(usdc)), 0, "once");
        assertEq(breaker.lossStoppedUntil(scope), block.timestamp + 1 days, "stopped");
    }

    // GUARD-30
    function test_liquidationCall_inTheToxicZoneFollowsItsRule(uint256 price) public {
        price = bound(price, 1_405e8, 1_465e8);
        setPrice(address(weth), price);
        uint256 health = healthOf(ann);
        configurator.setLiquidationIncentive(address(weth), address(new ToxicZone(fixedBonus, ToxicZone.Rule.Halt)));
        vm.prank(ben);
        vm.expectPartialRevert(ToxicZone.ToxicZone_Halted.selector);
        pool.liquidationCall(address(weth), address(usdc), ann, 2_000e6, false);

        address hold = address(new ToxicZone(fixedBonus, ToxicZone.Rule.HoldHealth));
        configurator.setLiquidationIncentive(address(weth), hold);
        _liquidate(2_000e6);
        assertClose(healthOf(ann), health, 1e12, "held");

        address zero = address(new ToxicZone(fixedBonus, ToxicZone.Rule.ZeroBonus));
        configurator.setLiquidationIncentive(address(weth), zero);
        _liquidate(2_000e6);
        assertGe(healthOf(ann), health, "mended");
    }

    function _terms(address feed, uint256 unit) private pure returns (BreakerTypes.PriceConfig memory c) {
        (c.feed, c.unit, c.blocks, c.haltSeconds, c.maxMove) = (feed, uint128(unit), 5, 10 minutes, 0.1e18);
    }

    function _watch(address asset, address feed, uint256 unit) private {
        breaker.setPrice(BreakerTypes.Scope(address(0), asset), _terms(feed, unit));
        breaker.poke(BreakerTypes.Scope(address(0), asset));
    }

    function _liquidate(uint256 debt) private {
        vm.prank(ben);
        pool.liquidationCall(address(weth), address(usdc), ann, debt, false);
    }

    function _tryBorrow() private returns (bool) {
        vm.prank(ann);
        try pool.borrow(address(usdc), 10e6, 2, 0, ann) {
            return true;
        } catch {
            return false;
        }
    }

    /// @dev Each bit a control that stops borrowing.
    function _trip(uint256 state) private {
        BreakerTypes.Scope memory asset = BreakerTypes.Scope(address(pool), address(usdc));
        BreakerTypes.Scope memory all = BreakerTypes.Scope(address(0), address(0));
        if (state & 1 != 0) breaker.pause(all, 7 days, 4 hours);
        if (state & 2 != 0) {
            address[] memory watched = new address[](1);
            watched[0] = address(weth);
            breaker.setWatched(address(pool), watched);
            setPrice(address(weth), 1_790e8);
            setPrice(address(weth), 2_210e8);
            breaker.poke(BreakerTypes.Scope(address(0), address(weth)));
            setPrice(address(weth), 2_000e8);
        }
        if (state & 4 != 0) {
            address holder = pool.getReserveAToken(address(usdc));
            breaker.setOutflow(asset, BreakerTypes.OutflowConfig(holder, 0.99e18, 1, 1 hours, 10 minutes, 0), 0);
            vm.prank(actor("lender"));
            try pool.withdraw(address(usdc), 9_859e6, ben) {} catch {}
        }
        if (state & 8 != 0) {
            breaker.setBorrowQuota(asset, BreakerTypes.QuotaConfig(15e6, 1 hours, 0));
            _tryBorrow();
        }
        if (state & 16 != 0) {
            breaker.setLossStop(BreakerTypes.Scope(address(pool), address(0)), BreakerTypes.LossConfig(true, 0, 0));
            vm.prank(address(pool));
            breaker.onLoss(address(pool), address(usdc), 1);
        }
        if (state & 32 != 0) {
            BreakerTypes.PriceConfig memory c = _terms(address(new BurningFeed()), 1e6);
            (c.failsClosed, c.stopsLiquidations, c.stopsWithdrawals) = (true, true, true);
            breaker.setPrice(asset, c);
        }
        if (state & 64 != 0) breaker.setVenue(address(pool), false);
    }
}
