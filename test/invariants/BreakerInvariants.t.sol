// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../support/BreakerWorld.sol";
import {RiskAction} from "../../contracts/guards/IRiskHook.sol";

/// @notice A venue reports, prices and time move, a guardian pauses, funds are locked and claimed; what was
/// let through is written down beside it.
contract BreakerHandler is BreakerWorld {
    uint256 public constant HOLE = 1_000_000e18; // [usd] an hour
    uint256 public constant LIMIT = 100e18; // [asset] an hour
    uint256 public constant MAX_MOVE = 0.1e18;
    uint256 public constant WATCH = 6 hours;
    uint256 public constant REST = 1 days;

    uint256[] public liquidated; // [usd]
    uint256[] public liquidatedAt;
    uint256[] public borrowed; // [asset]
    uint256[] public borrowedAt;

    uint256[] public prices;
    uint256[] public priceBlocks;
    bool public passedWhileMoving;

    int256 public liquidity = 1_000e18;
    uint256 public shortfalls; // times that less than the share stayed
    uint256 public pausedSeconds;
    uint256 public firstPause;
    uint256 public refusedInflows;
    uint256 public earlyClaims;
    uint256 public lockCount;
    uint256 private _settledTick;
    int256[7] private _ticks;
    int256 private _settled = 1_000e18;
    address private _guardian = actor("guardian");

    constructor() {
        buildBreaker();
        breaker.setPrice(everywhere(weth), haltingTerms(address(wethFeed), 1e18));
        breaker.setLiquidationQuota(
            scopeOf(address(0), address(0)),
            BreakerTypes.QuotaConfig(uint128(HOLE), 1 hours, 5 minutes)
        );
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(uint128(LIMIT), 1 hours, 5 minutes));
        breaker.setOutflow(
            scopeOf(venue, address(weth)),
            BreakerTypes.OutflowConfig(address(0), 0.7e18, 0, 1 hours, 10 minutes, 2 hours),
            1_000e18
        );
        breaker.setLossStop(everywhere(usdc), BreakerTypes.LossConfig(true, 1e18, 1 hours));
        breaker.setGuardian(_guardian, BreakerTypes.GuardianTerms(uint32(WATCH), uint32(REST)));
        _settledTick = block.timestamp / 10 minutes;
        breaker.poke(everywhere(weth));
        _note(PRICE);
    }

    function borrow(uint256 amount) external {
        amount = bound(amount, 0, LIMIT / 2);
        int256 before = liquidity;
        if (!tryReport(RiskAction.Borrow, address(weth), amount)) return;
        if (_moved() > MAX_MOVE) passedWhileMoving = true;
        borrowed.push(amount);
        borrowedAt.push(block.timestamp);
        liquidity = before - int256(amount);
        _flow(-int256(amount), true);
    }

    function liquidate(uint256 amount) external {
        amount = bound(amount, 0, 300e18);
        if (!tryReport(RiskAction.Liquidation, address(weth), amount)) return;
        liquidated.push((amount * uint256(wethFeed.latestAnswer()) + 1e8 - 1) / 1e8);
        liquidatedAt.push(block.timestamp);
    }

    function comeIn(uint256 amount) external {
        amount = bound(amount, 0, 200e18);
        vm.prank(venue);
        try breaker.onTokenInflow(address(weth), amount) {
            liquidity += int256(amount);
            _flow(int256(amount), false);
        } catch {
            refusedInflows++;
        }
    }

    function leave(uint256 amount) external {
        amount = bound(amount, 0, 200e18);
        weth.mint(address(breaker), amount);
        vm.prank(venue);
        uint256 lock = breaker.onTokenOutflow(address(weth), amount, user, false);
        if (lock != 0) lockCount = lock;
        liquidity -= int256(amount);
        _flow(-int256(amount), lock == 0);
    }

    function claim(uint256 id) external {
        id = bound(id, 0, lockCount);
        (, , uint256 amount, uint256 until) = breaker.lockOf(id);
        uint256 before = weth.balanceOf(user);
        try breaker.claimLockedFunds(id) {
            if (block.timestamp < until || weth.balanceOf(user) != before + amount) earlyClaims++;
        } catch {
            if (amount != 0 && block.timestamp >= until) earlyClaims++;
        }
    }

    function lose(uint256 value) external {
        vm.prank(venue);
        breaker.onLoss(venue, address(usdc), value);
    }

    function movePrice(uint256 price) external {
        price = bound(price, (PRICE * 94) / 100, (PRICE * 106) / 100);
        wethFeed.transmit(int256(price));
        breaker.poke(everywhere(weth));
        _note(price);
    }

    function pauseAll(uint256 duration, uint256 grace) external {
        duration = bound(duration, 0, 7 days);
        (, uint256 next) = breaker.guardianWatch();
        (uint256 before, ) = breaker.pausedUntil(scopeOf(address(0), address(0)));
        vm.prank(_guardian);
        try breaker.pause(scopeOf(address(0), address(0)), duration, bound(grace, 0, 4 hours)) {
            (uint256 until, ) = breaker.pausedUntil(scopeOf(address(0), address(0)));
            if (firstPause == 0) firstPause = block.timestamp;
            uint256 from = before > block.timestamp ? before : block.timestamp;
            if (until > from) pausedSeconds += until - from;
        } catch {
            assertTrue(duration == 0 || next > block.timestamp, "only for no time, or while resting");
        }
    }

    function step(uint256 blocks) external {
        pass(bound(blocks, 0, 10));
    }

    function wait(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 0, 3 hours));
        vm.roll(block.number + 1);
    }

    function held() external view returns (uint256 balance, uint256 owed) {
        return (weth.balanceOf(address(breaker)), breaker.lockedFunds(user, address(weth)));
    }

    function countOf() external view returns (uint256, uint256) {
        return (liquidated.length, borrowed.length);
    }

    function priceHalted() external view returns (bool halted, bool moved) {
        (, , uint256 until, ) = breaker.priceState(everywhere(weth));
        return (until > block.timestamp, _moved() > MAX_MOVE);
    }

    function _note(uint256 price) private {
        prices.push(price);
        priceBlocks.push(block.number);
    }

    /// @dev A reference of the limiter's window: what stays has to be the share of what settled.
    function _flow(int256 change, bool atOnce) private {
        for (; _settledTick < block.timestamp / 10 minutes;) {
            _settledTick++;
            _settled += _ticks[_settledTick % 7];
            _ticks[_settledTick % 7] = 0;
        }
        _ticks[_settledTick % 7] += change;
        if (atOnce && change != 0 && _settled > 0 && liquidity * 10 < _settled * 7) shortfalls++;
    }

    function _moved() private view returns (uint256 move) {
        uint256 last = prices[prices.length - 1];
        for (uint256 i = prices.length; i != 0; i--) {
            uint256 p = prices[i - 1];
            uint256 gap = last > p ? last - p : p - last;
            if ((gap * 1e18) / p > move) move = (gap * 1e18) / p;
            if (priceBlocks[i - 1] + 5 <= block.number) break;
        }
    }
}

/// @notice What the circuit breaker lets through, whatever comes in whatever order.
contract BreakerInvariants is BreakerWorld {
    BreakerHandler private handler;

    function setUp() public {
        handler = new BreakerHandler();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_GUARD20_liquidationsFitTheHoleInEveryPeriod() public view {
        (uint256 count, ) = handler.countOf();
        for (uint256 i = 0; i < count; ++i) {
            uint256 sum = 0;
            uint256 end = handler.liquidatedAt(i);
            for (uint256 j = 0; j < count; ++j) {
                uint256 at = handler.liquidatedAt(j);
                if (at <= end && at + 1 hours > end) sum += handler.liquidated(j);
            }
            assertLe(sum, handler.HOLE(), "hole");
        }
    }

    function invariant_GUARD21_borrowingFitsTheLimitInEveryPeriod() public view {
        (, uint256 count) = handler.countOf();
        for (uint256 i = 0; i < count; ++i) {
            uint256 sum = 0;
            uint256 end = handler.borrowedAt(i);
            for (uint256 j = 0; j < count; ++j) {
                uint256 at = handler.borrowedAt(j);
                if (at <= end && at + 1 hours > end) sum += handler.borrowed(j);
            }
            assertLe(sum, handler.LIMIT(), "limit");
        }
    }

    function invariant_GUARD22_whatLeavesAtOnceLeavesTheShare() public view {
        assertEq(handler.shortfalls(), 0, "share");
    }

    function invariant_GUARD23_inflowsAreNeverRefused() public view {
        assertEq(handler.refusedInflows(), 0, "refused");
    }

    function invariant_GUARD24_holdsWhatIsLockedAndPaysItInTime() public view {
        (uint256 balance, uint256 owed) = handler.held();
        assertEq(balance, owed, "held");
        assertEq(handler.earlyClaims(), 0, "claims");
    }

    function invariant_GUARD25_theGuardianPausesNoMoreThanItsWatches() public view {
        if (handler.firstPause() == 0) return;
        uint256 watches = (block.timestamp - handler.firstPause()) / (handler.WATCH() + handler.REST()) + 1;
        assertLe(handler.pausedSeconds(), watches * handler.WATCH(), "paused");
    }

    function invariant_GUARD26_nothingPassesWhileThePriceMovesTooFast() public view {
        assertTrue(!handler.passedWhileMoving(), "passed");
        (bool halted, bool moved) = handler.priceHalted();
        assertTrue(halted || !moved, "halted while it moves");
    }
}
