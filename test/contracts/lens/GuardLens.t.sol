// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../contracts/guards/breaker/BreakerTypes.sol";
import {BreakerWorld} from "../../support/BreakerWorld.sol";
import {GuardLens} from "../../../contracts/lens/GuardLens.sol";
import {ICircuitBreaker} from "../../../contracts/guards/breaker/ICircuitBreaker.sol";
import {IGuardLens} from "../../../contracts/lens/IGuardLens.sol";
import {ILeverageRegistry} from "../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IMarginScaling} from "../../../contracts/guards/margin/IMarginScaling.sol";
import {ITieredLiquidation} from "../../../contracts/guards/liquidation/ITieredLiquidation.sol";
import {MarginScaling} from "../../../contracts/guards/margin/MarginScaling.sol";
import {RiskAction} from "../../../contracts/guards/IRiskHook.sol";
import {TieredLiquidation} from "../../../contracts/guards/liquidation/TieredLiquidation.sol";

/// @notice What the lens says of the breaker, the margins and the steps, against their own views.
contract GuardLensTest is BreakerWorld {
    GuardLens private lens;

    function setUp() public {
        buildBreaker();
        valued();
        lens = new GuardLens();
    }

    function test_guards_withNothingSet_saysThatNothingBinds() public view {
        uint256[] memory words = lens.guards(_breakerQuery());
        assertEq(words.length, 16, "two places");
        for (uint256 i = 0; i < 3; ++i) assertEq(words[i], type(uint256).max, "no limit");
        for (uint256 i = 3; i < 8; ++i) assertEq(words[i], 0, "no end");
    }

    function test_guards_withNoControl_isEmpty() public view {
        IGuardLens.Query memory query;
        assertEq(lens.guards(query).length, 0, "no words");
    }

    function test_guards_readsEachRoom() public {
        breaker.setLiquidationQuota(scopeOf(address(0), address(0)), BreakerTypes.QuotaConfig(1_000e18, 60, 12));
        breaker.setBorrowQuota(everywhere(weth), BreakerTypes.QuotaConfig(3e18, 60, 12));
        weth.mint(venue, 10e18);
        BreakerTypes.OutflowConfig memory outflow = BreakerTypes.OutflowConfig(venue, 0.7e18, 0, 60, 12, 0);
        breaker.setOutflow(scopeOf(venue, address(weth)), outflow, 0);
        report(RiskAction.Liquidation, address(usdc), 400e6);
        report(RiskAction.Borrow, address(weth), 1e18);

        uint256[] memory words = lens.guards(_breakerQuery());
        assertEq(words[0], 600e18, "one room for everything");
        assertEq(words[8], 600e18, "of either asset");
        assertEq(words[1], 2e18, "to be borrowed");
        assertEq(words[9], type(uint256).max, "of the other without limit");
        assertEq(words[2], 2e18, "what was borrowed has left");
        assertEq(words[10], type(uint256).max, "of the other without limit");
    }

    function test_guards_readsTheLatestEndOfAllScopes() public {
        breaker.pause(scopeOf(venue, address(0)), 100, 50);
        breaker.pause(everywhere(usdc), 200, 10);
        breaker.setLossStop(scopeOf(address(0), address(0)), BreakerTypes.LossConfig(true, 0, 500));
        vm.prank(venue);
        breaker.onLoss(venue, address(weth), 1e18);

        uint256[] memory words = lens.guards(_breakerQuery());
        assertEq(words[3], block.timestamp + 100, "the venue's pause");
        assertEq(words[4], block.timestamp + 150, "and its grace");
        assertEq(words[11], block.timestamp + 200, "the asset's is longer");
        assertEq(words[12], block.timestamp + 210, "with its own grace");
        assertEq(words[5], block.timestamp + 500, "losses");
        pass(50);
        words = lens.guards(_breakerQuery());
        assertEq(words[3], START + 100, "a pause that is over");
        assertEq(words[5], 0, "no stop that is over");
    }

    function test_guards_readsAHaltAndASpread() public {
        breaker.setPrice(everywhere(weth), haltingTerms(address(wethFeed), 1e18));
        BreakerTypes.PriceConfig memory widening = haltingTerms(address(usdcFeed), 1e6);
        widening.response = BreakerTypes.Response.Widen;
        breaker.setPrice(scopeOf(venue, address(usdc)), widening);
        breaker.poke(everywhere(weth));
        breaker.poke(scopeOf(venue, address(usdc)));
        pass(1);
        wethFeed.transmit(int256(PRICE / 2));
        usdcFeed.transmit(0.8e8);

        uint256[] memory words = lens.guards(_breakerQuery());
        assertEq(words[6], block.timestamp + 10 minutes, "halted, before anyone has looked");
        assertEq(words[7], 0, "a halt has no spread");
        assertEq(words[14], block.timestamp + 10 minutes, "widened");
        assertEq(words[15], 0.1e18, "half of a fifth");
    }

    function test_guards_readsMarginsThenStepsOfEachAccount() public {
        IGuardLens.Query memory query;
        MarginScaling margin = new MarginScaling(address(this), 1 days);
        IMarginScaling.Terms memory terms;
        (terms.feed, terms.base, terms.most, terms.interval) = (address(wethFeed), 0.2e18, 1e18, 12);
        margin.setTerms(address(weth), terms);
        TieredLiquidation steps = new TieredLiquidation(address(this));
        ITieredLiquidation.Tier[] memory tiers = new ITieredLiquidation.Tier[](1);
        tiers[0] = ITieredLiquidation.Tier(100_000e18, 0.2e18, 30);
        steps.setTiers(venue, tiers, 0);
        vm.prank(venue);
        steps.take(user, 200_000e18, 0.9e18, 15_000e18);
        (query.margin, query.steps, query.stepVenue) = (margin, steps, venue);
        (query.marginAssets, query.marginVenues) = (new address[](1), new address[](1));
        (query.marginAssets[0], query.marginVenues[0]) = (address(weth), venue);
        query.accounts = new address[](2);
        (query.accounts[0], query.accounts[1]) = (actor("nobody"), user);

        uint256[] memory words = lens.guards(query);
        assertEq(words.length, 8, "two of margins, three an account");
        assertEq(words[0], 0.2e18, "margin");
        assertEq(words[1], 0, "no haircut");
        assertEq(words[2] + words[3] + words[4], 0, "no step");
        assertEq(words[5], block.timestamp + 30, "until");
        assertEq(words[6], 40_000e18, "budget");
        assertEq(words[7], 15_000e18, "used");
    }

    function _breakerQuery() private view returns (IGuardLens.Query memory query) {
        query.breaker = ICircuitBreaker(address(breaker));
        query.registry = ILeverageRegistry(address(0));
        query.places = new IGuardLens.Place[](2);
        query.places[0] = IGuardLens.Place(venue, address(weth));
        query.places[1] = IGuardLens.Place(venue, address(usdc));
    }
}
