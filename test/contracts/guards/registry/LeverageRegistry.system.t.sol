// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {RiskAction} from "../../../../contracts/guards/IRiskHook.sol";
import {IVenueAdapter} from "../../../../contracts/guards/registry/IVenueAdapter.sol";
import {MintableToken} from "../../../../contracts/tokens/MintableToken.sol";
import {RegistryWorld} from "../../../support/RegistryWorld.sol";
import {ScriptedAdapter} from "../../../support/ScriptedAdapter.sol";

/// @notice All venues together, claims on each other left out. The first venue is a market, the second holders' hands.
contract LeverageRegistrySystemTest is RegistryWorld {
    MintableToken private loop;

    /// @dev A vault of 100 in equity levered five times at the market, its shares in hands outside.
    function setUp() public {
        buildRegistryWorld();
        loop = newLevered("LOOP");
        first.add(address(loop), address(weth), 500e18, 0, 0);
        first.add(address(loop), address(usdc), 0, 800_000e6, 0);
        first.addTotal(address(weth), 500e18, 0, 0);
        first.addTotal(address(usdc), 0, 800_000e6, 0);
        second.addTotal(address(loop), 100e18, 0, 0);
    }

    function test_system_isWhatHoldersOutsideHave() public {
        registry.pokeSystem();
        assertEq(registry.getSystem().leverage, 5e18, "twice the vault is as levered as the vault");

        _claim(false);
        vm.expectEmit(true, true, true, true, address(registry));
        emit ILeverageRegistry.SystemTaken(5e18, 1_000_000e8, 200_000e8);
        registry.pokeSystem();
        assertEq(registry.getSystem().takenAt, block.timestamp, "taken");
    }

    /// @dev Without leaving the vault out, a holder outside dilutes it: 700 on 300 instead of 600 on 200.
    function test_system_countsAHolderBesideTheVaultOnce() public {
        first.addTotal(address(weth), 100e18, 0, 0);
        _claim(false);
        registry.pokeSystem();
        assertEq(registry.getSystem().leverage, 3e18, "600 on 200");
    }

    function test_system_addsLongsAndShortsUp() public {
        _claim(false);
        second.addTotal(address(weth), 0, 0, 50e18);
        second.addTotal(address(weth), 0, 0, -50e18);
        registry.pokeSystem();
        assertEq(registry.getSystem().leverage, 6e18, "600 on 100");
    }

    function test_systemCap_refusesGrowthAndNothingElse() public {
        _claim(false);
        registry.setCap(GuardTypes.Scope.System, address(0), 4e18, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP);
        registry.poke(address(loop));
        registry.pokeSystem();
        for (uint8 kind = 0; kind < 11; ++kind) {
            RiskAction action = RiskAction(kind);
            bool grows =
                action == RiskAction.Borrow ||
                    action == RiskAction.Order ||
                    action == RiskAction.VaultDeposit ||
                    action == RiskAction.VaultGrow;
            assertTrue(passes(action, alice) != grows, "growth alone");
        }
        vm.expectRevert(aboveCap(GuardTypes.Scope.System, address(0), 5e18, 4e18));
        report(RiskAction.Borrow, alice);
    }

    function test_systemCap_refusesGrowthOnFiguresThatAreTooOld(uint256 late) public {
        registry.setCap(GuardTypes.Scope.System, address(0), 6e18, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Stale.selector);
        report(RiskAction.Borrow, alice);

        registry.poke(address(loop));
        registry.pokeSystem();
        report(RiskAction.Borrow, alice);
        vm.warp(block.timestamp + MAX_AGE + bound(late, 1, 365 days));
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Stale.selector);
        report(RiskAction.Borrow, alice);
    }

    function test_reuse_growsByOneWhenAllSharesArePosted(uint256 posted) public {
        posted = bound(posted, 0, 100e18);
        first.addTotal(address(loop), posted, 0, 0);
        address custodian = actor("aToken");
        second.add(custodian, address(loop), posted, 0, 0);
        _claim(false);
        _claimOf(second, custodian, true);
        registry.pokeSystem();

        assertClose(registry.getReuse(address(weth)), WAD + posted / 100, 2, "once, and once more what is posted");
        assertEq(registry.getSystem().leverage, 5e18, "custody is no holding");
    }

    function test_assetCap_refusesGrowthToWhoIsExposedToWhatIsUsedTooOften() public {
        first.addTotal(address(loop), 100e18, 0, 0);
        second.add(bob, address(loop), 100e18, 0, 0); // for the market
        _claim(false);
        _claimOf(second, bob, true);
        registry.setCap(GuardTypes.Scope.Asset, address(weth), 1.5e18, MIN_RAMP);
        vm.warp(block.timestamp + MIN_RAMP);
        registry.poke(address(loop));
        registry.pokeSystem();

        first.add(alice, address(loop), 1e18, 0, 0);
        vm.expectRevert(aboveCap(GuardTypes.Scope.Asset, address(weth), 2e18, 1.5e18));
        report(RiskAction.Borrow, alice);
        report(RiskAction.Withdraw, alice);

        address carol = actor("carol");
        first.add(carol, address(usdc), 1e6, 0, 0);
        report(RiskAction.Borrow, carol);
    }

    GuardTypes.Claim[] private claims;

    function _claim(bool custody) private {
        _claimOf(first, address(loop), custody);
    }

    function _claimOf(ScriptedAdapter adapter, address account, bool custody) private {
        claims.push(GuardTypes.Claim(IVenueAdapter(address(adapter)), account, custody));
        registry.setClaims(claims);
    }
}
