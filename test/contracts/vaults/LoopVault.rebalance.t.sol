// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// hardhat-config: fuzz.runs = 64
contract LoopVaultRebalanceTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
    }

    function test_rebalance_goesAtOnceToTheLeastLeverage(bool flash, uint256 assets) public {
        depositAs(alice, vault, bound(assets, 1e18, 500e18));

        vm.prank(steward);
        uint256 reached = vault.rebalance(flash);

        assertLe(reached, LEAST, "not above");
        assertClose(reached, LEAST, 0.06e18, "but for the slippage allowed");
        assertEq(reached, vault.leverage(), "as seen");
    }

    function test_rebalance_closesTheShareOfTheGapThatTheSpeedSays(bool flash, uint256 price) public {
        openVault(vault, 100e18);
        setPrice(address(wsteth), (WSTETH_PRICE * bound(price, 9_850, 10_200)) / 1e4);
        uint256 standing = vault.leverage();

        uint256 reached = rebalance(vault, flash);

        assertClose(reached, (standing + TARGET) / 2, 0.015e18, "half of the gap");
    }

    function test_rebalance_goesAtOnceToTheMostLeverageFromAbove(bool flash, uint256 left) public {
        openVault(vault, 100e18);
        fall(wsteth, weth, bound(left, 8_600, 9_200));
        uint256 standing = vault.leverage();
        assertGe(standing, MOST, "above the most");

        uint256 reached = rebalance(vault, flash);

        uint256 halfway = (standing + TARGET) / 2;
        assertClose(reached, halfway < MOST ? halfway : MOST, 0.06e18, "reached");
    }

    function test_rebalance_worksOnEveryRelease(uint256 preset, bool flash) public {
        buildVaultWorld(rulesOf(preset % 3));
        openVault(vault, 50e18);
        assertClose(vault.leverage(), TARGET, 0.06e18, "raised");

        fall(wsteth, weth, 9_400);
        uint256 standing = vault.leverage();
        assertLe(rebalance(vault, flash), standing - 0.15e18, "lowered");
    }

    function test_rebalance_tradesNoMoreThanTheLargestTrade(bool flash) public {
        LoopTypes.Config memory config = vault.getConfig();
        config.maxTrade = 20e18;
        vault.setConfig(config);
        depositAs(alice, vault, 100e18);

        for (uint256 i = 1; i <= 3; ++i) {
            uint256 before = vault.getPosition().debt;
            rebalance(vault, flash);
            uint256 borrowed = vault.getPosition().debt - before;
            assertClose(borrowed, (20e18 * WSTETH_PRICE) / WETH_PRICE, 1e15, "one chunk, and interest");
        }
    }

    function test_rebalance_waitsForTheCooldown(uint256 elapsed) public {
        depositAs(alice, vault, 10e18);
        vm.prank(steward);
        vault.rebalance(true);
        uint256 until = block.timestamp + COOLDOWN;
        skip(bound(elapsed, 0, COOLDOWN - 1));

        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_Cooling.selector, until));
        vault.rebalance(true);
    }

    function test_rebalance_isTheKeepersAlone(address caller) public {
        vm.assume(caller != steward);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NotKeeper.selector, caller));
        vault.rebalance(true);
    }

    function test_rebalance_refusesAPriceBeyondTheSlippage(bool flash) public {
        depositAs(alice, vault, 10e18);
        dump(weth, wsteth, 2_000e18); // wstETH costs 2 % more than the oracle says

        vm.prank(steward);
        vm.expectPartialRevert(ILoopVault.LoopVault_BoughtTooLittle.selector);
        vault.rebalance(flash);
    }

    function test_rebalance_lowersAtNoWorseAPriceThanTheSlippage(bool flash) public {
        openVault(vault, 100e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 95) / 100);
        dump(wsteth, weth, 6_500e18); // wstETH sells for 2 % less than that

        vm.prank(steward);
        vm.expectRevert();
        vault.rebalance(flash);

        dump(weth, wsteth, 5_000e18);
        rebalance(vault, flash);
    }

    function test_rebalance_costsNoMoreThanSlippageAndPremium(bool flash, uint256 left) public {
        openVault(vault, 100e18);
        fall(wsteth, weth, bound(left, 9_400, 9_900));
        uint256 debt = vault.getPosition().debt;
        uint256 worthBefore = vault.totalAssets();

        vm.prank(steward);
        vault.rebalance(flash);

        uint256 repaid = ((debt - vault.getPosition().debt) * WETH_PRICE) / oracle.getAssetPrice(address(wsteth));
        assertGe(vault.totalAssets() + (repaid * (SLIPPAGE + 2 * FLASH_PREMIUM)) / 1e4 + 1e6, worthBefore, "cost");
    }

    function test_rebalance_keepsAShareIdle(bool flash, uint256 assets) public {
        depositAs(alice, vault, bound(assets, 1e18, 500e18));

        rebalance(vault, flash);

        uint256 idle = vault.getPosition().idle;
        assertClose(idle, (vault.totalAssets() * IDLE_SHARE) / 1e4, vault.totalAssets() / 100, "idle");
    }

    function test_rebalance_refillsWhatWasWithdrawn(bool flash) public {
        openVault(vault, 100e18);
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, alice, alice);
        assertLe(vault.getPosition().idle, 1e17, "next to nothing idle");

        rebalance(vault, flash);

        assertClose(vault.getPosition().idle, (vault.totalAssets() * IDLE_SHARE) / 1e4, 1e17, "idle again");
    }

    function test_rebalance_lowersWhereThePoolTakesNoSupply(bool flash) public {
        openVault(vault, 100e18);
        wsteth.mint(address(vault), 20e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 90) / 100);
        configurator.setReserveFreeze(address(wsteth), true);
        uint256 standing = vault.leverage();

        uint256 reached = rebalance(vault, flash);

        assertLe(reached, standing - 0.1e18, "lower");
        assertGe(vault.getPosition().idle, (vault.totalAssets() * IDLE_SHARE) / 1e4, "what it takes not stays idle");
        assertEq(wsteth.allowance(address(vault), address(pool)), 0, "no allowance left");
    }

    function test_rebalance_raisesOnAPoolThatDidNotSwitchAGiftOn(bool flash) public {
        supplyAs(bob, wsteth, 1e18);
        address claim = address(aTokenOf(wsteth));
        vm.prank(bob);
        (bool moved, ) = claim.call(abi.encodeWithSignature("transfer(address,uint256)", vault, 1e18));
        assertTrue(moved, "given");
        depositAs(alice, vault, 100e18);

        assertClose(rebalance(vault, flash), LEAST, 0.06e18, "raised");
    }

    function test_rebalance_stopsAtWhatThePoolLends() public {
        LoopTypes.Config memory config = plainConfig(weth);
        (config.minLeverage, config.targetLeverage) = (6e18, 7e18);
        (config.maxLeverage, config.ripcordLeverage) = (8e18, 9e18);
        LoopVault other = newVaultWith(weth, usdc, 0, plainTerms(), config); // 80 % LTV: five times at most
        depositAs(alice, other, 100e18);

        uint256 reached = rebalance(other, false);

        assertLe(reached, 5e18, "not above what LTV allows");
        assertGe(reached, 4.5e18, "but near it");
    }

    function test_rebalance_raisesNothingWhilePaused(bool flash) public {
        openVault(vault, 10e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 102) / 100);
        vault.setPaused(true);

        vm.prank(steward);
        vm.expectRevert(IQueuedVault.QueuedVault_Paused.selector);
        vault.rebalance(flash);

        setPrice(address(wsteth), WSTETH_PRICE);
        fall(wsteth, weth, 9_300);
        rebalance(vault, flash);
    }

    function test_rebalance_refusesAVaultWithoutEquity() public {
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_NoEquity.selector, 0, 0));
        vault.rebalance(true);

        openVault(vault, 10e18);
        setPrice(address(wsteth), WSTETH_PRICE / 2);
        vm.prank(steward);
        vm.expectPartialRevert(ILoopVault.LoopVault_NoEquity.selector);
        vault.rebalance(true);
    }

    function test_rebalance_windsUpAtATargetOfOne(bool flash, uint256 preset) public {
        buildVaultWorld(rulesOf(preset % 3));
        openVault(vault, 100e18);
        LoopTypes.Config memory config = vault.getConfig();
        (config.minLeverage, config.targetLeverage, config.maxLeverage) = (1e18, 1e18, 1e18);
        config.recenteringSpeed = 1e18;
        vault.setConfig(config);
        assertEq(vault.instantAssets(), 0, "with debt nothing may raise leverage above one");

        assertEq(rebalance(vault, flash), 1e18, "leverage");

        assertEq(vault.getPosition().debt, 0, "no debt");
        assertEq(vault.maxRedeem(alice), vault.balanceOf(alice), "everything can leave at once");
        assertEq(rebalance(vault, flash), 1e18, "and nothing is left to do");
    }

    function test_rebalance_movesNothingWhereNothingCanMove() public {
        openVault(vault, 100e18);
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, alice, alice);
        setPrice(address(wsteth), (WSTETH_PRICE * 97) / 100);
        drain(wsteth); // neither idle nor cash
        uint256 standing = vault.leverage();

        assertClose(rebalance(vault, false), standing, 10, "as it stood");
    }

    function test_rebalance_lowersWhereCollateralHasLostItsLtv() public {
        openVault(vault, 100e18);
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, alice, alice);
        fall(wsteth, weth, 9_500);
        configurator.setReserveFreeze(address(wsteth), true); // frozen means no LTV
        uint256 standing = vault.leverage();

        assertLe(rebalance(vault, true), standing - 0.1e18, "lower");

        assertLe(vault.getPosition().idle, 1.1e18, "but idle collateral is not refilled beyond what was left over");
    }

    /// @dev Eight decimals and six: a position so small that steps and purchases are a few units.
    function test_rebalance_takesTheSmallestVaults(uint256 assets) public {
        LoopTypes.Config memory config = plainConfig(wbtc);
        (config.minLeverage, config.targetLeverage) = (3e18, 5e18); // 73 % LTV: 3.7 times at most
        (config.maxLeverage, config.ripcordLeverage) = (6e18, 7e18);
        LoopVault other = newVaultWith(wbtc, usdc, 0, plainTerms(), config);
        depositAs(alice, other, bound(assets, 120, 2_000));
        uint256 price = other.sharePrice();

        for (uint256 i = 0; i < 4; ++i) rebalance(other, false);

        assertGe(other.leverage(), 1.4e18, "raised");
        assertLe(other.leverage(), 3.71e18, "as far as the pool lends");
        assertGe(other.sharePrice(), (price * 80) / 100, "at a cost of a few units");
    }
}
