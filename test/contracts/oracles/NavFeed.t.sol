// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {CappedRatioFeed} from "../../../contracts/oracles/CappedRatioFeed.sol";
import {ICappedRatioFeed} from "../../../contracts/oracles/ICappedRatioFeed.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Live and growth-capped net asset value as the price of a share, and what each gets wrong.
/// hardhat-config: fuzz.runs = 64
contract NavFeedTest is VaultWorld {
    uint32 private constant GROWTH = 1_000; // [bps a year]

    NavFeed private feed;
    address private thief;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
        feed = navFeedOf(vault);
        thief = actor("thief");
    }

    function test_getRate_hasAllDigitsForAnyDecimals(uint256 gift) public {
        MintableToken[3] memory tokens = [wsteth, wbtc, usdc];
        for (uint256 i = 0; i < 3; ++i) {
            LoopVault other = newVault(tokens[i], tokens[i] == usdc ? weth : usdc, 0);
            ShareRate rate = new ShareRate(other);
            assertEq(address(rate.vault()), address(other), "vault");
            assertEq(rate.getRate(), 1e18, "one to one at the start");

            uint256 unit = unitOf(tokens[i]);
            depositAs(alice, other, 3 * unit);
            tokens[i].mint(address(other), bound(gift, 0, unit));
            assertEq(rate.getRate(), other.sharePrice(), "as the vault says");
        }
    }

    function test_latestAnswer_isTheWorthOfOneShareInTheBaseCurrency(uint256 price) public {
        price = bound(price, (WSTETH_PRICE * 3) / 4, 2 * WSTETH_PRICE);
        setPrice(address(wsteth), price);

        uint256 one = vault.convertToAssets(10 ** vault.decimals());
        assertClose(uint256(feed.latestAnswer()), (one * price) / 1e18, 1, "answer");
        assertEq(feed.decimals(), 8, "decimals");
        (, , , uint256 updatedAt, ) = feed.latestRoundData();
        assertEq(updatedAt, block.timestamp, "as old as the base");
        assertEq(address(feed.baseFeed()), address(feeds[address(wsteth)]), "base feed");
    }

    function test_latestAnswer_isZeroWhenTheBaseIsNotPositive(int256 answer) public {
        answer = answer > 0 ? -answer : answer;
        assertTrue(new NavFeed(new BadAnswerFeed(8, answer), feed.rateProvider(), "").latestAnswer() == 0, "answer");
    }

    function test_latestAnswer_isTheSmallestPriceWhenNothingIsLeft() public {
        listShares(vault, 7_000, 7_500, 10_800);
        supplyShares(alice, vault, 10e24);
        borrowAs(alice, usdc, 10_000e6);
        setPrice(address(wsteth), WSTETH_PRICE / 2);

        assertEq(vault.totalAssets(), 0, "nothing left");
        assertTrue(feed.latestAnswer() == 1, "not zero");
        fund(bob, usdc, 10_000e6);
        vm.prank(bob);
        pool.liquidationCall(address(vault), address(usdc), alice, type(uint256).max, true);
        assertEq(owed(alice, usdc), 0, "so the debt could be liquidated and written off");
    }

    /// @dev The weakness of the live price: a gift lifts it at once, and with it all that is borrowed against shares.
    function test_liveNav_letsADonorBorrowAgainstItsGift(uint256 gift) public {
        gift = bound(gift, 10e18, 100e18);
        listShares(vault, 7_000, 7_500, 10_800);
        depositAs(thief, vault, 100e18);
        supplyShares(thief, vault, vault.balanceOf(thief));
        uint256 before = _borrowable(thief);

        wsteth.mint(address(vault), gift);

        uint256 lifted = _borrowable(thief) - before;
        uint256 share = (gift * WSTETH_PRICE * 7_000) / 1e4 / 2e18; // half of the shares are the thief's
        assertClose(lifted, share, share / 50, "at once, by LTV times its part");
        borrowAs(thief, usdc, (before + lifted) / 1e2 - 1);
    }

    function test_cappedNav_doesNotFollowAGift(uint256 gift) public {
        CappedRatioFeed capped = _capped();
        uint256 before = uint256(capped.latestAnswer());

        wsteth.mint(address(vault), bound(gift, 1e18, 1_000e18));

        assertTrue(capped.isCapped(), "capped");
        uint256 most = (capped.getMaxRatio() * WSTETH_PRICE) / 1e18;
        assertEq(uint256(capped.latestAnswer()), most, "at the cap");
        assertLe(most - before, before / 100, "next to where it was");
    }

    /// @dev The cap bounds gains alone; set too low it prices shares below their worth and liquidates holders for
    /// nothing.
    function test_cappedNav_setTooLowLiquidatesWhoDidNothing() public {
        CappedRatioFeed capped = _capped();
        listShares(vault, 7_000, 7_500, 10_800);
        setSource(address(vault), capped);
        supplyShares(alice, vault, 50e24);
        borrowAs(alice, usdc, _borrowable(alice) / 1e2 - 1);
        assertGe(healthOf(alice), 1e18, "healthy");

        skip(1 days);
        capped.setSnapshot(
            ICappedRatioFeed.Snapshot(uint128((vault.sharePrice() * 90) / 100), uint64(block.timestamp), GROWTH)
        );

        assertLe(healthOf(alice), 1e18 - 1, "liquidatable at a price that nobody trades at");
    }

    function test_cappedNav_fallsWithALossAtOnce() public {
        CappedRatioFeed capped = _capped();
        setPrice(address(wsteth), (WSTETH_PRICE * 90) / 100);
        assertEq(uint256(capped.latestAnswer()), (vault.sharePrice() * WSTETH_PRICE * 9) / 1e19, "the live rate");
    }

    /// @dev The cap hides a loss for as long as the rate stays above it: growth that was capped comes back first.
    function test_cappedNav_isStaleAfterALossFromAboveTheCap() public {
        CappedRatioFeed capped = _capped();
        wsteth.mint(address(vault), 50e18); // half as much again: far above the cap
        uint256 before = uint256(capped.latestAnswer());
        uint256 live = uint256(feed.latestAnswer());

        vm.prank(address(vault));
        wsteth.transfer(thief, 40e18); // a theft

        assertLe(uint256(feed.latestAnswer()), (live * 80) / 100, "lost");
        assertEq(uint256(capped.latestAnswer()), before, "nothing seen");
    }

    function _capped() private returns (CappedRatioFeed) {
        return
            new CappedRatioFeed(
                feeds[address(wsteth)],
                new ShareRate(vault),
                0,
                ICappedRatioFeed.Snapshot(uint128(vault.sharePrice()), uint64(block.timestamp), GROWTH),
                "capped share / USD",
                address(this)
            );
    }

    /// @dev [base currency]
    function _borrowable(address account) private view returns (uint256 available) {
        (, , available, , , ) = pool.getUserAccountData(account);
    }
}
