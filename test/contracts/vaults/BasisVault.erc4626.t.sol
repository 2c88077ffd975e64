// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice What ERC-4626 demands, after gifts, losses and gains, with a queue, fees due and the pool lent out.
abstract contract BasisVaultErc4626 is BasisWorld {
    function test_deposit_givesWhatThePreviewSays(uint256 state, uint256 assets) public {
        _arrange(state);
        assets = bound(assets, one, 1_000_000 * one);
        uint256 expected = basis.previewDeposit(assets);
        uint256 price = basis.sharePrice();

        assertEq(enter(bob, basis, assets), expected, "shares");

        assertLe(expected, basis.convertToShares(assets), "no more than the conversion");
        assertEq(basis.balanceOf(bob), expected, "held");
        assertGe(basis.sharePrice(), price, "price");
    }

    function test_mint_takesWhatThePreviewSays(uint256 state, uint256 shares) public {
        _arrange(state);
        shares = bound(shares, 1, basis.convertToShares(1_000_000 * one));
        uint256 expected = basis.previewMint(shares);
        uint256 price = basis.sharePrice();
        dollar.mint(bob, expected);

        vm.startPrank(bob);
        dollar.approve(address(basis), expected);
        assertEq(basis.mint(shares, bob), expected, "assets");
        vm.stopPrank();

        assertGe(expected, basis.convertToAssets(shares), "no less than the conversion");
        assertEq(basis.balanceOf(bob), shares, "held");
        assertEq(dollar.balanceOf(bob), 0, "paid");
        assertGe(basis.sharePrice(), price, "price");
    }

    function test_withdraw_takesWhatThePreviewSays(uint256 state, uint256 assets) public {
        _arrange(state);
        uint256 most = basis.maxWithdraw(alice);
        if (most == 0) return;
        assets = bound(assets, 1, most);
        uint256 expected = basis.previewWithdraw(assets);
        uint256 before = basis.balanceOf(alice);
        uint256 worth = basis.totalAssets();

        vm.prank(alice);
        assertEq(basis.withdraw(assets, bob, alice), expected, "shares");

        assertEq(before - basis.balanceOf(alice), expected, "given up");
        assertEq(dollar.balanceOf(bob), assets, "received");
        assertGe(basis.totalAssets() + assets + 2, worth, "and the pool's rounding, no more");
    }

    function test_redeem_givesWhatThePreviewSays(uint256 state, uint256 shares) public {
        _arrange(state);
        uint256 most = basis.maxRedeem(alice);
        if (most == 0) return;
        shares = bound(shares, 1, most);
        uint256 expected = basis.previewRedeem(shares);
        uint256 price = basis.sharePrice();

        vm.prank(alice);
        assertEq(basis.redeem(shares, bob, alice), expected, "assets");

        assertEq(dollar.balanceOf(bob), expected, "received");
        if (expected > 2_000) assertGe(basis.sharePrice(), price, "price");
    }

    function test_maxWithdraw_isWhatCanBeHadAndNoMore(uint256 state) public {
        _arrange(state);
        uint256 most = basis.maxWithdraw(alice);

        bytes memory tooMuch = abi.encodeCall(IERC4626.withdraw, (most + 1, bob, alice));
        vm.prank(alice);
        (bool passed, ) = address(basis).call(tooMuch);
        assertTrue(!passed, "one more is refused");

        vm.prank(alice);
        basis.withdraw(most, bob, alice);
        assertEq(dollar.balanceOf(bob), most, "received");
    }

    function test_maxRedeem_isWhatCanBeGivenUpAndNoMore(uint256 state) public {
        _arrange(state);
        uint256 most = basis.maxRedeem(alice);
        assertLe(basis.previewRedeem(most), basis.instantAssets(), "no more than is there");

        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(ERC4626.ERC4626ExceededMaxRedeem.selector, alice, most + 1, most));
        basis.redeem(most + 1, bob, alice);

        vm.prank(alice);
        basis.redeem(most, bob, alice);
    }

    function test_max_ofAStrangerIsZero(uint256 state) public {
        _arrange(state);

        assertEq(basis.maxWithdraw(lender), 0, "withdraw");
        assertEq(basis.maxRedeem(lender), 0, "redeem");
    }

    function test_maxDeposit_fillsTheCapAndNoMore(uint256 state, uint256 room) public {
        _arrange(state);
        room = bound(room, one, 1_000_000 * one);
        VaultTypes.Terms memory terms = basis.getTerms();
        terms.assetCap = uint128(basis.totalAssets() + room);
        basis.setTerms(terms);

        assertEq(basis.maxDeposit(bob), room, "room");
        assertLe(basis.previewMint(basis.maxMint(bob)), room, "shares within the room");
        enter(bob, basis, room);
        assertEq(basis.maxDeposit(bob), 0, "full");
        assertEq(basis.maxMint(bob), 0, "no shares either");
    }

    function test_convert_roundsDownBothWays(uint256 state, uint256 assets, uint256 shares) public {
        _arrange(state);
        assets = bound(assets, 0, 1_000_000_000 * one);
        shares = bound(shares, 0, 1e15 * one);

        assertLe(basis.convertToAssets(basis.convertToShares(assets)), assets, "there and back");
        assertLe(basis.convertToShares(basis.convertToAssets(shares)), shares, "back and there");
        assertLe(basis.previewRedeem(shares), basis.convertToAssets(shares), "redeeming");
        assertGe(basis.previewWithdraw(assets), basis.convertToShares(assets), "withdrawing");
    }

    function test_roundTrip_neverPays(uint256 state, uint256 assets) public {
        _arrange(state);
        assets = bound(assets, 1, 1_000_000 * one);
        if (basis.previewDeposit(assets) == 0) return;
        uint256 shares = enter(bob, basis, assets);

        uint256 most = basis.maxRedeem(bob);
        vm.prank(bob);
        uint256 back = basis.redeem(shares < most ? shares : most, bob, bob);

        assertLe(back + basis.previewRedeem(basis.balanceOf(bob)), assets, "back");
    }

    function test_events_areErc4626s() public {
        uint256 assets = 1_000 * one;
        uint256 shares = basis.previewDeposit(assets);
        dollar.mint(bob, assets);
        vm.startPrank(bob);
        dollar.approve(address(basis), assets);
        vm.expectEmit(true, true, true, true, address(basis));
        emit IERC4626.Deposit(bob, alice, assets, shares);
        basis.deposit(assets, alice);
        vm.stopPrank();

        shares = basis.previewWithdraw(assets / 2);
        vm.prank(alice);
        vm.expectEmit(true, true, true, true, address(basis));
        emit IERC4626.Withdraw(alice, bob, alice, assets / 2, shares);
        basis.withdraw(assets / 2, bob, alice);
    }

    function test_decimals_areSixMoreThanTheAssets() public view {
        assertEq(basis.decimals(), dollar.decimals() + 6, "decimals");
    }

    /// @dev A day in the vault's life: in, to work, and back out through the queue.
    function test_life_endsWithWhatWasBroughtLessTheCosts(uint256 dollars, uint256 left) public {
        dollars = bound(dollars, 5_000, 3_000_000);
        enter(alice, basis, dollars * one);
        assertClose(steer(), 1e18, 1e3, "hedged");
        moveEth(bound(left, 8_500, 11_500));

        ask(alice, basis.balanceOf(alice));
        serve();
        vm.prank(alice);
        uint256 paid = basis.claimRedeem(1, alice);

        assertClose(paid, dollars * one, (dollars * one) / 50, "less the costs");
        assertEq(basis.getPosition().size, 0, "nothing is short");
        assertEq(basis.getPosition().spot, 0, "nothing is held");
    }

    /// @dev The vault in some state.
    function _arrange(uint256 state) private {
        VaultTypes.Terms memory terms = plainTerms();
        (terms.managementFee, terms.performanceFee) = (100, 1_000);
        basis.setTerms(terms);
        enter(alice, basis, 300_000 * one);
        if (state % 4 != 0) steer();
        state /= 4;
        if (state % 2 == 1) dollar.mint(address(basis), (state % 50_000) * one); // a gift
        state /= 2;
        moveEthFeed(9_000 + (state % 2_001));
        state /= 2_001;
        skip(state % 100 days);
        state /= 100 days;
        if (state % 3 == 1) ask(alice, basis.balanceOf(alice) / (2 + (state % 200)));
        state /= 200;
        if (state % 4 == 1) drain(dollar);
        if (state % 4 == 2 && basis.hedgeRatio() <= 1.1e18 && basis.getPosition().spot != 0) takeHedge(50e18);
    }
}

/// @notice Of six decimals.
/// hardhat-config: fuzz.runs = 48
contract BasisVaultErc4626Test is BasisVaultErc4626 {
    function setUp() public {
        buildBasisWorld(false, false);
    }
}

/// @notice Of eighteen decimals.
/// hardhat-config: fuzz.runs = 48
contract BasisVaultErc4626WideTest is BasisVaultErc4626 {
    function setUp() public {
        buildBasisWorld(true, false);
    }
}

/// @notice With a staked token as spot.
/// hardhat-config: fuzz.runs = 24
contract BasisVaultErc4626StakedTest is BasisVaultErc4626 {
    function setUp() public {
        buildBasisWorld(false, true);
    }

    function test_hedgeRatio_countsTheStakedTokenAtItsRate() public {
        openBasis(1_000_000);
        uint256 held = basis.getPosition().spot;
        assertClose(uint256(-basis.getPosition().size), (held * STAKED_RATE) / 1e18, 2, "at the rate");

        staked.slash(0.1e18);

        assertClose(basis.hedgeRatio(), 1.111111111111111111e18, 1e6, "a slash leaves too much short");
        vm.prank(steward);
        assertClose(basis.hedge(), 1e18, 1e3, "bought back");
    }

    function test_netAssets_fallWithTheBasisOfTheStakedToken() public {
        openBasis(1_000_000);
        uint256 worth = basis.totalAssets();
        uint256 value = spotValue(basis.getPosition().spot);

        setPrice(address(staked), (oracle.getAssetPrice(address(staked)) * 95) / 100);

        assertClose(worth - basis.totalAssets(), value / 20, 2, "nothing hedges the basis");
        assertClose(basis.hedgeRatio(), 1e18, 1e3, "and the hedge does not see it");
    }
}
