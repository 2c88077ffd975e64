// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice What strangers and misbehaving tokens try.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultAttacksTest is VaultWorld {
    address private thief;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        thief = actor("thief");
    }

    /// @dev VAULT-10.
    function test_inflation_costsTheThiefMoreThanTheVictim(uint256 first, uint256 gift, uint256 assets) public {
        first = bound(first, 1, 1e18);
        gift = bound(gift, 1, 1_000_000e18);
        assets = bound(assets, 1e6, 1_000e18);
        uint256 spent = first + gift;
        if (vault.previewDeposit(first) != 0) depositAs(thief, vault, first);
        wsteth.mint(address(vault), gift);

        if (vault.previewDeposit(assets) == 0) return; // refused: nothing lost
        depositAs(alice, vault, assets);

        uint256 kept = vault.convertToAssets(vault.balanceOf(alice));
        uint256 back = vault.convertToAssets(vault.balanceOf(thief));
        uint256 fee = assets / 1_000 + 1;
        uint256 lost = assets > kept + fee ? assets - kept - fee : 0;
        assertLe(back, spent + fee, "the thief gains nothing but the fee");
        assertLe(lost * 1e5, gift + 1e6, "a gift takes less than a hundred-thousandth of itself from her");
    }

    function test_inflation_refusesADepositThatIsWorthNoShare() public {
        wsteth.mint(address(vault), 1e30);
        wsteth.mint(alice, 1e18);
        vm.startPrank(alice);
        wsteth.approve(address(vault), 1e18);

        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_DepositTooSmall.selector, 1e18));
        vault.deposit(1e18, alice);
        assertEq(vault.deposit(0, alice), 0, "nothing for nothing");
    }

    function test_gift_raisesThePriceOfAllAndIsNotTheGiversToTakeBack(uint256 gift) public {
        openVault(vault, 100e18);
        gift = bound(gift, 1e15, 50e18);
        uint256 before = vault.convertToAssets(vault.balanceOf(alice));
        depositAs(thief, vault, 1e18);

        wsteth.mint(address(vault), gift);

        assertGe(vault.convertToAssets(vault.balanceOf(alice)), before + (gift * 95) / 100, "hers");
        assertLe(vault.convertToAssets(vault.balanceOf(thief)), 1e18 + gift / 50, "not his");
    }

    function test_sandwich_ofADepositAndAWithdrawalPaysNothing(uint256 assets, uint256 move) public {
        openVault(vault, 100e18);
        assets = bound(assets, 1e18, 1_000e18);
        move = bound(move, 1e18, 20_000e18);
        dump(wsteth, weth, move); // the AMM is not what the vault is priced by

        uint256 shares = depositAs(thief, vault, assets);
        uint256 most = vault.maxRedeem(thief);
        vm.prank(thief);
        uint256 back = vault.redeem(shares < most ? shares : most, thief, thief);

        assertLe(back + vault.convertToAssets(vault.balanceOf(thief)), assets, "no gain");
    }

    function test_executeOperation_isForThePoolAlone(address caller) public {
        vm.assume(caller != address(pool));
        uint256[] memory none = new uint256[](1);
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_CallerNotPool.selector, caller));
        vault.executeOperation(new address[](1), none, none, address(vault), "");
    }

    function test_executeOperation_refusesALoanThatAStrangerTook(uint256 amount) public {
        openVault(vault, 10e18);
        address[] memory assets = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        (assets[0], amounts[0]) = (address(weth), bound(amount, 1, 1e18));

        vm.prank(thief);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_InitiatorNotVault.selector, thief));
        pool.flashLoan(address(vault), assets, amounts, new uint256[](1), thief, "", 0);
    }

    function test_deposit_refusesATokenThatKeepsAFee(uint256 assets) public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        LoopVault other = _vaultOf(address(token));
        assets = bound(assets, 1_000, 1e24);
        token.mint(alice, assets);
        vm.startPrank(alice);
        token.approve(address(other), assets);

        vm.expectRevert(
            abi.encodeWithSelector(
                IQueuedVault.QueuedVault_TransferAmountMismatch.selector,
                assets - assets / 100,
                assets
            )
        );
        other.deposit(assets, alice);
    }

    function test_deposit_takesATokenThatReturnsNothing(uint256 assets) public {
        NoReturnToken token = new NoReturnToken(6);
        list(address(token), 6, 1e8, 8_000, 8_300, 10_500);
        LoopVault other = _created(address(token));
        assets = bound(assets, 1e6, 1e15);
        token.mint(alice, assets);
        vm.startPrank(alice);
        token.approve(address(other), assets);

        other.deposit(assets, alice);
        uint256 most = other.maxWithdraw(alice);
        other.withdraw(most, alice, alice);

        assertClose(token.balanceOf(alice), assets, (assets * 3) / 1_000 + 2, "in and out for the fees");
    }

    function test_ownShares_asTheVaultsCollateralStopNoAction(bool flash, uint256 preset) public {
        buildVaultWorld(rulesOf(preset % 3));
        openVault(vault, 100e18);
        listShares(vault, 7_000, 7_500, 10_800);
        vm.startPrank(alice);
        vault.approve(address(pool), 1e24);
        pool.supply(address(vault), 1e24, address(vault), 0); // the pool asks for their price whenever the vault acts
        vm.stopPrank();

        requestAs(alice, vault, 10e24);
        fulfil(vault, flash);
        fall(wsteth, weth, 8_500);
        vault.ripcord(flash);
        skip(COOLDOWN);
        rebalance(vault, flash);
        depositAs(bob, vault, 1e18);
        vm.prank(bob);
        vault.withdraw(0.1e18, bob, bob);
    }

    function test_disown_freesTheVaultFromCollateralThatLostItsLtv(bool flash) public {
        openVault(vault, 100e18);
        fund(thief, wbtc, 1e8);
        vm.prank(thief);
        pool.supply(address(wbtc), 1e8, address(vault), 0);
        configurator.setReserveFreeze(address(wbtc), true); // frozen means no LTV
        requestAs(alice, vault, 50e24);
        vm.prank(steward);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ZeroLtv.selector, vault));
        vault.fulfil(type(uint256).max, flash);

        vm.prank(bob);
        vault.disown(address(wbtc));

        fulfil(vault, flash);
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_SameAsset.selector, wsteth));
        vault.disown(address(wsteth));
    }

    function test_collateralOfAnother_doesNotHideThatTheVaultsOwnIsNotUsed() public {
        fund(thief, usdc, 1_000e6);
        supplyAs(thief, wsteth, 1e18);
        vm.startPrank(thief);
        pool.supply(address(usdc), 1_000e6, address(vault), 0);
        aTokenOf(wsteth).transfer(address(vault), 1e18);
        vm.stopPrank();
        depositAs(alice, vault, 100e18);

        assertClose(rebalance(vault, true), LEAST, 0.06e18, "raised");
    }

    /// @dev A vault of an asset that nobody trades: it can be held, not levered.
    function _vaultOf(address token) private returns (LoopVault) {
        list(token, 18, 1e8, 8_000, 8_300, 10_500);
        return _created(token);
    }

    function _created(address token) private returns (LoopVault) {
        MintableToken asset = MintableToken(token);
        return newVault(asset, usdc, 0);
    }
}
