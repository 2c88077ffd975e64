// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisVaultAdapter} from "../../contracts/guards/registry/BasisVaultAdapter.sol";
import {GuardTypes} from "../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../contracts/guards/registry/ILeverageRegistry.sol";
import {IVenueAdapter} from "../../contracts/guards/registry/IVenueAdapter.sol";
import {LendingAdapter} from "../../contracts/guards/registry/LendingAdapter.sol";
import {LeverageRegistry} from "../../contracts/guards/registry/LeverageRegistry.sol";
import {LoopVaultAdapter} from "../../contracts/guards/registry/LoopVaultAdapter.sol";
import {PerpAdapter} from "../../contracts/guards/registry/PerpAdapter.sol";
import {ShareAdapter} from "../../contracts/guards/registry/ShareAdapter.sol";
import {BasisWorld} from "./BasisWorld.sol";

/// @notice The basis world with a levered loop vault whose shares are collateral, a basis vault at work, and a registry
/// that all four venues ask. Caps move at once and none is set.
abstract contract GuardWorld is BasisWorld {
    uint32 internal constant MAX_AGE = 1 hours;

    LeverageRegistry internal registry;
    LendingAdapter internal lendingAdapter;
    PerpAdapter internal perpAdapter;
    ShareAdapter internal shareAdapter;
    address internal stacker;

    function buildGuardWorld() internal {
        buildBasisWorld(false, false);
        vault = newVault(wsteth, weth, CORRELATED);
        openVault(vault, 200e18);
        listShares(vault, 7_000, 7_500, 10_800);
        exchange.configureCollateral(address(vault), collateralOf(address(vault), address(navFeedOf(vault))));
        openBasis(1_000_000);
        stacker = actor("stacker");
        _buildRegistry();
        hook(address(registry));
    }

    function hook(address hook_) internal {
        configurator.setRiskHook(hook_);
        exchange.setRiskHook(hook_);
        vault.setRiskHook(hook_);
        basis.setRiskHook(hook_);
    }

    function capAccounts(uint256 cap) internal {
        registry.setCap(GuardTypes.Scope.Account, address(0), cap, 0);
    }

    /// @dev Nobody is above it, but for who has nothing.
    function freshen() internal {
        registry.poke(address(vault));
        registry.poke(address(basis));
    }

    function measureOf(address account) internal view returns (ILeverageRegistry.Measure memory m) {
        (m, ) = registry.getMeasure(account);
    }

    function lineOf(address account, address asset) internal view returns (IVenueAdapter.Line memory line) {
        (, IVenueAdapter.Line[] memory lines) = registry.getMeasure(account);
        for (uint256 i = 0; i < lines.length; ++i) if (lines[i].asset == asset) return lines[i];
    }

    /// @dev Margin in dollars and an order at any price.
    function openPerp(address account, uint256 margin, int256 size) internal {
        marginFor(account, account, margin);
        order(account, size);
    }

    function order(address account, int256 size) internal {
        vm.prank(account);
        exchange.trade(ETH, size, size > 0 ? type(uint256).max : 0, false);
    }

    function tooLevered(address account, uint256 cap) internal view returns (bytes memory) {
        return
            abi.encodeWithSelector(
                ILeverageRegistry.LeverageRegistry_AboveCap.selector,
                GuardTypes.Scope.Account,
                account,
                measureOf(account).leverage,
                cap
            );
    }

    function _buildRegistry() private {
        registry = new LeverageRegistry(oracle, GuardTypes.Terms(MAX_AGE, 0.2e18, 0.001e18), 0, address(this));
        lendingAdapter = new LendingAdapter(pool);
        address[] memory bases = new address[](1);
        bases[0] = address(weth);
        perpAdapter = new PerpAdapter(exchange, bases);
        address[] memory vaults = new address[](2);
        (vaults[0], vaults[1]) = (address(vault), address(basis));
        shareAdapter = new ShareAdapter(vaults);
        registry.setAdapter(lendingAdapter, true, 1e18);
        registry.setAdapter(perpAdapter, true, 1e18);
        registry.setAdapter(shareAdapter, true, 1e18);
        registry.setHands(shareAdapter);
        registry.setVault(address(vault), new LoopVaultAdapter());
        registry.setVault(address(basis), new BasisVaultAdapter(perpAdapter));
        address[4] memory venues = [address(pool), address(exchange), address(vault), address(basis)];
        for (uint256 i = 0; i < 4; ++i) registry.setVenue(venues[i], true);
        _registerClaims();
        registry.setMode(GuardTypes.Mode.Enforce);
        freshen();
    }

    function _registerClaims() private {
        GuardTypes.Claim[] memory claims = new GuardTypes.Claim[](5);
        claims[0] = GuardTypes.Claim(lendingAdapter, address(vault), false);
        claims[1] = GuardTypes.Claim(lendingAdapter, address(basis), false);
        claims[2] = GuardTypes.Claim(perpAdapter, address(basis), false);
        claims[3] = GuardTypes.Claim(shareAdapter, pool.getReserveAToken(address(vault)), true);
        claims[4] = GuardTypes.Claim(shareAdapter, address(exchange), true);
        registry.setClaims(claims);
    }
}
