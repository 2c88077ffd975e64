// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {RiskHooks} from "../../../../contracts/guards/RiskHooks.sol";
import {RegistryWorld} from "../../../support/RegistryWorld.sol";
import {ScriptedAdapter} from "../../../support/ScriptedAdapter.sol";

/// @notice Who may set what, within which bounds, and how caps move.
contract LeverageRegistryRightsTest is RegistryWorld {
    function setUp() public {
        buildRegistryWorld();
    }

    function test_settings_areTheOwnersAlone(address stranger) public {
        if (stranger == address(this)) return;
        bytes[10] memory calls = [
            abi.encodeCall(ILeverageRegistry.setVenue, (alice, true)),
            abi.encodeCall(ILeverageRegistry.setRelay, (alice)),
            abi.encodeCall(ILeverageRegistry.setAdapter, (first, false, 0)),
            abi.encodeCall(ILeverageRegistry.setHands, (first)),
            abi.encodeCall(ILeverageRegistry.setVault, (alice, books)),
            abi.encodeCall(ILeverageRegistry.setClaims, (new GuardTypes.Claim[](0))),
            abi.encodeCall(ILeverageRegistry.setCap, (GuardTypes.Scope.Account, alice, 2e18, MIN_RAMP)),
            abi.encodeCall(ILeverageRegistry.setTerms, (GuardTypes.Terms(1, 0, 0))),
            abi.encodeCall(ILeverageRegistry.setMode, (GuardTypes.Mode.Observe)),
            abi.encodeCall(ILeverageRegistry.setGuardian, (alice))
        ];
        for (uint256 i = 0; i < calls.length; ++i) {
            vm.prank(stranger);
            (bool done, bytes memory reason) = address(registry).call(calls[i]);
            assertTrue(!done && bytes4(reason) == Ownable.OwnableUnauthorizedAccount.selector, "refused");
        }
    }

    function test_relax_isAllThatTheGuardianMayDo() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_NotGuardian.selector, alice));
        registry.relax();

        vm.prank(guardian);
        registry.relax();
        assertTrue(registry.mode() == GuardTypes.Mode.Observe, "observing");
        vm.prank(guardian);
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        registry.setMode(GuardTypes.Mode.Enforce);
    }

    function test_onRisk_hearsRegisteredVenuesForThemselvesAlone() public {
        IRiskHook.Report memory report = reportOf(RiskAction.Borrow, alice);
        vm.prank(bob);
        vm.expectRevert(_notVenue(bob, address(this)));
        registry.onRisk(report);

        report.venue = bob;
        vm.prank(bob);
        vm.expectRevert(_notVenue(bob, bob));
        registry.onRisk(report);
    }

    function test_relay_passesReportsOnForTheVenuesThatAskIt() public {
        capAccounts(2e18);
        IRiskHook[] memory list = new IRiskHook[](1);
        list[0] = registry;
        RiskHooks hooks = new RiskHooks(list);
        assertEq(address(hooks.getHooks()[0]), address(registry), "its only hook");
        first.add(alice, address(usdc), 0, 1e6, 0);
        IRiskHook.Report memory report = reportOf(RiskAction.Borrow, alice);

        vm.expectRevert(_notVenue(address(hooks), address(this)));
        hooks.onRisk(report);
        registry.setRelay(address(hooks));
        vm.expectRevert(aboveCap(GuardTypes.Scope.Account, alice, type(uint256).max, 2e18));
        hooks.onRisk(report);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(RiskHooks.RiskHooks_NotVenue.selector, bob, address(this)));
        hooks.onRisk(report);

        address loop = address(newLevered("LOOP"));
        vm.expectRevert(abi.encodeWithSelector(RiskHooks.RiskHooks_NotVenue.selector, address(this), loop));
        hooks.onChange(loop);
        vm.warp(block.timestamp + 1);
        vm.prank(loop);
        hooks.onChange(loop);
        assertEq(registry.getSnapshot(loop).takenAt, block.timestamp, "taken");
    }

    function test_bounds_areKept() public {
        vm.expectRevert(_bad("weight", WAD + 1, WAD));
        registry.setAdapter(first, true, WAD + 1);
        vm.expectRevert(_bad("cap", 1_000e18 + 1, 1_000e18));
        registry.setCap(GuardTypes.Scope.Account, alice, 1_000e18 + 1, MIN_RAMP);
        vm.expectRevert(_bad("cap", WAD - 1, WAD));
        registry.setCap(GuardTypes.Scope.Account, alice, WAD - 1, MIN_RAMP);
        vm.expectRevert(_bad("ramp", MIN_RAMP - 1, MIN_RAMP));
        registry.setCap(GuardTypes.Scope.Account, alice, 2e18, MIN_RAMP - 1);
        vm.expectRevert(_bad("subject", uint160(alice), 0));
        registry.setCap(GuardTypes.Scope.System, alice, 2e18, MIN_RAMP);
        vm.expectRevert(_bad("haircut", WAD + 1, WAD));
        registry.setTerms(GuardTypes.Terms(1, uint64(WAD + 1), 0));
        vm.expectRevert(_bad("bound", 0.01e18 + 1, 0.01e18));
        registry.setTerms(GuardTypes.Terms(1, 0, 0.01e18 + 1));
        vm.expectRevert(_bad("claims", 33, 32));
        registry.setClaims(new GuardTypes.Claim[](33));
        for (uint256 i = 0; i < 6; ++i) registry.setAdapter(new ScriptedAdapter(), true, WAD);
        ScriptedAdapter ninth = new ScriptedAdapter();
        vm.expectRevert(_bad("adapters", 9, 8));
        registry.setAdapter(ninth, true, WAD);
        for (uint160 i = 1; i <= 8; ++i) registry.setCap(GuardTypes.Scope.Asset, address(i), 2e18, MIN_RAMP);
        vm.expectRevert(_bad("assets", 9, 8));
        registry.setCap(GuardTypes.Scope.Asset, address(9), 2e18, MIN_RAMP);
    }

    function test_poke_refusesWhatIsNoVault() public {
        vm.expectRevert(abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_VaultUnknown.selector, alice));
        registry.poke(alice);
    }

    // Ramps

    function test_ramp_movesInAStraightLineAndEndsWhereItWasSent(uint256 from, uint256 to, uint256 at) public {
        (from, to) = (bound(from, 1e18, 1_000e18), bound(to, 1e18, 1_000e18));
        capAccounts(from);
        uint256 start = block.timestamp;
        registry.setCap(GuardTypes.Scope.Account, address(0), to, 1 days);
        assertEq(_cap(), from, "begins where it stands");

        at = bound(at, 0, 1 days);
        vm.warp(start + at);
        uint256 exact = from < to ? from + ((to - from) * at) / 1 days : from - ((from - to) * at) / 1 days;
        assertClose(_cap(), exact, 1, "so far");
        assertGe(_cap(), exact, "rounded for the account");
        vm.warp(start + 1 days);
        assertEq(_cap(), to, "arrives");
        vm.warp(start + 2 days);
        assertEq(_cap(), to, "and stays");
    }

    function test_ramp_ofAFirstCapAppliesAtItsEndAndALiftedOneUntilThen() public {
        registry.setCap(GuardTypes.Scope.Account, address(0), 3e18, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP - 1);
        assertEq(_cap(), 0, "none yet");
        vm.warp(block.timestamp + 1);
        assertEq(_cap(), 3e18, "now");

        registry.setCap(GuardTypes.Scope.Account, address(0), 0, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP - 1);
        assertEq(_cap(), 3e18, "still");
        vm.warp(block.timestamp + 1);
        assertEq(_cap(), 0, "lifted");
    }

    /// @dev GUARD-1 while a cap moves: what passed a moment ago is refused once the line has fallen below it.
    function test_ramp_bindsAsItFalls() public {
        capAccounts(6e18);
        first.add(alice, address(weth), 4e18, 0, 0);
        first.add(alice, address(usdc), 0, 6_000e6, 0);
        registry.setCap(GuardTypes.Scope.Account, address(0), 2e18, 4 hours);
        vm.warp(block.timestamp + 2 hours);
        report(RiskAction.Borrow, alice);
        vm.warp(block.timestamp + 1);
        assertTrue(!passes(RiskAction.Borrow, alice), "below four");
    }

    function _cap() private view returns (uint256) {
        return registry.getCap(GuardTypes.Scope.Account, alice);
    }

    function _notVenue(address caller, address venue) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_NotVenue.selector, caller, venue);
    }

    function _bad(string memory field, uint256 value, uint256 limit) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILeverageRegistry.LeverageRegistry_BadSetting.selector, field, value, limit);
    }
}
