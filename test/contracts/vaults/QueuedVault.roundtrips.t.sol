// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {VaultStates} from "../../support/VaultStates.sol";

/// @notice What ERC-4626 demands of pairs of actions, of limits, and of views whoever asks.
/// hardhat-config: fuzz.runs = 64
contract QueuedVaultRoundtripsTest is VaultStates {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
    }

    /// @dev In by either way, out by either way: never more out than in, counting what had to stay.
    function test_inAndOut_neverPays(uint256 state, uint256 assets, bool byShares, bool outByShares) public {
        arrange(state);
        assets = bound(assets, worth(token, 1), worth(token, 1_000_000));
        uint256 shares = byShares ? _mint(vault.convertToShares(assets)) : depositAs(bob, vault, assets);
        if (byShares) assets = _paid;

        uint256 back = outByShares ? _redeem(shares) : _withdraw(assets);

        assertLe(back + vault.convertToAssets(vault.balanceOf(bob)), assets, "back");
    }

    /// @dev Out by either way, in again by either way: never more shares than before.
    function test_outAndIn_neverPays(uint256 state, uint256 shares, bool byAssets, bool inByShares) public {
        arrange(state);
        uint256 most = vault.maxRedeem(alice) / 2;
        if (vault.previewRedeem(most) < worth(token, 1) || vault.maxDeposit(bob) == 0) return;
        shares = bound(shares, most / 2, most);
        vm.prank(alice);
        require(vault.transfer(bob, shares), "transfer failed");
        uint256 assets = byAssets ? _withdraw(vault.previewRedeem(shares)) : _redeem(shares);

        if (inByShares) {
            uint256 again = vault.previewDeposit(assets);
            if (vault.previewMint(again) > assets) --again;
            _mintFrom(again);
        } else {
            vm.startPrank(bob);
            token.approve(address(vault), assets);
            vault.deposit(assets, bob);
            vm.stopPrank();
        }

        assertLe(vault.balanceOf(bob), shares, "shares");
    }

    function test_previews_ofOneWayBoundTheOther(uint256 state, uint256 assets, uint256 shares) public {
        arrange(state);
        assets = bound(assets, 0, worth(token, 1_000_000_000));
        shares = bound(shares, 0, 1e33);

        assertLe(vault.previewMint(vault.previewDeposit(assets)), assets, "what a deposit buys costs no more to mint");
        assertGe(vault.previewDeposit(vault.previewMint(shares)), shares, "what a mint costs buys no less");
        assertLe(
            vault.previewRedeem(vault.previewWithdraw(assets)),
            assets + 1,
            "a withdrawal burns no more than it must"
        );
        assertGe(vault.previewRedeem(vault.previewWithdraw(assets)), assets, "and no less");
        assertLe(vault.previewWithdraw(vault.previewRedeem(shares)), shares, "what a redemption pays burns no more");
    }

    /// @dev Neither limits nor pauses are in a preview, and no view depends on who asks.
    function test_views_dependNeitherOnTheCallerNorOnLimits(uint256 state, address caller, uint256 amount) public {
        arrange(state);
        amount = bound(amount, 0, 1e30);
        vault.takeFees(); // or the new terms would, and round once more
        uint256[7] memory before = _views(amount);
        vault.setPaused(true);
        VaultTypes.Terms memory terms = vault.getTerms();
        terms.assetCap = 1;
        vault.setTerms(terms);

        vm.prank(caller);
        uint256[7] memory after_ = _views(amount);

        assertEq(vault.maxDeposit(caller), 0, "paused");
        assertEq(vault.maxMint(caller), 0, "and so no shares");
        for (uint256 i = 0; i < 7; ++i) assertEq(after_[i], before[i], "view");
    }

    function test_zero_isNothingAndNotRefused(uint256 state) public {
        arrange(state);
        vm.startPrank(bob);
        assertEq(vault.mint(0, bob), 0, "mint");
        assertEq(vault.withdraw(0, bob, bob), 0, "withdraw");
        assertEq(vault.redeem(0, bob, bob), 0, "redeem");
        vm.stopPrank();
    }

    function test_deposits_aboveTheMostAreRefused(uint256 state, uint256 room) public {
        arrange(state);
        room = bound(room, unit, worth(token, 1_000_000));
        VaultTypes.Terms memory terms = vault.getTerms();
        terms.assetCap = uint128(vault.totalAssets() + room);
        vault.setTerms(terms);
        (uint256 most, uint256 mostShares) = (vault.maxDeposit(bob), vault.maxMint(bob));

        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxDeposit.selector, bob, most + 1, most));
        vault.deposit(most + 1, bob);
        vm.expectRevert(
            abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxMint.selector, bob, mostShares + 1, mostShares)
        );
        vault.mint(mostShares + 1, bob);
    }

    function test_withdrawals_withoutAnAllowanceAreRefused(uint256 state) public {
        arrange(state);
        uint256 shares = vault.maxRedeem(alice);
        if (shares < 2) return;

        bytes4 refusal = IERC20Errors.ERC20InsufficientAllowance.selector;
        vm.startPrank(bob);
        vm.expectRevert(abi.encodeWithSelector(refusal, bob, 0, shares));
        vault.redeem(shares, bob, alice);
        vm.stopPrank();
        vm.prank(alice);
        vault.approve(bob, shares - 1);
        vm.prank(bob);
        vm.expectRevert(abi.encodeWithSelector(refusal, bob, shares - 1, shares));
        vault.redeem(shares, bob, alice);
    }

    function test_mintAndRedeem_announceWhatTheyMoved(uint256 state) public {
        arrange(state);
        uint256 shares = vault.convertToShares(worth(token, 1_000));
        uint256 assets = vault.previewMint(shares);
        token.mint(bob, assets);
        vm.startPrank(bob);
        token.approve(address(vault), assets);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IERC4626.Deposit(bob, alice, assets, shares);
        vault.mint(shares, alice);
        vm.stopPrank();

        shares = vault.maxRedeem(alice) / 2;
        if (shares == 0) return;
        assets = vault.previewRedeem(shares);
        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IERC4626.Withdraw(alice, bob, alice, assets, shares);
        vault.redeem(shares, bob, alice);
    }

    uint256 private _paid; // [asset] for the last mint

    function _mint(uint256 shares) private returns (uint256) {
        token.mint(bob, vault.previewMint(shares));
        _mintFrom(shares);
        return shares;
    }

    function _mintFrom(uint256 shares) private {
        vm.startPrank(bob);
        token.approve(address(vault), token.balanceOf(bob));
        _paid = vault.mint(shares, bob);
        vm.stopPrank();
    }

    function _redeem(uint256 shares) private returns (uint256) {
        uint256 most = vault.maxRedeem(bob);
        vm.prank(bob);
        return vault.redeem(shares < most ? shares : most, bob, bob);
    }

    function _withdraw(uint256 assets) private returns (uint256) {
        uint256 most = vault.maxWithdraw(bob);
        assets = assets < most ? assets : most;
        vm.prank(bob);
        vault.withdraw(assets, bob, bob);
        return assets;
    }

    function _views(uint256 amount) private view returns (uint256[7] memory answers) {
        answers[0] = vault.totalAssets();
        answers[1] = vault.convertToAssets(amount);
        answers[2] = vault.convertToShares(amount);
        answers[3] = vault.previewDeposit(amount);
        answers[4] = vault.previewMint(amount);
        answers[5] = vault.previewWithdraw(amount);
        answers[6] = vault.previewRedeem(amount);
    }
}
