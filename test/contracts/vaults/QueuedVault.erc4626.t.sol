// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {VaultStates} from "../../support/VaultStates.sol";

/// @notice What ERC-4626 demands, of assets with 18, 8 and 6 decimals, after gifts, losses and gains, with a queue,
/// with fees due and with the reserve lent out.
/// hardhat-config: fuzz.runs = 64
contract QueuedVaultErc4626Test is VaultStates {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
    }

    function test_deposit_givesWhatThePreviewSays(uint256 state, uint256 assets) public {
        arrange(state);
        assets = bound(assets, worth(token, 1), worth(token, 1_000_000));
        uint256 expected = vault.previewDeposit(assets);
        uint256 price = vault.sharePrice();

        assertEq(depositAs(bob, vault, assets), expected, "shares");

        assertLe(expected, vault.convertToShares(assets), "no more than the conversion");
        assertEq(vault.balanceOf(bob), expected, "held");
        assertGe(vault.sharePrice(), price, "price");
    }

    function test_mint_takesWhatThePreviewSays(uint256 state, uint256 shares) public {
        arrange(state);
        shares = bound(shares, 1, vault.convertToShares(worth(token, 1_000_000)));
        uint256 expected = vault.previewMint(shares);
        uint256 price = vault.sharePrice();
        token.mint(bob, expected);

        vm.startPrank(bob);
        token.approve(address(vault), expected);
        assertEq(vault.mint(shares, bob), expected, "assets");
        vm.stopPrank();

        assertGe(expected, vault.convertToAssets(shares), "no less than the conversion");
        assertEq(vault.balanceOf(bob), shares, "held");
        assertEq(token.balanceOf(bob), 0, "paid");
        assertGe(vault.sharePrice(), price, "price");
    }

    function test_withdraw_takesWhatThePreviewSays(uint256 state, uint256 assets) public {
        arrange(state);
        uint256 most = vault.maxWithdraw(alice);
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 expected = vault.previewWithdraw(assets);
        uint256 before = vault.balanceOf(alice);
        uint256 price = vault.sharePrice();

        vm.prank(alice);
        assertEq(vault.withdraw(assets, bob, alice), expected, "shares");

        assertEq(before - vault.balanceOf(alice), expected, "given up");
        assertEq(token.balanceOf(bob), assets, "received");
        assertGe(vault.sharePrice(), price, "price");
        assertLe(vault.leverage(), MOST, "leverage");
    }

    function test_redeem_givesWhatThePreviewSays(uint256 state, uint256 shares) public {
        arrange(state);
        uint256 most = vault.maxRedeem(alice);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 expected = vault.previewRedeem(shares);
        uint256 price = vault.sharePrice();

        vm.prank(alice);
        assertEq(vault.redeem(shares, bob, alice), expected, "assets");

        assertEq(token.balanceOf(bob), expected, "received");
        assertGe(vault.sharePrice(), price, "price");
        assertLe(vault.leverage(), MOST, "leverage");
    }

    function test_maxWithdraw_isWhatCanBeHadAndNoMore(uint256 state) public {
        arrange(state);
        uint256 most = vault.maxWithdraw(alice);

        bytes memory tooMuch = abi.encodeCall(IERC4626.withdraw, (most + 1, bob, alice));
        vm.prank(alice);
        (bool passed, ) = address(vault).call(tooMuch);
        assertTrue(!passed, "one more is refused");

        vm.prank(alice);
        vault.withdraw(most, bob, alice);
        assertEq(token.balanceOf(bob), most, "received");
    }

    function test_maxRedeem_isWhatCanBeGivenUpAndNoMore(uint256 state) public {
        arrange(state);
        uint256 most = vault.maxRedeem(alice);
        assertLe(vault.previewRedeem(most), vault.instantAssets(), "no more than is there");

        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, alice, most + 1, most));
        vault.redeem(most + 1, bob, alice);

        vm.prank(alice);
        vault.redeem(most, bob, alice);
    }

    function test_max_ofAStrangerIsZero(uint256 state) public {
        arrange(state);

        assertEq(vault.maxWithdraw(lender), 0, "withdraw");
        assertEq(vault.maxRedeem(lender), 0, "redeem");
    }

    function test_maxDeposit_fillsTheCapAndNoMore(uint256 state, uint256 room) public {
        arrange(state);
        room = bound(room, unit, worth(token, 1_000_000));
        VaultTypes.Terms memory terms = vault.getTerms();
        terms.assetCap = uint128(vault.totalAssets() + room);
        vault.setTerms(terms);

        assertEq(vault.maxDeposit(bob), room, "room");
        uint256 shares = vault.maxMint(bob);
        assertLe(vault.previewMint(shares), room, "shares within the room");
        depositAs(bob, vault, room);
        assertEq(vault.maxDeposit(bob), 0, "full");
        assertEq(vault.maxMint(bob), 0, "no shares either");
    }

    function test_convert_roundsDownBothWays(uint256 state, uint256 assets, uint256 shares) public {
        arrange(state);
        assets = bound(assets, 0, worth(token, 1_000_000_000));
        shares = bound(shares, 0, 1e36);

        assertLe(vault.convertToAssets(vault.convertToShares(assets)), assets, "there and back");
        assertLe(vault.convertToShares(vault.convertToAssets(shares)), shares, "back and there");
        assertLe(vault.previewRedeem(shares), vault.convertToAssets(shares), "redeeming");
        assertGe(vault.previewWithdraw(assets), vault.convertToShares(assets), "withdrawing");
    }

    function test_roundTrip_neverPays(uint256 state, uint256 assets) public {
        arrange(state);
        assets = bound(assets, 1, worth(token, 1_000_000));
        if (vault.previewDeposit(assets) == 0) return;
        uint256 shares = depositAs(bob, vault, assets);

        uint256 most = vault.maxRedeem(bob);
        vm.prank(bob);
        uint256 back = vault.redeem(shares < most ? shares : most, bob, bob);

        assertLe(back + vault.previewRedeem(vault.balanceOf(bob)), assets, "back");
    }

    function test_allowance_isSpentByWhoWithdrawsForAnother(uint256 state) public {
        arrange(state);
        uint256 shares = vault.maxRedeem(alice) / 2;
        if (shares == 0) return;
        vm.prank(alice);
        vault.approve(bob, shares);

        vm.prank(bob);
        vault.redeem(shares, bob, alice);

        assertEq(vault.allowance(alice, bob), 0, "allowance");
    }

    function test_events_areErc4626s() public {
        useVault(wsteth, weth, CORRELATED);
        uint256 shares = vault.previewDeposit(10e18);
        wsteth.mint(bob, 10e18);
        vm.startPrank(bob);
        wsteth.approve(address(vault), 10e18);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IERC4626.Deposit(bob, alice, 10e18, shares);
        vault.deposit(10e18, alice);
        vm.stopPrank();

        shares = vault.previewWithdraw(4e18);
        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IERC4626.Withdraw(alice, bob, alice, 4e18, shares);
        vault.withdraw(4e18, bob, alice);
    }

    function test_decimals_areSixMoreThanTheAssets() public {
        assertEq(vault.decimals(), 24, "18");
        assertEq(newVault(wbtc, usdc, 0).decimals(), 14, "8");
        assertEq(newVault(usdc, weth, 0).decimals(), 12, "6");
    }
}
