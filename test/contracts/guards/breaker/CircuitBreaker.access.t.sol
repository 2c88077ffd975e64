// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {IRiskHook, RiskAction} from "../../../../contracts/guards/IRiskHook.sol";

/// @notice Pauses, losses, and who may do what.
/// hardhat-config: fuzz.runs = 128
contract CircuitBreakerAccessTest is BreakerWorld {
    address private guardian;

    function setUp() public {
        buildBreaker();
        guardian = actor("guardian");
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(1 days, 3 days));
    }

    function test_onRisk_whilePausedIsRefusedInEachScopeThatBinds(uint256 which, uint256 actionSeed) public {
        BreakerTypes.Scope memory scope = BreakerTypes.Scope(
            which & 1 == 0 ? address(0) : venue,
            which & 2 == 0 ? address(0) : address(weth)
        );
        RiskAction action = RiskAction(actionSeed % 11);
        breaker.pause(scope, 1 hours, 0);
        bool named = which & 2 == 0 || action != RiskAction.EModeChange;
        assertTrue(tryReport(action, address(weth), 1) != named, "refused");
        if (which & 2 != 0) assertTrue(tryReport(action, address(usdc), 1), "another asset");
        vm.warp(block.timestamp + 1 hours);
        assertTrue(tryReport(action, address(weth), 1), "over by itself");
    }

    function test_pause_leavesAGraceToLiquidations() public {
        BreakerTypes.Scope memory all = scopeOf(address(0), address(0));
        breaker.pause(all, 1 hours, 30 minutes);
        (uint256 until, uint256 graceUntil) = breaker.pausedUntil(all);
        assertEq(until, block.timestamp + 1 hours, "until");
        assertEq(graceUntil, until + 30 minutes, "grace");
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_Paused.selector, all, until));
        report(RiskAction.Liquidation, address(weth), 1);

        breaker.reset(BreakerTypes.Control.Pause, all);
        graceUntil = block.timestamp + 30 minutes;
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "resumed by hand");
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_Grace.selector, all, graceUntil));
        report(RiskAction.Liquidation, address(weth), 1);
        breaker.reset(BreakerTypes.Control.Pause, all);
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "grace ended by hand");
    }

    function test_pause_neverShortensWhatIsUnderWay(uint256 first, uint256 second, uint256 wait) public {
        BreakerTypes.Scope memory all = scopeOf(address(0), address(0));
        (first, second) = (bound(first, 0, 7 days), bound(second, 0, 7 days));
        breaker.pause(all, first, second % 4 hours);
        (uint256 until, uint256 grace) = breaker.pausedUntil(all);
        vm.warp(block.timestamp + bound(wait, 0, 8 days));
        breaker.pause(all, second, first % 4 hours);
        (uint256 untilNow, uint256 graceNow) = breaker.pausedUntil(all);
        assertGe(untilNow, until, "pause");
        assertGe(graceNow, grace, "grace");
        assertLe(graceNow, untilNow + 4 hours, "at most four hours");
    }

    // GUARD-25
    function test_pause_byTheGuardianFillsAtMostItsWatch(uint256 seed) public {
        BreakerTypes.Scope memory all = scopeOf(address(0), address(0));
        uint256 watch = 0;
        for (uint256 i = 0; i < 60; ++i) {
            vm.warp(block.timestamp + (hash(seed, i) % 8 hours));
            BreakerTypes.Scope memory scope = i % 2 == 0 ? all : scopeOf(venue, address(weth));
            bool rests = watch != 0 && block.timestamp >= watch + 1 days && block.timestamp < watch + 4 days;
            vm.prank(guardian);
            try breaker.pause(scope, 1 + (hash(seed, i + 100) % 2 days), hash(seed, i + 200) % 4 hours) {
                assertTrue(!rests, "rests");
                if (watch == 0 || block.timestamp >= watch + 4 days) watch = block.timestamp;
            } catch {
                assertTrue(rests, "may");
            }
            (uint256 end, uint256 next) = breaker.guardianWatch();
            assertEq(end, watch + 1 days, "end");
            assertEq(next, watch + 4 days, "next");
            (uint256 until, uint256 grace) = breaker.pausedUntil(scope);
            assertLe(until, end, "within the watch");
            assertLe(grace, end, "and its grace");
        }
    }

    /// @dev A guardian that pauses first in every block, as long as it can.
    // GUARD-25
    function test_liquidations_passThroughTheRestOfEveryCycle(uint256 watch, uint256 rest, uint256 blockTime) public {
        (watch, blockTime) = (bound(watch, 1, 2 hours), bound(blockTime, 1, 10 minutes));
        rest = bound(rest, watch > 1 hours ? watch : 1 hours, 3 hours);
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(uint32(watch), uint32(rest)));
        for (uint256 cycle = 0; cycle < 3; ++cycle) {
            uint256 passed = 0;
            uint256 opened = block.timestamp;
            while (block.timestamp < opened + watch + rest) {
                vm.prank(guardian);
                try breaker.pause(scopeOf(address(0), address(0)), 7 days, 4 hours) {} catch {}
                bool rests = block.timestamp >= opened + watch;
                assertTrue(
                    tryReport(RiskAction.Liquidation, address(weth), 1) == rests,
                    "while and only while it rests"
                );
                if (rests) ++passed;
                vm.warp(block.timestamp + blockTime);
            }
            assertGe(passed, rest / blockTime, "in every block of the rest");
        }
    }

    function test_pause_byTheGuardianCutsItsGraceAtTheEndOfItsWatch(uint256 ask, uint256 grace, uint256 owners) public {
        BreakerTypes.Scope memory all = scopeOf(address(0), address(0));
        (ask, grace, owners) = (bound(ask, 1, 7 days), bound(grace, 0, 4 hours), bound(owners, 0, 7 days));
        uint256 end = block.timestamp + 1 days;
        uint256 most = block.timestamp + (owners > ask ? owners : ask) + grace;
        breaker.pause(all, owners, 0);
        uint256 before = block.timestamp + owners;
        vm.prank(guardian);
        breaker.pause(all, ask, grace);
        (, uint256 graceUntil) = breaker.pausedUntil(all);
        uint256 cut = most < end ? most : end;
        assertEq(graceUntil, cut > before ? cut : before, "what the owner set, or the end of the watch at most");
    }

    function test_pause_byAGuardianWithoutLengthOrWatchIsRefused() public {
        BreakerTypes.Scope memory all = scopeOf(address(0), address(0));
        bytes memory below = abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_BelowMinimum.selector, 0, 1);
        vm.prank(guardian);
        vm.expectRevert(below);
        breaker.pause(all, 0, 4 hours);

        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(0, 0));
        vm.prank(guardian);
        vm.expectRevert(below);
        breaker.pause(all, 1, 4 hours);
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "nothing waits");

        breaker.pause(all, 0, 4 hours);
        assertTrue(!tryReport(RiskAction.Liquidation, address(weth), 1), "the owner may ask for a grace alone");
    }

    function test_guardian_mayDoNothingButPause() public {
        BreakerTypes.Scope memory scope = scopeOf(venue, address(weth));
        _everySetterIsRefused(guardian, scope);
        vm.prank(guardian);
        breaker.pause(scope, 1 hours, 0);
        vm.prank(guardian);
        vm.expectPartialRevert(OWNABLE);
        breaker.reset(BreakerTypes.Control.Pause, scope);
    }

    function test_strangers_mayDoNothing(address caller) public {
        vm.assume(caller != address(this) && caller != guardian && caller != venue && caller != address(0));
        BreakerTypes.Scope memory scope = scopeOf(venue, address(weth));
        _everySetterIsRefused(caller, scope);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotGuardian.selector, caller));
        breaker.pause(scope, 1, 0);
        IRiskHook.Report memory r = IRiskHook.Report(venue, RiskAction.Borrow, user, 1, 1);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotReporter.selector, venue, caller));
        breaker.onRisk(r);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotReporter.selector, venue, caller));
        breaker.onLoss(venue, address(weth), 1);
        r.venue = caller;
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotVenue.selector, caller));
        breaker.onRisk(r);
    }

    function test_setReporter_letsAnotherReportForAVenueUntilItIsTakenBack() public {
        address reporter = actor("reporter");
        breaker.setReporter(venue, reporter, true);
        assertTrue(breaker.isReporter(venue, reporter), "reporter");
        vm.prank(reporter);
        breaker.onRisk(IRiskHook.Report(venue, RiskAction.Borrow, user, 1, 1));
        breaker.onChange(venue);
        breaker.setReporter(venue, reporter, false);
        vm.prank(reporter);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_NotReporter.selector);
        breaker.onRisk(IRiskHook.Report(venue, RiskAction.Borrow, user, 1, 1));
    }

    function test_onLoss_stopsBorrowingBeyondWhatIsToleratedUntilItResets(uint256 loss, uint256 after_) public {
        loss = bound(loss, 0, 300e18);
        after_ = bound(after_, 0, 2 days);
        BreakerTypes.Scope memory scope = scopeOf(venue, address(0));
        breaker.setLossStop(scope, BreakerTypes.LossConfig(true, 100e18, 1 days));
        vm.startPrank(venue);
        breaker.onLoss(venue, address(weth), loss / 2);
        breaker.onLoss(venue, address(usdc), loss - loss / 2);
        vm.stopPrank();
        uint256 until = loss > 100e18 ? block.timestamp + 1 days : 0;
        assertEq(breaker.lossStoppedUntil(scope), until, "until");

        vm.warp(block.timestamp + after_);
        bool stopped = loss > 100e18 && after_ < 1 days;
        assertTrue(tryReport(RiskAction.Borrow, address(usdc), 1) != stopped, "borrowing");
        assertTrue(tryReport(RiskAction.Order, address(0), 1) != stopped, "orders");
        assertTrue(tryReport(RiskAction.Withdraw, address(usdc), 1), "withdrawals go on");
        assertTrue(tryReport(RiskAction.Liquidation, address(usdc), 1), "liquidations go on");
        breaker.reset(BreakerTypes.Control.LossStop, scope);
        assertTrue(tryReport(RiskAction.Borrow, address(usdc), 1), "reset by hand");
    }

    function test_onLoss_withoutAutomaticResetStopsUntilSomebodyResets() public {
        BreakerTypes.Scope memory scope = scopeOf(address(0), address(usdc));
        breaker.setLossStop(scope, BreakerTypes.LossConfig(true, 0, 0));
        assertTrue(tryReport(RiskAction.Borrow, address(usdc), 1), "no loss yet");
        vm.prank(venue);
        breaker.onLoss(venue, address(usdc), 1);
        vm.warp(block.timestamp + 3650 days);
        vm.expectRevert(
            abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_LossStopped.selector, scope, type(uint256).max)
        );
        report(RiskAction.Borrow, address(usdc), 1);
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "another asset");
        vm.prank(venue);
        breaker.onLoss(venue, address(usdc), type(uint256).max);
        breaker.reset(BreakerTypes.Control.LossStop, scope);
        report(RiskAction.Borrow, address(usdc), 1);
    }

    function test_onLoss_afterItsTimeBeginsToAddUpAnew() public {
        BreakerTypes.Scope memory scope = scopeOf(venue, address(weth));
        breaker.setLossStop(scope, BreakerTypes.LossConfig(true, 100e18, 1 hours));
        for (uint256 i = 0; i < 5; ++i) {
            vm.prank(venue);
            breaker.onLoss(venue, address(weth), 60e18);
            assertEq(breaker.lossStoppedUntil(scope), 0, "each alone is tolerated");
            vm.warp(block.timestamp + 1 hours);
        }
    }

    function test_activeControls_saysWhatIsSetInAScopeAlone() public {
        BreakerTypes.Scope memory scope = scopeOf(venue, address(weth));
        breaker.setLossStop(scope, BreakerTypes.LossConfig(true, 0, 0));
        breaker.setBorrowQuota(scope, BreakerTypes.QuotaConfig(1, 1, 1));
        breaker.setLiquidationQuota(scope, BreakerTypes.QuotaConfig(1, 1, 1));
        breaker.setPrice(scope, haltingTerms(address(wethFeed), 1));
        breaker.setOutflow(scope, BreakerTypes.OutflowConfig(address(0), 1, 0, 1, 1, 0), 0);
        assertEq(breaker.activeControls(scope), 31, "all but pauses, which need no setting");
        assertEq(breaker.activeControls(everywhere(weth)), 0, "none elsewhere");
        breaker.pause(scope, 1 hours, 1 hours);
        breaker.setBorrowQuota(scope, BreakerTypes.QuotaConfig(0, 0, 0));
        assertEq(breaker.activeControls(scope), 23, "switched off");
    }

    function test_setters_refuseWhatCannotBe() public {
        vm.expectRevert(IBreakerErrors.CircuitBreaker_ZeroAddress.selector);
        breaker.setVenue(address(0), true);
        vm.expectRevert(IBreakerErrors.CircuitBreaker_ZeroAddress.selector);
        breaker.setReporter(venue, address(0), true);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.setWatched(venue, new address[](9));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(8 days, 9 days));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BelowMinimum.selector);
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(2 days, 1 days));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BelowMinimum.selector);
        breaker.setGuardian(guardian, BreakerTypes.GuardianTerms(1, 1 hours - 1));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.pause(scopeOf(address(0), address(0)), 8 days, 0);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.pause(scopeOf(address(0), address(0)), 1 days, 5 hours);
    }

    bytes4 private constant OWNABLE = bytes4(keccak256("OwnableUnauthorizedAccount(address)"));

    function _everySetterIsRefused(address caller, BreakerTypes.Scope memory scope) private {
        bytes[12] memory calls = [
            abi.encodeCall(breaker.setVenue, (caller, true)),
            abi.encodeCall(breaker.setReporter, (venue, caller, true)),
            abi.encodeCall(breaker.setMarginView, (venue, caller)),
            abi.encodeCall(breaker.setWatched, (venue, new address[](0))),
            abi.encodeCall(breaker.setPrice, (scope, haltingTerms(address(wethFeed), 1))),
            abi.encodeCall(breaker.setOutflow, (scope, BreakerTypes.OutflowConfig(address(0), 0, 0, 0, 0, 0), 0)),
            abi.encodeCall(breaker.setLiquidationQuota, (scope, BreakerTypes.QuotaConfig(0, 0, 0))),
            abi.encodeCall(breaker.setBorrowQuota, (scope, BreakerTypes.QuotaConfig(0, 0, 0))),
            abi.encodeCall(breaker.setLossStop, (scope, BreakerTypes.LossConfig(false, 0, 0))),
            abi.encodeCall(breaker.setGuardian, (caller, BreakerTypes.GuardianTerms(1, 1))),
            abi.encodeCall(breaker.reset, (BreakerTypes.Control.Pause, scope)),
            abi.encodeCall(breaker.release, (1))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(caller);
            (bool ok, bytes memory data) = address(breaker).call(calls[i]);
            assertTrue(!ok && bytes4(data) == OWNABLE, "owner only");
        }
    }
}
