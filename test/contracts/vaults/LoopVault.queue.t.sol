// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Asking, waiting, claiming.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultQueueTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
        depositAs(bob, vault, 50e18);
    }

    function test_requestRedeem_movesTheSharesIntoTheQueue(uint256 shares) public {
        shares = bound(shares, 1, vault.balanceOf(alice));
        uint256 supply = vault.totalSupply();

        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IQueuedVault.RedeemRequest(bob, alice, 1, alice, shares);
        uint256 id = vault.requestRedeem(shares, bob, alice);

        assertEq(id, 1, "id");
        assertEq(vault.balanceOf(address(vault)), shares, "with the vault");
        assertEq(vault.totalSupply(), supply, "still shares");
        assertEq(vault.pendingShares(), shares, "waiting");
        assertEq(vault.pendingRedeemRequest(id, bob), shares, "of the controller");
        assertEq(vault.pendingRedeemRequest(id, alice), 0, "of nobody else");
        assertEq(vault.controllerOf(id), bob, "controller");
        assertEq(vault.waitingSince(), block.timestamp, "since now");
        assertEq(vault.requestCount(), 1, "count");
    }

    function test_requestRedeem_isForOwnersOperatorsAndAllowances(uint256 shares) public {
        shares = bound(shares, 1, vault.balanceOf(alice) / 3);

        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InsufficientAllowance.selector, bob, 0, shares));
        vault.requestRedeem(shares, bob, alice);

        vm.prank(alice);
        vault.approve(bob, shares);
        vm.prank(bob);
        vault.requestRedeem(shares, bob, alice);
        assertEq(vault.allowance(alice, bob), 0, "allowance spent");

        vm.prank(alice);
        assertTrue(vault.setOperator(bob, true), "set");
        vm.prank(bob);
        vault.requestRedeem(shares, alice, alice);
        assertEq(vault.pendingShares(), 2 * shares, "both");
    }

    function test_requestRedeem_refusesNothingForNobody() public {
        vm.startPrank(alice);
        vm.expectRevert(IQueuedVault.QueuedVault_ZeroShares.selector);
        vault.requestRedeem(0, alice, alice);
        vm.expectRevert(IQueuedVault.QueuedVault_ZeroAddress.selector);
        vault.requestRedeem(1, address(0), alice);
    }

    function test_requestRedeem_keepsWhatItAsksForFromInstantWithdrawals(uint256 shares) public {
        uint256 before = vault.instantAssets();
        shares = bound(shares, 1, vault.convertToShares(before));

        requestAs(alice, vault, shares);

        assertClose(vault.instantAssets(), before - vault.convertToAssets(shares), 2, "left");
    }

    function test_claimRedeem_paysTheControllersReceiver(uint256 shares) public {
        shares = bound(shares, 1e20, vault.balanceOf(alice));
        uint256 id = requestAs(alice, vault, shares);
        (uint256 done, uint256 assets) = fulfil(vault, true);
        assertEq(done, shares, "all");
        assertEq(vault.claimableRedeemRequest(id, alice), shares, "claimable");
        assertEq(vault.claimableRedeemRequest(id, bob), 0, "not another's");
        assertEq(vault.claimableAssets(id), assets, "for");
        assertEq(vault.owedAssets(), assets, "owed");

        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IERC4626.Withdraw(alice, bob, alice, assets, shares);
        assertEq(vault.claimRedeem(id, bob), assets, "claimed");

        assertEq(wsteth.balanceOf(bob), assets, "paid");
        assertEq(vault.owedAssets(), 0, "nothing owed");
        assertEq(vault.claimableRedeemRequest(id, alice) + vault.claimableAssets(id), 0, "nothing left");
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NothingClaimable.selector, id));
        vault.claimRedeem(id, bob);
    }

    function test_claimRedeem_isForTheControllerAndItsOperators(address caller) public {
        vm.assume(caller != alice && caller != address(0));
        uint256 id = requestAs(alice, vault, 1e24);
        fulfil(vault, true);

        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_NotOperator.selector, caller, alice));
        vault.claimRedeem(id, caller);

        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IQueuedVault.OperatorSet(alice, caller, true);
        vault.setOperator(caller, true);
        vm.prank(caller);
        vault.claimRedeem(id, bob);
    }

    function test_claimRedeem_refusesWhatWasNeverAsked(uint256 id) public {
        id = bound(id, 1, type(uint256).max);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_RequestUnknown.selector, id));
        vault.claimRedeem(id, alice);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_RequestUnknown.selector, 0));
        vault.claimableAssets(0);
    }

    function test_claimRedeem_paysThePriceOfFulfilmentWhateverComesAfter(uint256 price) public {
        uint256 id = requestAs(alice, vault, 10e24);
        (, uint256 assets) = fulfil(vault, true);

        setPrice(address(wsteth), bound(price, WSTETH_PRICE / 2, 2 * WSTETH_PRICE));
        skip(30 days);

        vm.prank(alice);
        assertEq(vault.claimRedeem(id, alice), assets, "as fixed");
    }

    function test_request_sharesTheLossesOfAllUntilItIsFulfilled(uint256 left) public {
        left = bound(left, 9_000, 9_900);
        uint256 id = requestAs(alice, vault, 10e24);
        uint256 before = vault.convertToAssets(10e24);

        fall(wsteth, weth, left);
        uint256 price = vault.convertToAssets(10e24);
        fulfil(vault, true);

        assertLe(price, before, "a loss in collateral too");
        assertClose(vault.claimableAssets(id), price, price / 100, "at the price after the loss");
    }

    function test_pause_stopsNeitherAskingNorFulfillingNorClaiming() public {
        vault.setPaused(true);
        assertEq(vault.maxDeposit(alice), 0, "deposits stop");

        uint256 id = requestAs(alice, vault, 10e24);
        fulfil(vault, true);
        vm.startPrank(alice);
        vault.claimRedeem(id, alice);
        vault.withdraw(1e18, alice, alice);
    }

    function test_request_needsNoPrice() public {
        uint256 id = requestAs(alice, vault, 10e24);
        fulfil(vault, true);
        address[] memory assets = new address[](1);
        assets[0] = address(wsteth);
        oracle.setAssetSources(assets, new address[](1));

        vm.startPrank(alice);
        vault.claimRedeem(id, alice);
        vault.requestRedeem(1e24, alice, alice);
        assertEq(vault.maxWithdraw(alice) + vault.maxRedeem(alice), 0, "nothing at once without a price");
        assertEq(vault.maxDeposit(alice) + vault.maxMint(alice), 0, "nor in");
    }
}
