// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../../contracts/mocks/BadAnswerFeed.sol";
import {BreakerTypes} from "../../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../../support/BreakerWorld.sol";
import {BurningFeed} from "../../../../contracts/mocks/BurningFeed.sol";
import {IBreakerErrors} from "../../../../contracts/guards/breaker/IBreakerErrors.sol";
import {RawFeed} from "../../../../contracts/mocks/RawFeed.sol";
import {RevertingFeed} from "../../../../contracts/mocks/RevertingFeed.sol";
import {RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {SetMargin} from "../../../support/SetMargin.sol";

/// @notice Price velocity: what trips it, what a trip stops, how it ends, and feeds that fail.
/// hardhat-config: fuzz.runs = 128
contract CircuitBreakerPriceTest is BreakerWorld {
    BreakerTypes.PriceConfig private config;

    function setUp() public {
        buildBreaker();
        config = haltingTerms(address(wethFeed), 1e18);
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        pass(10);
    }

    // GUARD-26
    function test_onRisk_isHaltedExactlyWhereAPriceMovedTooFarInTheWindow(uint256 seed) public {
        uint256[] memory times = new uint256[](60);
        uint256[] memory prices = new uint256[](60);
        (times[0], prices[0]) = (block.number, PRICE);
        uint256 until = 0;
        config.haltSeconds = 36;
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        for (uint256 i = 1; i < 60; ++i) {
            pass(hash(seed, i) % 3);
            (times[i], prices[i]) = (block.number, (PRICE * (925 + (hash(seed, i + 100) % 150))) / 1_000);
            wethFeed.transmit(int256(prices[i]));
            if (_move(times, prices, i) > 0.1e18) until = block.timestamp + 36;

            (uint256 price, uint256 move, uint256 ends, ) = breaker.priceState(everywhere(weth));
            assertEq(price, prices[i], "price");
            assertEq(move, _move(times, prices, i), "move");
            assertEq(ends, block.timestamp < until ? until : 0, "until");
            bool passed = tryReport(RiskAction.Borrow, address(weth), 1);
            assertTrue(passed == (block.timestamp >= until), "halted while and only while tripped");
            breaker.poke(everywhere(weth));
        }
    }

    function test_onRisk_ofAFallThatIsBackWithinTheBlockIsStillRefused(uint256 fall, uint256 order) public {
        fall = bound(fall, 0.101e18, 0.9e18);
        uint256 low = (PRICE * (1e18 - fall)) / 1e18;
        if (order % 2 == 0) {
            wethFeed.transmit(int256(low));
            breaker.poke(everywhere(weth));
            wethFeed.transmit(int256(PRICE));
        } else {
            wethFeed.transmit(int256(PRICE));
            breaker.poke(everywhere(weth));
            wethFeed.transmit(int256(low));
            breaker.poke(everywhere(weth));
            wethFeed.transmit(int256(PRICE));
        }

        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "the low of the block counts");
    }

    function test_onRisk_afterAJumpNamesTheMoveAndTheEnd() public {
        wethFeed.transmit(1_500e8);
        bytes4 halted = IBreakerErrors.CircuitBreaker_PriceHalted.selector;
        vm.expectRevert(abi.encodeWithSelector(halted, address(weth), 0.25e18, block.timestamp + 10 minutes));
        report(RiskAction.Borrow, address(weth), 1);
    }

    function test_onRisk_whileHaltedLetsExitsAndLiquidationsPassUnlessToldOtherwise() public {
        wethFeed.transmit(1_500e8);
        assertTrue(tryReport(RiskAction.Withdraw, address(weth), 1), "withdrawal");
        assertTrue(tryReport(RiskAction.Transfer, address(weth), 1), "transfer");
        assertTrue(tryReport(RiskAction.VaultExit, address(weth), 1), "exit");
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "liquidation");
        assertTrue(!tryReport(RiskAction.MarginOut, address(weth), 1), "margin");
        assertTrue(!tryReport(RiskAction.CollateralOff, address(weth), 0), "collateral off");
        assertTrue(!tryReport(RiskAction.VaultGrow, address(weth), 0), "growth");

        (config.stopsWithdrawals, config.stopsLiquidations) = (true, true);
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        wethFeed.transmit(1_000e8);
        assertTrue(!tryReport(RiskAction.Withdraw, address(weth), 1), "no withdrawal");
        assertTrue(!tryReport(RiskAction.Liquidation, address(weth), 1), "no liquidation");
        vm.warp(block.timestamp + 1 days);
        assertTrue(!tryReport(RiskAction.Liquidation, address(weth), 1), "the move still stands in this block");
        pass(6);
        breaker.poke(everywhere(weth));
        pass(60);
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "it ends by itself");
    }

    function test_onRisk_atAVenueThatWatchesTheAssetIsHaltedWhateverItNames() public {
        address[] memory watched = new address[](1);
        watched[0] = address(weth);
        wethFeed.transmit(1_500e8);
        assertTrue(tryReport(RiskAction.Borrow, address(usdc), 1), "not watched");
        breaker.setWatched(venue, watched);
        assertTrue(!tryReport(RiskAction.Borrow, address(usdc), 1), "watched");
        assertTrue(!tryReport(RiskAction.EModeChange, address(1), 0), "e-mode");
    }

    function test_onRisk_ofAWatchAtOneVenueBindsThereAloneWhateverItNames() public {
        breaker.setVenue(user, true);
        config.feed = address(0);
        breaker.setPrice(everywhere(weth), config);
        config.feed = address(wethFeed);
        breaker.setPrice(scopeOf(venue, address(weth)), config);
        address[] memory watched = new address[](1);
        watched[0] = address(weth);
        breaker.setWatched(venue, watched);
        breaker.poke(scopeOf(venue, address(weth)));
        pass(1);
        wethFeed.transmit(1_500e8);
        assertTrue(!tryReport(RiskAction.Borrow, address(usdc), 1), "whatever it names");
        venue = user;
        report(RiskAction.Borrow, address(usdc), 1);
        report(RiskAction.Borrow, address(weth), 1);
    }

    function test_onRisk_ofAMarketIsHaltedByItsNumberAndOne() public {
        BreakerTypes.PriceConfig memory c = haltingTerms(address(usdcFeed), 1e18);
        breaker.setPrice(scopeOf(venue, address(1)), c);
        report(RiskAction.Order, address(0), 1);
        pass(1);
        usdcFeed.transmit(0.8e8);
        assertTrue(!tryReport(RiskAction.Order, address(0), 1), "market 0");
        assertTrue(tryReport(RiskAction.Order, address(1), 1), "market 1");
    }

    function test_reset_endsAHaltAndBeginsTheWindowAnew() public {
        wethFeed.transmit(1_500e8);
        breaker.poke(everywhere(weth));
        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "halted");
        breaker.reset(BreakerTypes.Control.PriceVelocity, everywhere(weth));
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "reset");
        wethFeed.transmit(1_000e8);
        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "a new jump trips again");
    }

    function test_onRisk_whenWidenedAsksForASpreadThatGrowsWithTheMove(uint256 price, uint256 backing) public {
        (price, backing) = (bound(price, 500e8, 1_790e8), bound(backing, 0, 1e30));
        config.response = BreakerTypes.Response.Widen;
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        SetMargin margin = new SetMargin();
        wethFeed.transmit(int256(price));
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "nobody to ask");
        breaker.setMarginView(venue, address(margin));
        (, uint256 move, , uint256 spread) = breaker.priceState(everywhere(weth));
        uint256 asked = (move + 1) / 2;
        assertEq(spread, asked < 0.2e18 ? asked : 0.2e18, "half of the move, a fifth at most");

        uint256 most = (backing * (1e18 - spread)) / 1e18;
        margin.set(backing, most);
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "enough");
        margin.set(backing, most + 1);
        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "a unit too much");
        assertTrue(!tryReport(RiskAction.Withdraw, address(weth), 1), "withdrawals against debt too");
        assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "liquidations are never widened");
        margin.set(0, 0);
        assertTrue(tryReport(RiskAction.Withdraw, address(weth), 1), "an account without debt");
    }

    function test_onRisk_forgetsAPriceThatNobodyLookedAt() public {
        config.memoryBlocks = 20;
        breaker.setPrice(everywhere(weth), config);
        breaker.poke(everywhere(weth));
        pass(20);
        wethFeed.transmit(1_500e8);
        assertTrue(!tryReport(RiskAction.Borrow, address(weth), 1), "remembered");
        pass(1);
        assertTrue(tryReport(RiskAction.Borrow, address(weth), 1), "forgotten");
    }

    function test_onRisk_withAFailingFeedFollowsItsRule(uint256 kind) public {
        address[7] memory bad = [
            address(new RevertingFeed()),
            address(new BadAnswerFeed(8, 0)),
            address(new BadAnswerFeed(8, -1)),
            address(new BadAnswerFeed(8, type(int256).max)),
            address(new RawFeed("")),
            address(new RawFeed(new bytes(64))),
            address(new BurningFeed())
        ];
        address feed = bad[kind % 7];
        for (uint256 closed = 0; closed < 2; closed++) {
            config.feed = feed;
            config.failsClosed = closed == 1;
            (config.stopsLiquidations, config.stopsWithdrawals) = (true, kind % 2 == 0);
            breaker.setPrice(everywhere(weth), config);
            breaker.poke(everywhere(weth));
            assertTrue(tryReport(RiskAction.Borrow, address(weth), 1) == (closed == 0), "risk grows");
            assertTrue(tryReport(RiskAction.Liquidation, address(weth), 1), "liquidations go on");
            bool exits = closed == 0 || kind % 2 == 1;
            assertTrue(tryReport(RiskAction.Withdraw, address(weth), 1) == exits, "exits");
        }
    }

    function test_priceState_ofAScopeWithoutAWatchIsNothing() public view {
        (uint256 price, uint256 move, uint256 until, uint256 spread) = breaker.priceState(everywhere(usdc));
        assertTrue(price == 0 && move == 0 && until == 0 && spread == 0, "nothing");
    }

    function test_setPrice_refusesTermsThatCannotBe() public {
        vm.expectRevert(
            abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_BadScope.selector, scopeOf(venue, address(0)))
        );
        breaker.setPrice(scopeOf(venue, address(0)), config);

        config.unit = 0;
        _expectBelow(0, 1);
        config.unit = 1;
        config.blocks = 65;
        _expectAbove(65, 64);
        config.blocks = 64;
        config.haltSeconds = 1 days + 1;
        _expectAbove(1 days + 1, 1 days);
        config.haltSeconds = 0;
        _expectBelow(0, 1);
        config.haltSeconds = 1;
        config.maxSpread = 0.9e18 + 1;
        _expectAbove(0.9e18 + 1, 0.9e18);
    }

    function _expectAbove(uint256 value, uint256 maximum) private {
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_AboveMaximum.selector, value, maximum));
        breaker.setPrice(everywhere(weth), config);
    }

    function _expectBelow(uint256 value, uint256 minimum) private {
        vm.expectRevert(abi.encodeWithSelector(IBreakerErrors.CircuitBreaker_BelowMinimum.selector, value, minimum));
        breaker.setPrice(everywhere(weth), config);
    }

    /// @dev Against every price that stood since the end of the fifth block before this one.
    function _move(uint256[] memory times, uint256[] memory prices, uint256 last) private view returns (uint256 move) {
        uint256 opening = block.number - 5;
        uint256 now_ = prices[last];
        for (uint256 i = 0; i <= last; ++i) {
            bool inside = times[i] > opening;
            bool stood = times[i] <= opening && (i == last || times[i + 1] > opening);
            if (!inside && !stood) continue;
            uint256 gap = now_ > prices[i] ? now_ - prices[i] : prices[i] - now_;
            if ((gap * 1e18) / prices[i] > move) move = (gap * 1e18) / prices[i];
        }
    }
}
