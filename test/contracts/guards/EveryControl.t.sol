// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../../../contracts/guards/breaker/BreakerTypes.sol";
import {CircuitBreaker} from "../../../contracts/guards/breaker/CircuitBreaker.sol";
import {GuardTypes} from "../../../contracts/guards/registry/GuardTypes.sol";
import {IBreakerErrors} from "../../../contracts/guards/breaker/IBreakerErrors.sol";
import {IMarginScaling} from "../../../contracts/guards/margin/IMarginScaling.sol";
import {IRiskHook} from "../../../contracts/guards/IRiskHook.sol";
import {LendingMargin} from "../../../contracts/guards/margin/LendingMargin.sol";
import {MarginScaling} from "../../../contracts/guards/margin/MarginScaling.sol";
import {PerpMargin} from "../../../contracts/guards/margin/PerpMargin.sol";
import {RiskHooks} from "../../../contracts/guards/RiskHooks.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";

/// @notice All four venues ask registry, breaker and margins at once, and any of the controls are tripped: what lowers
/// risk succeeds whatever holds. The stacker owes in the market and has a position; both vaults are at work.
/// hardhat-config: fuzz.runs = 24
contract EveryControlTest is GuardWorld {
    uint256 private constant ALL = 511;
    uint256 private constant STOPS_LIQUIDATIONS = 1 | 2 | 64;

    CircuitBreaker private breaker;
    MarginScaling private margins;
    address[4] private venues;

    function setUp() public {
        buildGuardWorld();
        venues = [address(pool), address(exchange), address(vault), address(basis)];
        breaker = new CircuitBreaker(address(this));
        margins = new MarginScaling(address(this), 1 hours);
        IRiskHook[] memory hooks = new IRiskHook[](3);
        (hooks[0], hooks[1], hooks[2]) = (registry, breaker, margins);
        RiskHooks relay = new RiskHooks(hooks);
        registry.setRelay(address(relay));
        for (uint256 i = 0; i < 4; ++i) {
            breaker.setVenue(venues[i], true);
            breaker.setReporter(venues[i], address(relay), true);
        }
        breaker.setVault(address(pool), address(vault), true);
        breaker.setVault(address(pool), address(basis), true);
        breaker.setVault(address(exchange), address(basis), true);
        hook(address(relay));

        vm.startPrank(alice);
        vault.transfer(stacker, 60e24);
        vm.stopPrank();
        supplyShares(stacker, vault, 40e24);
        borrowAs(stacker, usdc, 60_000e6);
        openPerp(stacker, 300 * one, 3e18);
        vm.startPrank(stacker);
        vault.approve(address(exchange), type(uint256).max);
        usdc.approve(address(exchange), type(uint256).max);
        vm.stopPrank();
        fund(stacker, usdc, 100_000e6);
    }

    function test_growth_isStoppedByEachControlAlone(uint256 bit) public {
        bit = 1 << (bit % 9);
        assertTrue(_mayGrow(), "nothing holds yet");
        _trip(bit);
        assertTrue(bit == 64 || !_mayGrow(), "it does");
    }

    // GUARD-23
    function test_accounts_lowerTheirRiskInEveryState(uint256 state) public {
        _lowerAccounts(state % (ALL + 1));
    }

    function test_accounts_lowerTheirRiskWithEverythingTripped() public {
        _lowerAccounts(ALL);
    }

    // GUARD-23
    function test_vaults_lowerTheirRiskInEveryState(uint256 state, bool flash) public {
        _lowerVaults(state % (ALL + 1), flash);
    }

    function test_vaults_lowerTheirRiskWithEverythingTripped(bool flash) public {
        _lowerVaults(ALL, flash);
    }

    // GUARD-23
    function test_liquidations_goOnInEveryStateThatDoesNotHaltThem(uint256 state) public {
        _liquidate(state & ALL & ~STOPS_LIQUIDATIONS);
    }

    function test_liquidations_goOnWithAllElseTripped() public {
        _liquidate(ALL & ~STOPS_LIQUIDATIONS);
    }

    /// @dev What the exemption is for, and that it is the vaults' alone: the same withdrawal by a holder is refused.
    function test_withdrawal_ofAVaultPassesAndOfAHolderDoesNot() public {
        _trip(8);
        requestAs(alice, vault, 10e24);
        fulfil(vault, true);
        vm.prank(lender);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_OutflowLimited.selector);
        pool.withdraw(address(wsteth), 1e18, lender);

        breaker.setVault(address(pool), address(vault), false);
        requestAs(alice, vault, 10e24);
        vm.prank(steward);
        vm.expectPartialRevert(IBreakerErrors.CircuitBreaker_OutflowLimited.selector);
        vault.fulfil(type(uint256).max, true);
    }

    /// @dev What a vault takes out counts: there is that much less for others.
    function test_withdrawal_ofAVaultCountsAsAnOutflow() public {
        BreakerTypes.Scope memory scope = BreakerTypes.Scope(address(pool), address(wsteth));
        address holder = pool.getReserveAToken(address(wsteth));
        breaker.setOutflow(scope, BreakerTypes.OutflowConfig(holder, 0.7e18, 1, 1 hours, 10 minutes, 0), 0);
        uint256 room = breaker.outflowRoom(address(pool), address(wsteth));
        uint256 cash = wsteth.balanceOf(holder);
        requestAs(alice, vault, 20e24);
        vm.prank(steward);
        vault.fulfil(type(uint256).max, true);
        assertTrue(cash > wsteth.balanceOf(holder), "it took out");
        assertEq(
            room - breaker.outflowRoom(address(pool), address(wsteth)),
            cash - wsteth.balanceOf(holder),
            "as much"
        );
    }

    function _lowerAccounts(uint256 state) private {
        _trip(state);
        vm.startPrank(stacker);
        pool.repay(address(usdc), 1_000e6, 2, stacker);
        pool.supply(address(usdc), 1_000e6, stacker, 0);
        pool.setUserUseReserveAsCollateral(address(usdc), true);
        pool.repayWithATokens(address(usdc), 500e6, 2);
        exchange.deposit(address(usdc), 100e6, stacker);
        exchange.deposit(address(vault), 1e24, stacker);
        exchange.trade(ETH, -1e18, 0, true);
        exchange.trade(ETH, -1e18, 0, false);
        exchange.trade(ETH, -1e18, 0, true);
        vault.requestRedeem(1e24, stacker, stacker);
        pool.repay(address(usdc), type(uint256).max, 2, stacker);
        vm.stopPrank();
        ask(alice, basis.balanceOf(alice) / 10);
        assertEq(owed(stacker, usdc), 0, "nothing owed");
        assertEq(exchange.getPosition(stacker, ETH).size, int256(0), "nothing open");
    }

    /// @dev Requests, fulfilments, lowering, the ripcord, a top-up from what is parked, selling spot.
    function _lowerVaults(uint256 state, bool flash) private {
        _trip(state);
        requestAs(alice, vault, 20e24);
        fulfil(vault, flash);
        fall(wsteth, weth, 9_500);
        uint256 before = vault.leverage();
        rebalance(vault, flash);
        assertLe(vault.leverage(), before - 1, "lowered");
        fall(wsteth, weth, 9_000);
        before = vault.leverage();
        vault.ripcord(flash);
        assertLe(vault.leverage(), before - 1, "pulled down");
        skip(COOLDOWN);
        ask(alice, basis.balanceOf(alice) / 4);
        serve();
        moveEth(11_500);
        uint256 short = uint256(-basis.getPosition().size);
        uint256 margin = marginRatio();
        steer();
        assertGe(marginRatio(), margin + 1, "margin mended");
        assertLe(uint256(-basis.getPosition().size), short, "and no more short");
    }

    function _liquidate(uint256 state) private {
        address ann = actor("ann");
        openPerp(ann, 200 * one, 2e18);
        fall(wsteth, weth, 8_700);
        moveEthFeed(9_550);
        assertLe(healthOf(stacker), 1e18 - 1, "liquidatable");
        _trip(state);
        fund(bob, usdc, 5_000e6);
        vm.prank(bob);
        pool.liquidationCall(address(vault), address(usdc), stacker, 5_000e6, false);
        assertGe(exchange.liquidate(ETH, ann), 1, "and on the exchange");
    }

    function _mayGrow() private returns (bool) {
        vm.prank(stacker);
        (bool done, ) = address(pool).call(abi.encodeCall(pool.borrow, (address(usdc), 10e6, 2, 0, stacker)));
        return done;
    }

    /// @dev A bit for each control. What has to be seen to trip has been seen.
    function _trip(uint256 state) private {
        BreakerTypes.Scope memory all = BreakerTypes.Scope(address(0), address(0));
        if (state & 1 != 0) breaker.pause(all, 7 days, 4 hours);
        if (state & 6 != 0) _tripPrices(state & 2 != 0, state & 4 != 0);
        if (state & 8 != 0) _dryUp();
        if (state & 16 != 0) {
            BreakerTypes.QuotaConfig memory none = BreakerTypes.QuotaConfig(0, 30 days, 0);
            breaker.setBorrowQuota(BreakerTypes.Scope(address(0), address(usdc)), none);
            breaker.setBorrowQuota(BreakerTypes.Scope(address(exchange), address(1)), none);
        }
        if (state & 32 != 0) {
            breaker.setLossStop(all, BreakerTypes.LossConfig(true, 0, 0));
            vm.prank(address(pool));
            breaker.onLoss(address(pool), address(usdc), 1);
        }
        if (state & 64 != 0) breaker.setLiquidationQuota(all, BreakerTypes.QuotaConfig(0, 30 days, 0));
        if (state & 128 != 0) {
            capAccounts(1e18);
            registry.setCap(GuardTypes.Scope.System, address(0), 1e18, 0);
            registry.setCap(GuardTypes.Scope.Asset, address(wsteth), 1e18, 0);
            vm.warp(block.timestamp + MAX_AGE + 1);
        }
        if (state & 256 != 0) _raiseMargins();
    }

    /// @dev A dollar that has lost and won a fifth within the block, watched everywhere, with a feed of its own.
    function _tripPrices(bool halts, bool widens) private {
        address[2] memory tripped = [halts ? address(usdc) : address(0), widens ? address(wsteth) : address(0)];
        address[] memory watched = new address[](2);
        (watched[0], watched[1]) = (address(usdc), address(wsteth));
        for (uint256 i = 0; i < 4; ++i) breaker.setWatched(venues[i], watched);
        breaker.setMarginView(address(pool), address(new LendingMargin()));
        breaker.setMarginView(address(exchange), address(new PerpMargin()));
        for (uint256 i = 0; i < 2; ++i) {
            if (tripped[i] == address(0)) continue;
            BreakerTypes.PriceConfig memory c;
            (c.feed, c.unit) = (address(feeds[tripped[i]]), uint128(i == 0 ? 1e6 : 1e18));
            (c.blocks, c.haltSeconds, c.maxMove) = (64, 1 days, 0.1e18);
            (c.stopsLiquidations, c.stopsWithdrawals, c.failsClosed) = (i == 0, true, true);
            (c.spreadPerMove, c.maxSpread) = (10e18, 0.9e18);
            if (i == 1) c.response = BreakerTypes.Response.Widen;
            BreakerTypes.Scope memory scope = BreakerTypes.Scope(address(0), tripped[i]);
            breaker.setPrice(scope, c);
            uint256 price = oracle.getAssetPrice(tripped[i]);
            breaker.poke(scope);
            setPrice(tripped[i], (price * 8) / 10);
            breaker.poke(scope);
            setPrice(tripped[i], price);
        }
    }

    /// @dev Nothing more may leave, of any token, anywhere.
    function _dryUp() private {
        address[4] memory tokens = [address(usdc), address(weth), address(wsteth), address(vault)];
        BreakerTypes.OutflowConfig memory config = BreakerTypes.OutflowConfig(
            address(0),
            0.99e18,
            0,
            1 hours,
            10 minutes,
            0
        );
        for (uint256 i = 0; i < 4; ++i) {
            for (uint256 j = 0; j < 4; ++j) {
                breaker.setOutflow(BreakerTypes.Scope(venues[i], tokens[j]), config, 1);
            }
        }
    }

    /// @dev Whatever backs an account in the market is worth a tenth.
    function _raiseMargins() private {
        IMarginScaling.Terms memory terms;
        (terms.feed, terms.base, terms.most) = (address(feeds[address(wsteth)]), 0.9e18, 0.9e18);
        terms.interval = 1;
        margins.setTerms(address(vault), terms);
        margins.setTerms(address(wsteth), terms);
        margins.setTerms(address(weth), terms);
        configurator.setRiskTerms(address(margins));
    }
}
