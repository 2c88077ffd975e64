// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {CappedRatioFeed} from "../../../contracts/oracles/CappedRatioFeed.sol";
import {ICappedRatioFeed} from "../../../contracts/oracles/ICappedRatioFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice What moving a share's price is worth to whoever moves it.
/// hardhat-config: fuzz.runs = 64
contract NavFeedAttacksTest is VaultWorld {
    uint256 private constant ROUNDS = 4;
    uint256 private constant BROUGHT = 305_000e6; // by each account that borrows all shares, at 75 % LTV

    address private thief;
    MintableToken private share;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        thief = actor("thief");
        depositAs(alice, vault, 100e18);
        share = MintableToken(address(vault));
        listShares(vault, 7_000, 7_500, 10_800);
    }

    /// @dev SHARE-1. Each share counted once, a gift lifts what can be borrowed by less than itself, whoever owns them.
    function test_gift_neverPaysWhereEveryShareIsCollateralOnce(uint256 assets, uint256 gift) public {
        depositAs(thief, vault, bound(assets, 1e18, 1_000e18));
        supplyShares(thief, vault, vault.balanceOf(thief));
        (, , uint256 before, , , ) = pool.getUserAccountData(thief);
        gift = bound(gift, 1e15, 1_000e18);

        wsteth.mint(address(vault), gift);

        (, , uint256 available, , , ) = pool.getUserAccountData(thief);
        assertLe(available - before, (gift * WSTETH_PRICE * 7_000) / 1e22 + 1, "LTV times the gift at most");
    }

    /// @dev The weakness of live net assets: where shares can be borrowed, one share is collateral many times over. A
    /// gift to the vault is paid once and counts every time. The accounts that owe the shares are left behind.
    function test_liveNav_paysAGiverWhoseSharesCountManyTimes() public {
        int256 gain = _giveAndBorrow(300e18);

        assertTrue(gain > 500_000e6, "more than half a million, from the pool's lenders");
    }

    /// @dev The same, with growth capped: the gift is lost, and so is what the accounts left behind had brought.
    function test_cappedNav_costsTheSameGiverHisGift() public {
        setSource(address(vault), _capped(1_000));

        assertTrue(_giveAndBorrow(300e18) < -1_200_000e6, "a loss of the gift and more");
    }

    /// @dev The weakness of the cap: real growth beyond it is seen late, and borrowers are judged by a price too low.
    function test_cappedNav_isLateAfterRealGrowth(uint256 growth) public {
        growth = bound(growth, 500, 2_000); // [bps] at once; the cap allows a tenth a year
        CappedRatioFeed capped = _capped(1_000);
        uint256 first = vault.sharePrice();

        wsteth.mint(address(vault), (100e18 * growth) / 1e4);
        uint256 grown = vault.sharePrice();
        assertEq(uint256(capped.latestAnswer()), (first * WSTETH_PRICE) / 1e18, "nothing seen at once");

        uint256 until = (growth * 365 days) / 1_000;
        skip(until - 1 days);
        assertLe(uint256(capped.latestAnswer()), (grown * WSTETH_PRICE) / 1e18 - 1, "still less than it is worth");
        skip(2 days);
        assertEq(uint256(capped.latestAnswer()), (grown * WSTETH_PRICE) / 1e18, "seen when the cap has come so far");
    }

    /// @dev SHARE-1. One transaction of a stranger with any capital: swaps, gifts, deposits, withdrawals, requests. The
    /// oracle stands, no keeper acts: no order of them takes anything from who is in the vault.
    function test_manipulation_withoutAKeeperCostsHoldersNothing(uint256 seed) public {
        rebalance(vault, true);
        rebalance(vault, true);
        depositAs(thief, vault, 10e18);
        uint256 held = vault.balanceOf(alice);
        uint256 before = vault.convertToAssets(held);

        for (uint256 i = 0; i < 8; ++i) {
            _attempt(seed % 6, uint256(keccak256(abi.encode(seed, i))));
            seed /= 6;
            assertGe(vault.convertToAssets(held), before, "hers");
            before = vault.convertToAssets(held);
        }
        assertLe(vault.convertToAssets(vault.totalSupply()), vault.totalAssets(), "no more than there is");
    }

    /// @dev The weakness of trades that anyone may start: pushed to the edge of its slippage, the ripcord sells there.
    /// What that costs the vault is the bound, and nobody gains more.
    function test_ripcord_sandwichedCostsNoMoreThanItsSlippage(uint256 push, bool flash) public {
        for (uint256 i = 0; i < 6; ++i) rebalance(vault, true);
        fall(wsteth, weth, 8_700);
        (uint256 net, uint256 debt) = (vault.totalAssets(), owed(address(vault), weth));
        push = bound(push, 1e15, 800e18);
        uint256 cash = weth.balanceOf(address(this));

        dump(wsteth, weth, push);
        vm.prank(thief);
        vault.ripcord(flash);
        swapHeld(weth, wsteth, weth.balanceOf(address(this)) - cash);

        uint256 repaid = ((debt - owed(address(vault), weth)) * WETH_PRICE) / oracle.getAssetPrice(address(wsteth));
        uint256 most = (repaid * (1e4 + FLASH_PREMIUM)) / (1e4 - 2 * SLIPPAGE) - repaid;
        uint256 reward = wsteth.balanceOf(thief);
        assertLe(net - vault.totalAssets(), most + reward + 200, "the vault's loss");
    }

    /// @dev The weakness of a late oracle, in every mode that asks it: who leaves first leaves the loss to the others.
    /// Together they take no more than what there was.
    function test_lateOracle_letsWhoLeavesFirstLeaveTheLossToTheOthers() public {
        for (uint256 i = 0; i < 6; ++i) rebalance(vault, true);
        depositAs(bob, vault, 10e18);
        uint256 part = (vault.balanceOf(bob) * 1e18) / vault.totalSupply();

        uint256 shares = vault.balanceOf(bob); // the market has fallen by a tenth, the oracle has not
        vm.prank(bob);
        uint256 taken = vault.redeem(shares, bob, bob);
        setPrice(address(wsteth), (WSTETH_PRICE * 9) / 10);

        uint256 left = vault.totalAssets();
        uint256 fair = ((left + taken) * part) / 1e18;
        assertGe(taken, (fair * 120) / 100, "a fifth more than his part of what there is");
        assertLe(vault.convertToAssets(vault.balanceOf(alice)), left, "out of hers");
    }

    /// @dev Four times over: an account brings dollars and borrows all shares that are lent, and a second one supplies
    /// them again. Then the gift, and every second account borrows what its collateral now allows.
    /// @return gain In dollars at the oracle, over what was brought and given. [USDC]
    function _giveAndBorrow(uint256 gift) private returns (int256 gain) {
        supplyShares(alice, vault, vault.balanceOf(alice));
        uint256 shares = (vault.totalSupply() * 99) / 100;
        for (uint256 i = 0; i < ROUNDS; ++i) {
            address left = _account("left behind", i);
            supplyAs(left, usdc, BROUGHT);
            borrowAs(left, share, shares);
            vm.prank(left);
            require(share.transfer(_account("kept", i), shares), "transfer failed");
            supplyShares(_account("kept", i), vault, shares);
            gain -= int256(BROUGHT);
        }

        wsteth.mint(address(vault), gift);
        gain -= int256((gift * WSTETH_PRICE) / 1e20);

        for (uint256 i = 0; i < ROUNDS; ++i) {
            (, , uint256 available, , , ) = pool.getUserAccountData(_account("kept", i));
            borrowAs(_account("kept", i), usdc, available / 1e2 - 1);
            gain += int256(available / 1e2 - 1);
        }
    }

    function _attempt(uint256 kind, uint256 amount) private {
        if (kind == 0) dump(wsteth, weth, bound(amount, 1e18, 20_000e18));
        if (kind == 1) dump(weth, wsteth, bound(amount, 1e18, 20_000e18));
        if (kind == 2) wsteth.mint(address(vault), bound(amount, 1, 50e18));
        if (kind == 3) depositAs(thief, vault, bound(amount, 1e15, 1_000e18));
        if (kind > 3) {
            uint256 most = kind == 4 ? vault.maxRedeem(thief) : vault.balanceOf(thief);
            if (most == 0) return;
            uint256 shares = bound(amount, 1, most);
            vm.prank(thief);
            if (kind == 4) vault.redeem(shares, thief, thief);
            else vault.requestRedeem(shares, thief, thief);
        }
    }

    function _account(string memory name, uint256 index) private returns (address) {
        return actor(string.concat(name, vm.toString(index)));
    }

    function _capped(uint32 growth) private returns (CappedRatioFeed) {
        ICappedRatioFeed.Snapshot memory now_ = ICappedRatioFeed.Snapshot(
            uint128(vault.sharePrice()),
            uint64(block.timestamp),
            growth
        );
        return new CappedRatioFeed(feeds[address(wsteth)], new ShareRate(vault), 0, now_, "capped", address(this));
    }
}
