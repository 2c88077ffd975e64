// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {IVenueAdapter} from "../../../../contracts/guards/registry/IVenueAdapter.sol";
import {MintableToken} from "../../../../contracts/tokens/MintableToken.sol";
import {RegistryWorld} from "../../../support/RegistryWorld.sol";

/// @notice Shares are what stands behind them: divided, aged, nested, and in circles.
contract LeverageRegistryLookThroughTest is RegistryWorld {
    function setUp() public {
        buildRegistryWorld();
    }

    function test_measure_seesTheVaultsLeverageThroughItsShares() public {
        MintableToken loop = newLevered("LOOP");
        first.add(alice, address(loop), 10e18, 0, 0);
        assertEq(leverageOf(alice), 5e18, "a tenth of five times");
        assertEq(registry.getSnapshot(address(loop)).leverage, 5e18, "as stored");

        // Half of what the shares are worth, borrowed elsewhere: 500 + 0 on 100 − 50.
        second.add(alice, address(usdc), 0, 100_000e6, 0);
        first.clear(alice);
        first.add(alice, address(loop), 100e18, 0, 0);
        assertEq(leverageOf(alice), 10e18, "leverage on leverage");
    }

    /// @dev GUARD-3
    function test_lookThrough_addsUpToTheVaultsBalances(
        uint256 supply,
        uint256 held,
        uint256 owed,
        uint256 size,
        uint256 part
    ) public {
        supply = bound(supply, 1, 1e32);
        (held, owed, size) = (bound(held, 0, 1e30), bound(owed, 0, 1e30), bound(size, 0, 1e30));
        part = bound(part, 0, supply);
        MintableToken share = newShare("SHARE", supply);
        books.add(address(share), address(weth), held, 0, -int256(size));
        books.add(address(share), address(usdc), 0, owed, 0);
        registry.poke(address(share));
        first.add(alice, address(share), part, 0, 0);
        second.add(bob, address(share), supply - part, 0, 0);

        IVenueAdapter.Line memory a = lineOf(alice, weth);
        IVenueAdapter.Line memory b = lineOf(bob, weth);
        _assertSum(a.held, b.held, held);
        _assertSum(uint256(-a.size), uint256(-b.size), size);
        _assertSum(lineOf(alice, usdc).owed, lineOf(bob, usdc).owed, owed);
    }

    function test_lookThrough_ofSharesOwedIsTheReverse() public {
        MintableToken loop = newLevered("LOOP");
        first.add(alice, address(usdc), 1_000_000e6, 0, 0);
        first.add(alice, address(loop), 0, 10e18, 0);
        assertEq(lineOf(alice, weth).owed, 50e18, "owes what stands behind them");
        assertEq(lineOf(alice, usdc).held, 1_080_000e6, "and is owed their debt");
    }

    // Age

    function test_growth_isRefusedOnAnExposureThatIsTooOldUntilSomebodyPokes(uint256 late) public {
        MintableToken loop = newLevered("LOOP");
        uint256 takenAt = block.timestamp;
        first.add(alice, address(loop), 10e18, 0, 0);
        registry.setCap(GuardTypes.Scope.Account, address(0), 6e18, MIN_RAMP);
        vm.warp(takenAt + MAX_AGE);
        report(RiskAction.Borrow, alice);

        vm.warp(takenAt + MAX_AGE + bound(late, 1, 365 days));
        vm.expectRevert(_stale(address(loop), takenAt));
        report(RiskAction.Borrow, alice);

        vm.prank(bob);
        registry.poke(address(loop));
        report(RiskAction.Borrow, alice);
    }

    function test_deposit_takesAnExposureThatIsTooOldByItself() public {
        MintableToken loop = newLevered("LOOP");
        capAccounts(6e18);
        vm.warp(block.timestamp + 1 days);
        first.add(alice, address(loop), 10e18, 0, 0);
        vm.prank(address(loop));
        registry.onRisk(_depositInto(loop));
        assertEq(registry.getSnapshot(address(loop)).takenAt, block.timestamp, "taken");
    }

    function test_change_isTakenWhenTheVaultSaysSo() public {
        MintableToken loop = newLevered("LOOP");
        books.clear(address(loop));
        books.add(address(loop), address(weth), 100e18, 0, 0);
        assertEq(registry.getSnapshot(address(loop)).leverage, 5e18, "as it was");

        vm.prank(address(loop));
        registry.onChange(address(loop));
        assertEq(registry.getSnapshot(address(loop)).leverage, 1e18, "as it is");
    }

    function test_change_isHeardFromTheVaultAlone() public {
        MintableToken loop = newLevered("LOOP");
        vm.expectRevert(
            abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_NotVenue.selector, address(this), address(loop))
        );
        registry.onChange(address(loop));
    }

    // Nesting

    function test_nesting_isLookedThroughThreeDeepAndRefusedBeyond() public {
        MintableToken below = newLevered("ONE");
        for (uint256 depth = 2; depth <= 3; ++depth) {
            MintableToken above = newShare("MORE", 1e18);
            books.add(address(above), address(below), depth == 2 ? 50e18 : 1e18, 0, 0);
            registry.poke(address(above));
            assertEq(registry.getSnapshot(address(above)).depth, depth, "depth");
            below = above;
        }
        first.add(alice, address(below), 1e18, 0, 0);
        assertEq(lineOf(alice, weth).held, 250e18, "all of half of the first");
        assertEq(leverageOf(alice), 5e18, "and its leverage");

        MintableToken fourth = newShare("FOUR", 1e18);
        books.add(address(fourth), address(below), 1e18, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_TooDeep.selector, address(fourth), 4)
        );
        registry.poke(address(fourth));
    }

    function test_nesting_isAsOldAsItsOldestPart() public {
        MintableToken loop = newLevered("LOOP");
        uint256 takenAt = block.timestamp;
        MintableToken above = newShare("ABOVE", 1e18);
        books.add(address(above), address(loop), 1e18, 0, 0);
        vm.warp(takenAt + MAX_AGE);
        registry.poke(address(above));
        assertEq(registry.getSnapshot(address(above)).oldest, takenAt, "of the one below");

        vm.warp(takenAt + MAX_AGE + 1);
        vm.expectRevert(_stale(address(loop), takenAt));
        registry.poke(address(above));
    }

    // Circles

    function test_circle_countsAtStoredLeverageWithAHaircutUntilSolved() public {
        (MintableToken a, MintableToken b) = _newCircle();
        registry.poke(address(a));
        registry.poke(address(b));
        first.add(alice, address(a), 100e18, 0, 0);
        uint256 cautious = leverageOf(alice);
        (ILeverageRegistry.Measure memory m, ) = registry.getMeasure(alice);
        // 100 WETH and 20 shares at $2,000, which count once or more; a fifth of their price is no equity.
        assertGe(m.exposure, 240_000e8, "at least once");
        assertEq(uint256(m.equity), 200_000e8 + 40_000e8 - 8_000e8, "less the haircut");

        _submit(a, b, 0);
        assertTrue(registry.getSnapshot(address(a)).solved, "solved");
        assertLe(leverageOf(alice), cautious - 1, "no haircut any more");
        assertClose(leverageOf(alice), 1e18, 1e6, "nobody owes anything");
        registry.poke(address(a));
        assertTrue(registry.getSnapshot(address(a)).solved, "a poke leaves it");
        vm.prank(address(a));
        registry.onChange(address(a));
        assertTrue(!registry.getSnapshot(address(a)).solved, "a trade ends it");
    }

    /// @dev GUARD-3. Outside holders have 70 % of A and 80 % of B, and all that is there.
    function test_circle_solvedAddsUpToTheBalances() public {
        (MintableToken a, MintableToken b) = _newCircle();
        _submit(a, b, 0);
        first.add(alice, address(a), 70e18, 0, 0);
        first.add(bob, address(b), 80e18, 0, 0);
        uint256 all = lineOf(alice, weth).held + lineOf(bob, weth).held;
        assertClose(all, 200e18, 10, "the vaults' own 200 WETH");
    }

    function test_submit_refusesAResidualAboveTheBound(uint256 off) public {
        (MintableToken a, MintableToken b) = _newCircle();
        off = bound(off, 1e18, 100e18);
        (address[] memory vaults, IVenueAdapter.Line[][] memory solution) = _solution(a, b, off);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Residual.selector);
        registry.submit(vaults, solution);
    }

    function test_submit_refusesWhatIsNoSolutionAtAll() public {
        (MintableToken a, MintableToken b) = _newCircle();
        (address[] memory vaults, IVenueAdapter.Line[][] memory solution) = _solution(a, b, 0);
        bytes4 invalid = ILeverageRegistry.LeverageRegistry_SolutionInvalid.selector;

        vaults[1] = address(a);
        vm.expectRevert(invalid);
        registry.submit(vaults, solution);
        vaults[1] = address(weth);
        vm.expectRevert(invalid);
        registry.submit(vaults, solution);
        vaults[1] = address(b);
        solution[0][0].asset = address(b);
        vm.expectRevert(invalid);
        registry.submit(vaults, solution);
        vm.expectRevert(invalid);
        registry.submit(new address[](1), solution);
    }

    function test_solution_isOldAfterItsAge() public {
        (MintableToken a, MintableToken b) = _newCircle();
        _submit(a, b, 0);
        vm.warp(block.timestamp + MAX_AGE + 1);
        registry.poke(address(a));
        assertTrue(!registry.getSnapshot(address(a)).solved, "taken anew");
    }

    /// @dev A has 100 WETH and a fifth of B, B has 100 WETH and three tenths of A.
    function _newCircle() private returns (MintableToken a, MintableToken b) {
        (a, b) = (newShare("A", 100e18), newShare("B", 100e18));
        books.add(address(a), address(weth), 100e18, 0, 0);
        books.add(address(a), address(b), 20e18, 0, 0);
        books.add(address(b), address(weth), 100e18, 0, 0);
        books.add(address(b), address(a), 30e18, 0, 0);
    }

    /// @dev a = 100 + b ÷ 5 and b = 100 + 3 a ÷ 10: a = 120 ÷ 0.94, b = 130 ÷ 0.94.
    function _solution(
        MintableToken a,
        MintableToken b,
        uint256 off
    ) private view returns (address[] memory vaults, IVenueAdapter.Line[][] memory solution) {
        vaults = new address[](2);
        (vaults[0], vaults[1]) = (address(a), address(b));
        solution = new IVenueAdapter.Line[][](2);
        solution[0] = new IVenueAdapter.Line[](1);
        solution[1] = new IVenueAdapter.Line[](1);
        solution[0][0] = IVenueAdapter.Line(address(weth), uint256(12_000e18) / 94 + off, 0, 0);
        solution[1][0] = IVenueAdapter.Line(address(weth), uint256(13_000e18) / 94, 0, 0);
    }

    function _submit(MintableToken a, MintableToken b, uint256 off) private {
        (address[] memory vaults, IVenueAdapter.Line[][] memory solution) = _solution(a, b, off);
        vm.prank(bob);
        registry.submit(vaults, solution);
    }

    function _depositInto(MintableToken loop) private view returns (IRiskHook.Report memory) {
        return IRiskHook.Report(address(loop), RiskAction.VaultDeposit, alice, 0, 0);
    }

    function _assertSum(uint256 a, uint256 b, uint256 whole) private pure {
        assertGe(a + b, whole, "nothing is lost");
        assertLe(a + b, whole + 1, "but a unit of rounding");
    }

    function _stale(address vault, uint256 takenAt) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_Stale.selector, vault, takenAt, MAX_AGE);
    }
}
