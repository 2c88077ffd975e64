// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BasisVaultAdapter} from "../../../../contracts/guards/registry/BasisVaultAdapter.sol";
import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IVenueAdapter} from "../../../../contracts/guards/registry/IVenueAdapter.sol";
import {LoopVaultAdapter} from "../../../../contracts/guards/registry/LoopVaultAdapter.sol";
import {PerpAdapter} from "../../../../contracts/guards/registry/PerpAdapter.sol";
import {MintableToken} from "../../../../contracts/tokens/MintableToken.sol";
import {GuardWorld} from "../../../support/GuardWorld.sol";

/// @notice What adapters read, against the venues' own figures.
/// hardhat-config: fuzz.runs = 32
contract AdaptersTest is GuardWorld {
    function setUp() public {
        buildGuardWorld();
    }

    // Lending

    function test_lending_readsCollateralAndDebtAndClaimsEverything(uint256 supply, uint256 debt) public {
        supply = bound(supply, 1e18, 1_000e18);
        debt = bound(debt, 1e6, (supply / 1e18) * 1_000e6);
        supplyAs(bob, weth, supply);
        supplyAs(bob, wbtc, 1e8);
        borrowAs(bob, usdc, debt);
        vm.prank(bob);
        pool.setUserUseReserveAsCollateral(address(wbtc), false);

        IVenueAdapter.Line[] memory lines = lendingAdapter.linesOf(bob);
        assertEq(lines.length, 2, "collateral and debt");
        assertEq(_held(lines, address(weth)), supplied(bob, weth), "collateral");
        assertEq(_owed(lines, address(usdc)), owed(bob, usdc), "debt");
        assertEq(_held(lendingAdapter.claimsOf(bob), address(wbtc)), supplied(bob, wbtc), "and what backs nothing");
        IVenueAdapter.Line[] memory all = lendingAdapter.totals();
        assertEq(_held(all, address(weth)), aTokenOf(weth).totalSupply(), "supply");
        assertEq(_owed(all, address(usdc)), debtTokenOf(usdc).totalSupply(), "debts");
    }

    // Exchange

    function test_perps_readMarginProfitAndPosition(uint256 size, bool long, uint256 left) public {
        int256 delta = int256(bound(size, 1e15, 20e18));
        if (!long) delta = -delta;
        openPerp(bob, 40_000 * one, delta);
        moveEthFeed(bound(left, 9_000, 11_000));

        IVenueAdapter.Line[] memory lines = perpAdapter.linesOf(bob);
        int256 equity = exchange.getMargin(bob).equity;
        assertClose(_held(lines, address(dollar)), uint256(equity), 2, "margin and profit");
        assertEq(lines[1].size, delta, "position");
        assertEq(lines[1].asset, address(weth), "of the base");
    }

    function test_perps_readADeficitAsADebtAndCollateralAsHeld() public {
        vm.prank(alice);
        vault.transfer(bob, 10e24);
        vm.startPrank(bob);
        vault.approve(address(exchange), 10e24);
        exchange.deposit(address(vault), 10e24, bob);
        exchange.trade(ETH, 5e18, type(uint256).max, false);
        vm.stopPrank();
        moveEthFeed(9_000);

        IVenueAdapter.Line[] memory lines = perpAdapter.linesOf(bob);
        (int256 profit, ) = exchange.getProfit(ETH, bob);
        int256 cash = exchange.getAccount(bob).settled + profit;
        assertEq(_owed(lines, address(dollar)), uint256(-cash), "owes what it lost");
        assertEq(_held(lines, address(vault)), 10e24, "against shares");
        assertEq(_held(perpAdapter.totals(), address(vault)), 10e24, "the only ones there");
    }

    /// @dev To two units an account and a side.
    function test_perps_totalsAreTheSumOverAccounts(uint256 a, uint256 b, uint256 left) public {
        openPerp(bob, 40_000 * one, int256(bound(a, 1e15, 20e18)));
        openPerp(stacker, 40_000 * one, -int256(bound(b, 1e15, 20e18)));
        moveEthFeed(bound(left, 9_500, 10_500));
        address[3] memory accounts = [bob, stacker, address(basis)];
        uint256 cash;
        uint256 open;
        for (uint256 i = 0; i < 3; ++i) {
            IVenueAdapter.Line[] memory lines = perpAdapter.claimsOf(accounts[i]);
            cash += _held(lines, address(dollar));
            open += uint256(lines[1].size < 0 ? -lines[1].size : lines[1].size);
        }
        IVenueAdapter.Line[] memory all = perpAdapter.totals();
        assertClose(_held(all, address(dollar)), cash, 8, "margin and profit");
        uint256 sides = uint256(all[all.length - 2].size) + uint256(-all[all.length - 1].size);
        assertEq(sides, open, "longs and shorts");
    }

    function test_perps_refuseAMarketThatTheyDoNotKnow() public {
        vm.expectRevert(abi.encodeWithSelector(PerpAdapter.PerpAdapter_MarketUnknown.selector, 1));
        perpAdapter.lineOf(1, 1e18);
    }

    // Vaults

    function test_vaults_haveNoTotalsOfTheirOwn() public {
        LoopVaultAdapter loops = new LoopVaultAdapter();
        BasisVaultAdapter bases = new BasisVaultAdapter(perpAdapter);
        assertEq(loops.claimsOf(address(vault)).length, 2, "collateral and debt");
        assertEq(bases.claimsOf(address(basis)).length, 3, "dollars, spot and short");
        vm.expectRevert(LoopVaultAdapter.LoopVaultAdapter_NoTotals.selector);
        loops.totals();
        vm.expectRevert(BasisVaultAdapter.BasisVaultAdapter_NoTotals.selector);
        bases.totals();
    }

    /// @dev The short is a loss beyond the margin: the vault owes it.
    function test_basisVault_owesWhatItsAccountLacks() public {
        moveEthFeed(15_000);
        int256 equity = basis.getPosition().equity;
        assertTrue(equity < 0, "below zero");
        assertEq(lineOf(address(basis), address(usdc)).owed, uint256(-equity), "owed");
    }

    function test_shares_areReadInHand() public view {
        IVenueAdapter.Line[] memory lines = shareAdapter.claimsOf(alice);
        assertEq(_held(lines, address(vault)), vault.balanceOf(alice), "loop shares");
        assertEq(_held(shareAdapter.totals(), address(basis)), basis.totalSupply(), "supply");
    }

    // The registry

    function test_registry_tellsItsSettings() public view {
        (IVenueAdapter[] memory adapters, uint256[] memory weights) = registry.getAdapters();
        assertEq(adapters.length, 3, "adapters");
        assertEq(address(adapters[0]), address(lendingAdapter), "the first");
        assertEq(weights[2], 1e18, "weight");
        assertEq(registry.getClaims().length, 5, "claims");
        assertEq(registry.getTerms().maxAge, MAX_AGE, "terms");
        assertEq(address(registry.ORACLE()), address(oracle), "oracle");
        assertTrue(address(registry.getReader(address(vault))) != address(0), "reader");
        assertEq(registry.getCap(GuardTypes.Scope.Asset, address(weth)), 0, "no cap");
        assertEq(registry.MIN_RAMP(), 0, "no least ramp");
    }

    function test_measure_isRefusedBeyondItsNumberOfAssets() public {
        for (uint256 i = 0; i < 25; ++i) {
            MintableToken token = MintableToken(listBare());
            configurator.configureReserveAsCollateral(address(token), 5_000, 6_000, 10_500);
            supplyBare(bob, address(token), 1e18);
        }
        vm.expectRevert(abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_TooManyAssets.selector, 24));
        registry.getMeasure(bob);
    }

    function _held(IVenueAdapter.Line[] memory lines, address asset) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < lines.length; ++i) if (lines[i].asset == asset) sum += lines[i].held;
    }

    function _owed(IVenueAdapter.Line[] memory lines, address asset) private pure returns (uint256 sum) {
        for (uint256 i = 0; i < lines.length; ++i) if (lines[i].asset == asset) sum += lines[i].owed;
    }
}
