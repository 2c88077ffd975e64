// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IVenueAdapter} from "../../../../contracts/guards/registry/IVenueAdapter.sol";
import {MintableToken} from "../../../../contracts/tokens/MintableToken.sol";
import {RegistryWorld} from "../../../support/RegistryWorld.sol";

/// @notice Which solutions of circles are accepted: of whole circles alone, and none that understates leverage.
/// hardhat-config: fuzz.runs = 256
contract LeverageRegistryCirclesTest is RegistryWorld {
    uint256 private constant BOUND = 0.001e18; // [wad] as the world sets it

    /// @dev Two vaults of 100 shares: WETH held and USDC owed, and whole shares of each other, a percent each.
    struct Pair {
        uint256 heldA;
        uint256 owedA;
        uint256 ofB;
        uint256 heldB;
        uint256 owedB;
        uint256 ofA;
    }

    function setUp() public {
        buildRegistryWorld();
    }

    function test_submit_refusesVaultsInNoCircle() public {
        registry.setTerms(GuardTypes.Terms(MAX_AGE, 0.2e18, 0.01e18));
        MintableToken alone = newLevered("ALONE");
        IVenueAdapter.Line[][] memory one = new IVenueAdapter.Line[][](1);
        one[0] = _lines(505e18, 792_000e6);
        vm.expectRevert(ILeverageRegistry.LeverageRegistry_NoCircle.selector);
        registry.submit(_list(alone), one);

        MintableToken above = newShare("ABOVE", 100e18);
        books.add(address(above), address(alone), 20e18, 0, 0);
        IVenueAdapter.Line[][] memory both = new IVenueAdapter.Line[][](2);
        (both[0], both[1]) = (_lines(500e18, 800_000e6), _lines(100e18, 160_000e6));
        vm.expectRevert(ILeverageRegistry.LeverageRegistry_NoCircle.selector);
        registry.submit(_list(alone, above), both);
    }

    function test_submit_refusesACircleThatLeavesAVaultOut() public {
        Pair memory p = Pair(100e18, 0, 20, 100e18, 0, 30);
        (MintableToken a, MintableToken b) = _pair(p);
        (IVenueAdapter.Line[][] memory solution, ) = _solve(p);
        registry.submit(_list(a, b), solution);
        MintableToken c = newShare("C", 100e18);
        books.add(address(c), address(a), 10e18, 0, 0);
        registry.poke(address(c));
        registry.submit(_list(a, b), solution);

        books.add(address(a), address(c), 10e18, 0, 0);
        vm.expectRevert(ILeverageRegistry.LeverageRegistry_NoCircle.selector);
        registry.submit(_list(a, b), solution);
    }

    function test_submit_refusesVaultsThatNobodyOutsideHolds() public {
        (MintableToken a, MintableToken b) = _pair(Pair(0, 0, 100, 0, 0, 100));
        IVenueAdapter.Line[][] memory solution = new IVenueAdapter.Line[][](2);
        (solution[0], solution[1]) = (_lines(7e18, 0), _lines(7e18, 0));
        vm.expectRevert(ILeverageRegistry.LeverageRegistry_NoCircle.selector);
        registry.submit(_list(a, b), solution);
    }

    function test_submit_isOneDeeperThanTheDeepestOutsideAndNeverTooDeep(uint256 stories) public {
        stories = bound(stories, 1, 3);
        MintableToken below = newLevered("ONE");
        for (uint256 i = 1; i < stories; ++i) {
            MintableToken next = newShare("MORE", 100e18);
            books.add(address(next), address(below), 100e18, 0, 0);
            registry.poke(address(next));
            below = next;
        }
        Pair memory p = Pair(500e18, 800_000e6, 20, 0, 0, 30);
        (MintableToken a, MintableToken b) = _pair(Pair(0, 0, 20, 0, 0, 30));
        books.add(address(a), address(below), 100e18, 0, 0);
        (IVenueAdapter.Line[][] memory solution, ) = _solve(p);
        if (stories == 3) {
            vm.expectRevert(abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_TooDeep.selector, address(a), 4));
        }
        registry.submit(_list(a, b), solution);
        if (stories == 3) return;
        assertEq(registry.getSnapshot(address(a)).depth, stories + 1, "on the deepest");
        assertEq(registry.getSnapshot(address(b)).depth, stories + 1, "all of it");
    }

    function test_submit_storesLeverageWithinTheBoundOfTheTrue(
        Pair memory p,
        uint256[4] memory off,
        uint256 fine
    ) public {
        (p.ofA, p.ofB) = (bound(p.ofA, 1, 99), bound(p.ofB, 1, 99));
        (p.heldA, p.heldB) = (bound(p.heldA, 1e18, 1_000e18), bound(p.heldB, 0, 1_000e18));
        p.owedA = (p.heldA * bound(p.owedA, 0, 1_900)) / 1e12;
        p.owedB = (p.heldB * bound(p.owedB, 0, 1_900)) / 1e12;
        (MintableToken a, MintableToken b) = _pair(p);
        (IVenueAdapter.Line[][] memory solution, uint256[2] memory leverage) = _solve(p);
        // Off by at most a part between 1e-3, which is let as a residual, and 1e-8, upward held and downward owed.
        uint256 part = 10 ** bound(fine, 3, 8);
        for (uint256 i = 0; i < 2; ++i) {
            solution[i][0].held += (solution[i][0].held * (off[i] % 1e6)) / (1e6 * part);
            solution[i][1].owed -= (solution[i][1].owed * (off[i + 2] % 1e6)) / (1e6 * part);
        }
        try registry.submit(_list(a, b), solution) {
            _assertWithin(registry.getSnapshot(address(a)).leverage, leverage[0]);
            _assertWithin(registry.getSnapshot(address(b)).leverage, leverage[1]);
        } catch {
            assertGe(1e7, part, "what is off by less than 1e-7 is accepted");
        }
    }

    function test_submit_acceptsTheTrueSolution(Pair memory p) public {
        (p.ofA, p.ofB) = (bound(p.ofA, 1, 99), bound(p.ofB, 1, 99));
        (p.heldA, p.heldB) = (bound(p.heldA, 1e18, 1_000e18), bound(p.heldB, 0, 1_000e18));
        p.owedA = (p.heldA * bound(p.owedA, 0, 1_900)) / 1e12;
        p.owedB = (p.heldB * bound(p.owedB, 0, 1_900)) / 1e12;
        (MintableToken a, MintableToken b) = _pair(p);
        (IVenueAdapter.Line[][] memory solution, uint256[2] memory leverage) = _solve(p);
        registry.submit(_list(a, b), solution);
        assertClose(registry.getSnapshot(address(a)).leverage, leverage[0], 1e12, "A");
        assertClose(registry.getSnapshot(address(b)).leverage, leverage[1], 1e12, "B");
    }

    /// @dev Five times levered, passed around fifty times: a residual within the bound that hides a third of it.
    function test_submit_refusesASmallResidualThatIsPassedAroundOften() public {
        (MintableToken a, MintableToken b) = _pair(Pair(10e18, 16_000e6, 99, 0, 0, 99));
        IVenueAdapter.Line[][] memory solution = new IVenueAdapter.Line[][](2);
        (solution[0], solution[1]) = (_lines(545e18, 744_000e6), _lines(540e18, 736_000e6));
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Inexact.selector);
        registry.submit(_list(a, b), solution);
    }

    /// @dev A has 100 WETH and a fifth of B; B has 100 WETH and owes a tenth of A: a = 120 + a' ÷ 50, a' = a ÷ 50.
    function test_submit_countsSharesThatAreOwed() public {
        (MintableToken a, MintableToken b) = _pair(Pair(100e18, 0, 20, 100e18, 0, 0));
        books.add(address(b), address(a), 0, 10e18, 0);
        IVenueAdapter.Line[][] memory solution = new IVenueAdapter.Line[][](2);
        (solution[0], solution[1]) = (_lines(120e18, 0), _lines(100e18, 0));
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Residual.selector);
        registry.submit(_list(a, b), solution);

        (solution[0][0].held, solution[0][0].owed) = (uint256(120e22) / 9_996, uint256(2.4e22) / 9_996);
        (solution[1][0].held, solution[1][0].owed) = (100e18 + uint256(0.24e22) / 9_996, uint256(12e22) / 9_996);
        registry.submit(_list(a, b), solution);
        assertTrue(registry.getSnapshot(address(b)).solved, "solved");
    }

    function _pair(Pair memory p) private returns (MintableToken a, MintableToken b) {
        (a, b) = (newShare("A", 100e18), newShare("B", 100e18));
        books.add(address(a), address(weth), p.heldA, 0, 0);
        books.add(address(a), address(usdc), 0, p.owedA, 0);
        books.add(address(b), address(weth), p.heldB, 0, 0);
        books.add(address(b), address(usdc), 0, p.owedB, 0);
        if (p.ofB != 0) books.add(address(a), address(b), p.ofB * 1e18, 0, 0);
        if (p.ofA != 0) books.add(address(b), address(a), p.ofA * 1e18, 0, 0);
    }

    /// @dev a = A + p·b and b = B + q·a: a = (A + p·B) ÷ (1 − p·q), b = (B + q·A) ÷ (1 − p·q), parts in percent.
    function _solve(
        Pair memory p
    ) private view returns (IVenueAdapter.Line[][] memory solution, uint256[2] memory leverage) {
        solution = new IVenueAdapter.Line[][](2);
        uint256 left = 1e4 - p.ofA * p.ofB;
        solution[0] = _solved(1e4 * p.heldA + 100 * p.ofB * p.heldB, 1e4 * p.owedA + 100 * p.ofB * p.owedB, left);
        solution[1] = _solved(1e4 * p.heldB + 100 * p.ofA * p.heldA, 1e4 * p.owedB + 100 * p.ofA * p.owedA, left);
        for (uint256 i = 0; i < 2; ++i) {
            uint256 exposure = solution[i][0].held * 2_000;
            leverage[i] = (exposure * WAD) / (exposure - solution[i][1].owed * 1e12);
        }
    }

    function _solved(uint256 held, uint256 owed, uint256 left) private view returns (IVenueAdapter.Line[] memory) {
        return _lines(held / left, owed / left);
    }

    function _lines(uint256 held, uint256 owed) private view returns (IVenueAdapter.Line[] memory lines) {
        lines = new IVenueAdapter.Line[](2);
        lines[0] = IVenueAdapter.Line(address(weth), held, 0, 0);
        lines[1] = IVenueAdapter.Line(address(usdc), 0, owed, 0);
    }

    function _list(MintableToken a) private pure returns (address[] memory vaults) {
        vaults = new address[](1);
        vaults[0] = address(a);
    }

    function _list(MintableToken a, MintableToken b) private pure returns (address[] memory vaults) {
        vaults = new address[](2);
        (vaults[0], vaults[1]) = (address(a), address(b));
    }

    /// @dev A hundred-millionth for whole units and values.
    function _assertWithin(uint256 stored, uint256 exact) private pure {
        uint256 gap = stored < exact ? exact - stored : stored - exact;
        assertLe(gap, (stored * BOUND) / WAD + exact / 1e8, "leverage");
    }
}
