// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {ReentrantToken} from "../../../../contracts/mocks/ReentrantToken.sol";
import {RiskAction} from "../../../../contracts/guards/IRiskHook.sol";

/// @notice The outflow limiter: what stays, what waits, whose it is.
/// hardhat-config: fuzz.runs = 128
contract CircuitBreakerOutflowTest is BreakerWorld {
    BreakerTypes.OutflowConfig private config;

    function setUp() public {
        buildBreaker();
        config = BreakerTypes.OutflowConfig(address(0), 0.7e18, 100e18, 1 hours, 10 minutes, 1 days);
        breaker.setOutflow(scopeOf(venue, address(weth)), config, 1_000e18);
    }

    // GUARD-22
    function test_onTokenOutflow_leavesWhatHasToStayWhateverTheOrder(uint256 seed) public {
        int256[7] memory ticks;
        int256 settled = 1_000e18;
        uint256 tick = block.timestamp / 10 minutes;
        for (uint256 i = 0; i < 50; ++i) {
            vm.warp(block.timestamp + (hash(seed, i) % 3) * (hash(seed, i + 200) % 15 minutes));
            for (; tick < block.timestamp / 10 minutes;) {
                tick++;
                settled += ticks[tick % 7];
                ticks[tick % 7] = 0;
            }
            int256 net = 0;
            for (uint256 j = 0; j < 7; ++j) net += ticks[j];
            int256 room = settled + net - (settled * 7 + 9) / 10;
            bool limits = settled >= 100e18;
            uint256 expected = limits ? uint256(room > 0 ? room : int256(0)) : type(uint256).max;
            assertEq(breaker.outflowRoom(venue, address(weth)), expected, "room");

            uint256 amount = hash(seed, i + 400) % 200e18;
            if (hash(seed, i + 300) % 3 == 0) {
                vm.prank(venue);
                breaker.onTokenInflow(address(weth), amount);
                ticks[tick % 7] += int256(amount);
                continue;
            }
            weth.mint(address(breaker), amount);
            vm.prank(venue);
            uint256 lock = breaker.onTokenOutflow(address(weth), amount, user, false);
            assertTrue((lock != 0) == (amount > expected), "held if and only if beyond the limit");
            ticks[tick % 7] -= int256(amount);
        }
        assertEq(weth.balanceOf(address(breaker)), breaker.lockedFunds(user, address(weth)), "holds what is locked");
    }

    function test_onRisk_refusesWhatWouldLeaveTooLittle() public {
        report(RiskAction.Withdraw, address(weth), 250e18);
        bytes4 limited = IBreakerErrors.CircuitBreaker_OutflowLimited.selector;
        vm.expectRevert(
            abi.encodeWithSelector(limited, venue, address(weth), int256(699e18), uint256(700e18), int256(1_000e18))
        );
        report(RiskAction.Borrow, address(weth), 51e18);
        report(RiskAction.Borrow, address(weth), 50e18);
        assertTrue(breaker.isRateLimited(venue, address(weth)), "nothing more");
        assertTrue(tryReport(RiskAction.CollateralOff, address(weth), 1e18), "nothing leaves");
        vm.warp(block.timestamp + 1 hours + 10 minutes);
        assertEq(breaker.outflowRoom(venue, address(weth)), 210e18, "resets by itself to a share of what is left");
    }

    function test_onTokenInflow_makesRoomForAsMuchToLeave(uint256 amount) public {
        amount = bound(amount, 0, 1e30);
        vm.startPrank(venue);
        breaker.onTokenInflow(address(weth), amount);
        vm.stopPrank();
        assertEq(breaker.outflowRoom(venue, address(weth)), 300e18 + amount, "net");
    }

    // GUARD-23
    function test_onTokenInflow_isNeverRefused(uint256 amount, address caller, uint256 state) public {
        _mess(state);
        vm.prank(caller);
        breaker.onTokenInflow(address(weth), amount);
        vm.startPrank(venue);
        breaker.onTokenInflow(address(weth), amount);
        breaker.onTokenInflow(address(weth), type(uint256).max);
        breaker.onTokenInflow(address(usdc), amount);
        vm.stopPrank();
    }

    // GUARD-24
    function test_claimLockedFunds_paysTheRecipientAloneAndNotBeforeItsTime(uint256 wait, uint256 more) public {
        (wait, more) = (bound(wait, 0, 2 days), bound(more, 1, 1e24));
        weth.mint(address(breaker), 301e18 + more);
        vm.startPrank(venue);
        uint256 id = breaker.onTokenOutflow(address(weth), 301e18, user, false);
        assertEq(breaker.onTokenOutflow(address(weth), more, user, false), id + 1, "another lock");
        vm.stopPrank();
        (address token, address recipient, uint256 amount, uint256 until) = breaker.lockOf(id);
        assertEq(token, address(weth), "token");
        assertEq(recipient, user, "recipient");
        assertEq(amount, 301e18, "amount");
        assertEq(until, block.timestamp + 1 days, "a day");

        vm.warp(block.timestamp + wait);
        if (wait < 1 days) {
            vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_StillLocked.selector, id, until));
            breaker.claimLockedFunds(id);
            breaker.release(id);
        }
        vm.prank(actor("anyone"));
        breaker.claimLockedFunds(id);
        assertEq(weth.balanceOf(user), 301e18, "paid");
        assertEq(breaker.lockedFunds(user, address(weth)), more, "the other waits");
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_LockUnknown.selector, id));
        breaker.claimLockedFunds(id);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_LockUnknown.selector, id));
        breaker.release(id);
    }

    function test_onTokenOutflow_cannotSpendWhatIsHeldForOthers() public {
        weth.mint(address(breaker), 301e18);
        vm.startPrank(venue);
        breaker.onTokenOutflow(address(weth), 301e18, user, false);
        vm.expectRevert(
            abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotReceived.selector, address(weth), 0, 1)
        );
        breaker.onTokenOutflow(address(weth), 1, user, false);
        vm.stopPrank();
    }

    function test_claimLockedFunds_isPaidOnceThoughTheTokenCallsBack() public {
        ReentrantToken token = new ReentrantToken();
        breaker.setOutflow(scopeOf(venue, address(token)), config, 1_000e18);
        token.mint(address(breaker), 800e18);
        vm.startPrank(venue);
        uint256 id = breaker.onTokenOutflow(address(token), 400e18, user, false);
        breaker.onTokenOutflow(address(token), 400e18, user, false);
        vm.stopPrank();
        vm.warp(block.timestamp + 1 days);
        token.arm(address(breaker), abi.encodeCall(breaker.claimLockedFunds, (id)));
        breaker.claimLockedFunds(id);
        assertEq(token.successes(), 0, "not twice");
        assertTrue(bytes4(token.failure()) == IBreakerErrors.CircuitBreaker_LockUnknown.selector, "gone already");
        assertEq(token.balanceOf(user), 400e18, "paid once");
        assertEq(token.balanceOf(address(breaker)), 400e18, "the other is still there");
    }

    function test_onTokenOutflow_revertsBeyondTheLimitIfAsked() public {
        weth.mint(address(breaker), 301e18);
        vm.startPrank(venue);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_OutflowLimited.selector);
        breaker.onTokenOutflow(address(weth), 301e18, user, true);
        assertEq(breaker.onTokenOutflow(address(weth), 300e18, user, true), 0, "the rest passes");
        vm.stopPrank();
        assertEq(weth.balanceOf(user), 300e18, "at once");
    }

    function test_onTokenOutflow_ofATokenWithoutLimitPasses() public {
        usdc.mint(address(breaker), 5e6);
        vm.prank(venue);
        assertEq(breaker.onTokenOutflow(address(usdc), 5e6, user, true), 0, "passes");
        assertEq(usdc.balanceOf(user), 5e6, "at once");
    }

    function test_onTokenOutflow_ofAStrangerOrToNobodyIsRefused() public {
        weth.mint(address(breaker), 301e18);
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_NotVenue.selector, address(this)));
        breaker.onTokenOutflow(address(weth), 1, user, false);
        vm.prank(venue);
        vm.expectRevert(IBreakerErrors.CircuitBreaker_ZeroAddress.selector);
        breaker.onTokenOutflow(address(weth), 301e18, address(0), false);
    }

    function test_onRisk_withAHolderCountsWhatItsBalanceShows(uint256 inflow, uint256 outflow) public {
        inflow = bound(inflow, 0, 1e24);
        address holder = actor("holder");
        weth.mint(holder, 1_000e18);
        config.holder = holder;
        breaker.setOutflow(scopeOf(venue, address(weth)), config, 0);
        weth.mint(holder, inflow);
        breaker.poke(scopeOf(venue, address(weth)));
        assertEq(breaker.outflowRoom(venue, address(weth)), 300e18 + inflow, "inflow seen");

        outflow = bound(outflow, 0, 300e18 + inflow);
        report(RiskAction.Withdraw, address(weth), outflow);
        vm.prank(holder);
        weth.transfer(user, outflow);
        breaker.poke(scopeOf(venue, address(weth)));
        assertEq(breaker.outflowRoom(venue, address(weth)), 300e18 + inflow - outflow, "counted once");

        uint256 rest = 300e18 + inflow - outflow;
        vm.prank(holder);
        weth.transfer(address(breaker), rest);
        vm.prank(venue);
        assertEq(breaker.onTokenOutflow(address(weth), rest, user, true), 0, "the rest may leave through it");
        assertEq(breaker.outflowRoom(venue, address(weth)), 0, "then nothing");
    }

    function test_reset_takesTheLiquidityOfNowForSettled() public {
        report(RiskAction.Withdraw, address(weth), 300e18);
        breaker.reset(BreakerTypes.Control.Outflow, scopeOf(venue, address(weth)));
        assertEq(breaker.outflowRoom(venue, address(weth)), 210e18, "three tenths of 700");
        breaker.reset(BreakerTypes.Control.Outflow, scopeOf(venue, address(usdc)));
        assertEq(breaker.outflowRoom(venue, address(usdc)), type(uint256).max, "off stays off");
    }

    function test_setOutflow_refusesTermsThatCannotBe() public {
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BadScope.selector);
        breaker.setOutflow(everywhere(weth), config, 0);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BadScope.selector);
        breaker.setOutflow(scopeOf(venue, address(0)), config, 0);
        _expectRefused(1e18, 1 hours, 10 minutes, 1 days, IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        _expectRefused(0.5e18, 31 days, 1 days, 1 days, IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        _expectRefused(0.5e18, 1 hours, 1 hours, 8 days, IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        _expectRefused(0.5e18, 1 hours, 7 minutes, 1 days, IBreakerErrors.CircuitBreaker_BadPeriod.selector);
        _expectRefused(0.5e18, 1 hours, 0, 1 days, IBreakerErrors.CircuitBreaker_BadPeriod.selector);
        _expectRefused(0.5e18, 0, 1 hours, 1 days, IBreakerErrors.CircuitBreaker_BadPeriod.selector);
        _expectRefused(0.5e18, 65 minutes, 1 minutes, 1 days, IBreakerErrors.CircuitBreaker_BadPeriod.selector);
    }

    function _expectRefused(uint64 share, uint32 period, uint32 tick, uint32 delay, bytes4 error) private {
        vm.expectPartialRevert(error);
        breaker.setOutflow(
            scopeOf(venue, address(weth)),
            BreakerTypes.OutflowConfig(address(0), share, 0, period, tick, delay),
            1e18
        );
    }

    /// @dev Some combination of trips.
    function _mess(uint256 state) private {
        if (state & 1 != 0) breaker.pause(scopeOf(address(0), address(0)), 1 days, 1 hours);
        if (state & 2 != 0) tryReport(RiskAction.Withdraw, address(weth), 300e18);
        if (state & 4 != 0) {
            breaker.setLossStop(scopeOf(address(0), address(0)), BreakerTypes.LossConfig(true, 0, 0));
            vm.prank(venue);
            breaker.onLoss(venue, address(weth), type(uint256).max);
        }
        if (state & 8 != 0) {
            weth.mint(address(breaker), 999e18);
            vm.prank(venue);
            breaker.onTokenOutflow(address(weth), 999e18, user, false);
        }
        if (state & 16 != 0) vm.warp(block.timestamp + (state % 3 hours));
    }
}
