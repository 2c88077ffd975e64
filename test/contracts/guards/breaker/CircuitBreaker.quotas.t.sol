// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../../contracts/mocks/BadAnswerFeed.sol";
import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {RiskAction} from "../../../../contracts/guards/IRiskHook.sol";

/// @notice The liquidation throttle and the borrow velocity: what fits into a period, in any order.
/// hardhat-config: fuzz.runs = 128
contract CircuitBreakerQuotasTest is BreakerWorld {
    uint256 private constant HOLE = 1_000_000e18;

    uint256[] private times;
    uint256[] private amounts;

    function setUp() public {
        buildBreaker();
        valued();
    }

    // GUARD-20
    function test_onRisk_liquidatesAtMostTheHoleInAnyPeriod(uint256 seed) public {
        breaker.setLiquidationQuota(scopeOf(address(0), address(0)), _sliding(HOLE));
        breaker.setLiquidationQuota(everywhere(weth), _sliding(HOLE / 2));
        uint256 wethSum = 0;
        for (uint256 i = 0; i < 60; ++i) {
            if (hash(seed, i) % 2 == 0) vm.warp(block.timestamp + (hash(seed, i + 100) % 40 minutes));
            bool isWeth = hash(seed, i + 200) % 2 == 0;
            uint256 value = hash(seed, i + 300) % (HOLE / 4);
            uint256 room = breaker.liquidationRoom(venue, isWeth ? address(weth) : address(usdc));
            bool passed =
                isWeth
                    ? tryReport(RiskAction.Liquidation, address(weth), (value / PRICE) * 1e8)
                    : tryReport(RiskAction.Liquidation, address(usdc), value / 1e12);
            value = isWeth ? ((value / PRICE) * 1e8 * PRICE) / 1e8 : (value / 1e12) * 1e12;
            assertTrue(passed == (value <= room), "passes if and only if there is room");
            if (!passed) continue;
            times.push(block.timestamp);
            amounts.push(value);
            if (isWeth && block.timestamp < START + 1 hours) wethSum += value;
        }
        assertLe(_mostInAnyPeriod(1 hours), HOLE, "global hole");
        assertLe(wethSum, HOLE / 2, "a collateral's hole");
    }

    // GUARD-20
    function test_onRisk_liquidatesAtMostTheWindowFromItsFirstUse(uint256 seed) public {
        breaker.setLiquidationQuota(scopeOf(venue, address(weth)), BreakerTypes.QuotaConfig(uint128(HOLE), 30, 0));
        uint256 start = 0;
        uint256 used = 0;
        for (uint256 i = 0; i < 60; ++i) {
            vm.warp(block.timestamp + (hash(seed, i) % 20));
            uint256 amount = hash(seed, i + 100) % 200e18;
            if (block.timestamp >= start + 30) used = 0;
            assertEq(breaker.liquidationRoom(venue, address(weth)), HOLE - used, "room");
            bool passed = tryReport(RiskAction.Liquidation, address(weth), amount);
            assertTrue(passed == (used + 2_000 * amount <= HOLE), "fits");
            if (!passed || amount == 0) continue;
            if (used == 0) start = block.timestamp;
            used += 2_000 * amount;
        }
    }

    // GUARD-21
    function test_onRisk_borrowsAtMostTheLimitInABlockWhateverTheOrder(uint256 seed) public {
        breaker.setBorrowQuota(scopeOf(venue, address(usdc)), BreakerTypes.QuotaConfig(1_000e6, 1, 1));
        for (uint256 i = 0; i < 10; ++i) {
            pass(1);
            uint256 sum = 0;
            for (uint256 j = 0; j < 6; ++j) {
                uint256 amount = hash(seed, 10 * i + j) % 600e6;
                RiskAction action = j % 2 == 0 ? RiskAction.Borrow : RiskAction.Order;
                bool passed = tryReport(action, address(usdc), amount);
                assertTrue(passed == (sum + amount <= 1_000e6), "fits");
                if (passed) sum += amount;
                assertEq(breaker.borrowRoom(venue, address(usdc)), 1_000e6 - sum, "room");
            }
            assertTrue(tryReport(RiskAction.Withdraw, address(usdc), 1_000e6), "withdrawals are not borrowed");
        }
    }

    // GUARD-21
    function test_onRisk_borrowsAtMostTheLimitInAnyPeriod(uint256 seed, uint256 ticks) public {
        ticks = bound(ticks, 1, 12);
        uint256 tick = 1 hours / ticks;
        BreakerTypes.QuotaConfig memory config = BreakerTypes.QuotaConfig(1_000e6, uint32(tick * ticks), uint32(tick));
        breaker.setBorrowQuota(everywhere(usdc), config);
        for (uint256 i = 0; i < 60; ++i) {
            vm.warp(block.timestamp + (hash(seed, i) % 2) * (hash(seed, i + 100) % 30 minutes));
            uint256 amount = hash(seed, i + 200) % 500e6;
            uint256 room = breaker.borrowRoom(venue, address(usdc));
            assertEq(room, 1_000e6 - _inTicks(tick, ticks), "what is left of the ticks");
            bool passed = tryReport(RiskAction.Borrow, address(usdc), amount);
            assertTrue(passed == (amount <= room), "passes if and only if there is room");
            if (!passed) continue;
            times.push(block.timestamp);
            amounts.push(amount);
        }
        assertLe(_mostInAnyPeriod(tick * ticks), 1_000e6, "limit");
        vm.warp(block.timestamp + 3 hours);
        assertEq(breaker.borrowRoom(venue, address(usdc)), 1_000e6, "resets by itself");
    }

    function test_onRisk_beyondAQuotaNamesWhatIsLeft() public {
        breaker.setLiquidationQuota(scopeOf(venue, address(0)), _sliding(HOLE));
        report(RiskAction.Liquidation, address(weth), 400e18);
        vm.expectRevert(
            abi.encodeWithSelector(
                IBreakerErrors.CircuitBreaker_AboveQuota.selector,
                BreakerTypes.Control.LiquidationThrottle,
                scopeOf(venue, address(0)),
                202_000e18,
                200_000e18
            )
        );
        report(RiskAction.Liquidation, address(weth), 101e18);
    }

    function test_onRisk_ofALiquidationIsNotCountedWhereNoFeedAnswers(uint256 amount) public {
        breaker.setLiquidationQuota(scopeOf(address(0), address(0)), _sliding(1));
        BreakerTypes.PriceConfig memory c = haltingTerms(address(new BadAnswerFeed(8, -1)), 1e18);
        breaker.setPrice(everywhere(weth), c);
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), bound(amount, 0, 1e30)), "passes");
        assertTrue(tryReport(RiskAction.Liquidation, actor("no feed at all"), bound(amount, 0, 1e30)), "passes");
        assertTrue(!tryReport(RiskAction.Liquidation, address(usdc), 1), "counted");
    }

    function test_onRisk_valuesAMarketByTheVenuesOwnFeed() public {
        BreakerTypes.PriceConfig memory c = haltingTerms(address(wethFeed), 1e18);
        c.blocks = 0;
        breaker.setPrice(scopeOf(venue, address(3)), c);
        breaker.setLiquidationQuota(scopeOf(venue, address(3)), _sliding(HOLE));
        report(RiskAction.Liquidation, address(2), 500e18);
        assertEq(breaker.liquidationRoom(venue, address(3)), 0, "market 2, half a thousand at 2,000");
    }

    function test_reset_emptiesTheWindows() public {
        breaker.setLiquidationQuota(everywhere(weth), _sliding(HOLE));
        breaker.setLiquidationQuota(everywhere(usdc), BreakerTypes.QuotaConfig(uint128(HOLE), 30, 0));
        breaker.setBorrowQuota(everywhere(weth), _sliding(5e18));
        report(RiskAction.Liquidation, address(weth), 500e18);
        report(RiskAction.Liquidation, address(usdc), 1_000_000e6);
        report(RiskAction.Borrow, address(weth), 5e18);
        assertEq(breaker.liquidationRoom(venue, address(weth)), 0, "full");
        assertEq(breaker.liquidationRoom(venue, address(usdc)), 0, "full");
        assertEq(breaker.borrowRoom(venue, address(weth)), 0, "full");
        breaker.reset(BreakerTypes.Control.LiquidationThrottle, everywhere(weth));
        breaker.reset(BreakerTypes.Control.LiquidationThrottle, everywhere(usdc));
        breaker.reset(BreakerTypes.Control.BorrowVelocity, everywhere(weth));
        assertEq(breaker.liquidationRoom(venue, address(weth)), HOLE, "empty");
        assertEq(breaker.liquidationRoom(venue, address(usdc)), HOLE, "empty");
        assertEq(breaker.borrowRoom(venue, address(weth)), 5e18, "empty");
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(0, 0, 0));
        assertEq(breaker.borrowRoom(venue, address(weth)), type(uint256).max, "off");
    }

    function test_reset_ofWhatIsOffDoesNothing() public {
        breaker.reset(BreakerTypes.Control.LiquidationThrottle, scopeOf(venue, address(0)));
        breaker.reset(BreakerTypes.Control.BorrowVelocity, scopeOf(venue, address(0)));
        assertEq(breaker.liquidationRoom(venue, address(weth)), type(uint256).max, "off");
    }

    function test_setQuota_refusesTermsThatCannotBe() public {
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.setLiquidationQuota(everywhere(weth), BreakerTypes.QuotaConfig(1, 31 days, 0));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_AboveMaximum.selector);
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(1, 31 days, 0));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BadScope.selector);
        breaker.setBorrowQuota(scopeOf(venue, address(0)), _sliding(1));
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_BadPeriod.selector);
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(1, 1 hours, 2 hours));
    }

    function _sliding(uint256 limit) private pure returns (BreakerTypes.QuotaConfig memory) {
        return BreakerTypes.QuotaConfig(uint128(limit), 1 hours, 5 minutes);
    }

    function _inTicks(uint256 tick, uint256 ticks) private view returns (uint256 sum) {
        for (uint256 i = 0; i < times.length; ++i) {
            if (times[i] / tick + ticks >= block.timestamp / tick) sum += amounts[i];
        }
    }

    /// @dev Over every stretch of `period` that ends with an entry.
    function _mostInAnyPeriod(uint256 period) private view returns (uint256 most) {
        for (uint256 i = 0; i < times.length; ++i) {
            uint256 sum = 0;
            for (uint256 j = 0; j < times.length; ++j) {
                if (times[j] <= times[i] && times[j] + period > times[i]) sum += amounts[j];
            }
            if (sum > most) most = sum;
        }
    }
}
