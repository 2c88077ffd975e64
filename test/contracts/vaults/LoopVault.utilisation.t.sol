// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice What the vault promises, and keeps, when the reserve that it supplies to, or borrows from, is lent out.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultUtilisationTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
    }

    function test_instantAssets_areWhatIsIdleWhateverThePoolHas() public {
        uint256 before = vault.instantAssets();
        assertGe(before, 1e18, "something");

        drain(wsteth);

        assertEq(vault.instantAssets(), before, "idle is not at the pool");
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, bob, alice);
        assertEq(wsteth.balanceOf(bob), most, "kept");
        assertLe(vault.instantAssets(), 2, "and no more");
    }

    function test_instantAssets_reachIntoThePoolsCashWithoutDebt(uint256 cash) public {
        LoopTypes.Config memory config = vault.getConfig();
        (config.minLeverage, config.targetLeverage, config.maxLeverage) = (1e18, 1e18, 1e18);
        config.recenteringSpeed = 1e18;
        vault.setConfig(config);
        rebalance(vault, true);
        drain(wsteth);
        cash = bound(cash, 1e15, 200e18);
        supplyAs(lender, wsteth, cash);

        LoopTypes.Position memory position = vault.getPosition();
        uint256 reachable = position.supplied < cash ? position.supplied : cash;
        assertEq(vault.instantAssets(), position.idle + reachable, "idle and cash");
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, bob, alice);
        assertEq(wsteth.balanceOf(bob), most, "kept");
    }

    function test_fulfil_goesAsFarAsIdleCollateralAndTheRestWaits(uint256 shares) public {
        shares = bound(shares, 20e24, vault.balanceOf(alice));
        uint256 id = requestAs(alice, vault, shares);
        drain(wsteth);
        uint256 price = vault.sharePrice();
        uint256 idle = vault.getPosition().idle;
        uint256 supplied = vault.getPosition().supplied;

        vm.prank(steward);
        (uint256 done, uint256 assets) = vault.fulfil(type(uint256).max, false);

        assertLe(done, shares - 1, "not all");
        assertLe(assets, idle, "out of what was idle");
        assertClose(vault.getPosition().supplied, supplied, 2, "nothing leaves the pool");
        assertGe(vault.sharePrice(), price, "price of those who stay");
        assertEq(vault.pendingRedeemRequest(id, alice), shares - done, "the rest waits");
        vm.prank(alice);
        vault.claimRedeem(id, alice);
        assertEq(wsteth.balanceOf(alice), assets, "what was promised is paid");
    }

    function test_fulfil_refusesWhenNothingCanBeHad(bool flash) public {
        _takeIdle();
        requestAs(alice, vault, 50e24);
        drain(wsteth);

        vm.prank(steward);
        vm.expectRevert();
        vault.fulfil(type(uint256).max, flash);

        assertEq(vault.pendingShares(), 50e24, "still waiting");
    }

    function test_fulfil_goesOnWhenCashComesBack() public {
        requestAs(alice, vault, 50e24);
        drain(wsteth);
        vm.prank(steward);
        vault.fulfil(type(uint256).max, false);
        skip(COOLDOWN);

        supplyAs(lender, wsteth, 1_000e18);
        vm.prank(steward);
        vault.fulfil(type(uint256).max, false);

        assertEq(vault.pendingShares(), 0, "all");
    }

    function test_fulfil_stepsWhereTheDebtReserveIsLentOut(uint256 shares) public {
        shares = bound(shares, 1e24, vault.balanceOf(alice));
        requestAs(alice, vault, shares);
        drain(weth);

        vm.startPrank(steward);
        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        vault.fulfil(type(uint256).max, true);

        (uint256 done, ) = vault.fulfil(type(uint256).max, false);
        assertEq(done, shares, "all");
    }

    function test_fulfil_waitsWhileThePoolMayLiquidate(bool flash) public {
        _takeIdle();
        requestAs(alice, vault, 60e24);
        fall(wsteth, weth, 7_000);
        assertLe(healthOf(address(vault)), 1e18 - 1, "liquidatable");

        vm.prank(steward);
        vm.expectRevert();
        vault.fulfil(type(uint256).max, flash);

        vault.ripcord(true);
        vm.prank(steward);
        vault.fulfil(type(uint256).max, flash);
    }

    function test_rebalance_isRefusedWhereThereIsNothingToBorrow() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 102) / 100);
        drain(weth);

        vm.startPrank(steward);
        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        vault.rebalance(true);
        vm.expectPartialRevert(ILendingErrors.LendingPool_InsufficientLiquidity.selector);
        vault.rebalance(false);
    }

    function test_deposit_worksWhateverThePoolSays() public {
        drain(wsteth);
        configurator.setReservePause(address(wsteth), true);

        depositAs(bob, vault, 10e18);

        assertEq(vault.maxRedeem(bob), vault.balanceOf(bob), "and can leave again");
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, wsteth));
        vault.rebalance(true);
    }

    function _takeIdle() private {
        uint256 most = vault.maxWithdraw(alice);
        vm.prank(alice);
        vault.withdraw(most, alice, alice);
    }
}
