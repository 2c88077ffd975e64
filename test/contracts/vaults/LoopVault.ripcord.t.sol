// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// hardhat-config: fuzz.runs = 64
contract LoopVaultRipcordTest is VaultWorld {
    address private rescuer;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        rescuer = actor("rescuer");
        openVault(vault, 100e18);
    }

    function test_ripcord_isForEmergenciesOnly(uint256 left) public {
        fall(wsteth, weth, bound(left, 9_200, 10_000));
        uint256 standing = vault.leverage();
        assertLe(standing, RIPCORD, "below");

        vm.prank(rescuer);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_BelowRipcord.selector, standing, RIPCORD));
        vault.ripcord(true);
    }

    function test_ripcord_lowersToTheMostLeverageNotTheTarget(bool flash, uint256 left, address caller) public {
        vm.assume(caller != address(0) && caller != address(vault));
        fall(wsteth, weth, bound(left, 8_000, 8_800));
        dump(wsteth, weth, 300e18); // the AMM pays a little less than the oracle says
        assertGe(vault.leverage(), RIPCORD, "above");

        vm.prank(caller);
        uint256 reached = vault.ripcord(flash);

        assertGe(reached, MOST, "not below the most");
        assertLe(reached, MOST + 0.08e18, "but for what it costs");
        assertEq(reached, vault.leverage(), "as seen");
    }

    function test_ripcord_paysARewardOutOfWhatIsIdle(bool flash, uint256 reward) public {
        LoopTypes.Config memory config = vault.getConfig();
        config.ripcordReward = uint128(bound(reward, 0, 100e18));
        vault.setConfig(config);
        fall(wsteth, weth, 8_500);
        uint256 gross = vault.getPosition().supplied + vault.getPosition().idle;

        vm.prank(rescuer);
        vault.ripcord(flash);

        uint256 paid = wsteth.balanceOf(rescuer);
        uint256 sold = gross - vault.getPosition().supplied - vault.getPosition().idle - paid;
        assertLe(paid, config.ripcordReward, "no more than the reward");
        assertLe(paid, sold / 20, "nor a twentieth of what was sold");
        if (config.ripcordReward < 0.1e18) assertEq(paid, config.ripcordReward, "all of a small one");
    }

    function test_ripcord_sellsOneChunkACooldown(bool flash) public {
        LoopTypes.Config memory config = vault.getConfig();
        config.ripcordMaxTrade = 10e18;
        vault.setConfig(config);
        fall(wsteth, weth, 8_000);
        uint256 standing = vault.leverage();

        vm.prank(rescuer);
        uint256 reached = vault.ripcord(flash);
        assertLe(reached, standing, "lower");
        uint256 until = block.timestamp + RIPCORD_COOLDOWN;
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_Cooling.selector, until));
        vault.ripcord(flash);

        skip(RIPCORD_COOLDOWN);
        assertLe(vault.ripcord(flash), reached, "lower again");
    }

    function test_ripcord_worksWhilePaused(bool flash) public {
        vault.setPaused(true);
        fall(wsteth, weth, 8_500);
        uint256 standing = vault.leverage();

        assertLe(vault.ripcord(flash), standing, "lower");
    }

    function test_ripcord_stepsWhereTheDebtReserveIsLentOut() public {
        fall(wsteth, weth, 8_500);
        uint256 standing = vault.leverage();
        drain(weth);

        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        vault.ripcord(true);

        assertLe(vault.ripcord(false), standing - 0.3e18, "lower");
    }

    function test_ripcord_sellsIdleCollateralWhereItsReserveIsLentOut() public {
        fall(wsteth, weth, 8_500);
        drain(wsteth);
        uint256 standing = vault.leverage();
        uint256 supplied = vault.getPosition().supplied;

        assertLe(vault.ripcord(false), standing, "lower");

        assertClose(vault.getPosition().supplied, supplied, 2, "nothing leaves the pool");
        assertLe(vault.getPosition().idle, 1e15, "what was idle is sold");

        skip(RIPCORD_COOLDOWN);
        vm.expectRevert(ILoopVault.LoopVault_NothingTraded.selector);
        vault.ripcord(false);
    }

    function test_ripcord_savesAPositionThatMayBeLiquidated() public {
        depositAs(alice, vault, 0.1e18);
        uint256 left = 7_050; // a health factor below 1 in e-mode
        fall(wsteth, weth, left);
        assertLe(healthOf(address(vault)), 1e18 - 1, "liquidatable");

        vault.ripcord(true);

        assertGe(healthOf(address(vault)), 1e18, "saved");
    }

    function test_ripcord_takesAWorsePriceThanARebalance(bool flash) public {
        fall(wsteth, weth, 8_500);
        dump(wsteth, weth, 1_500e18); // 1.5 % below the oracle

        vm.prank(steward);
        vm.expectRevert();
        vault.rebalance(flash);

        vault.ripcord(flash);
    }

    function test_ripcord_refusesAVaultWithoutEquity(bool flash) public {
        setPrice(address(wsteth), WSTETH_PRICE / 2);

        vm.expectPartialRevert(ILoopVault.LoopVault_NoEquity.selector);
        vault.ripcord(flash);
    }
}
