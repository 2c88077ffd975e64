// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {INavTwapFeed} from "../../../contracts/oracles/INavTwapFeed.sol";
import {NavTwapFeed} from "../../../contracts/oracles/NavTwapFeed.sol";
import {ShareRate} from "../../../contracts/oracles/ShareRate.sol";
import {StakedToken} from "../../../contracts/tokens/StakedToken.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice A rate averaged over a window, and what it gets wrong.
/// hardhat-config: fuzz.runs = 64
contract NavTwapFeedTest is VaultWorld {
    uint32 private constant WINDOW = 1 hours;

    NavTwapFeed private feed;
    StakedToken private staked;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 100e18);
        staked = new StakedToken("Staked", "ST", weth, 1e18, 0, address(this));
        feed = new NavTwapFeed(feeds[address(weth)], staked, WINDOW, "mean");
    }

    function test_constructor_setsWhatTheFeedSaysOfItself() public {
        assertEq(feed.window(), WINDOW, "window");
        assertEq(feed.checkpointCount(), 1, "the first checkpoint");
        assertEq(feed.meanRateDown(), 1e18, "the rate at the start");
        assertEq(uint256(feed.latestAnswer()), WETH_PRICE, "answer");
        vm.expectRevert(INavTwapFeed.NavTwapFeed_ZeroWindow.selector);
        new NavTwapFeed(feeds[address(weth)], staked, 0, "");
    }

    function test_meanRateDown_isTheTimeWeightedMeanOfTheWindow(uint256 seed) public {
        uint256[] memory rates = new uint256[](20);
        uint256[] memory times = new uint256[](20);
        (rates[0], times[0]) = (1e18, block.timestamp);
        for (uint256 i = 1; i < 20; ++i) {
            seed = uint256(keccak256(abi.encode(seed)));
            skip(1 + (seed % 15 minutes));
            staked.slash((seed >> 64) % 0.1e18);
            assertEq(feed.poke(), staked.exchangeRate(), "read");
            (rates[i], times[i]) = (staked.exchangeRate(), block.timestamp);
        }
        skip(seed % 2 hours);

        uint256 from = block.timestamp - WINDOW;
        if (from < times[0]) from = times[0];
        uint256 sum = 0;
        for (uint256 i = 0; i < 20; ++i) {
            uint256 start = times[i] > from ? times[i] : from;
            uint256 end = i == 19 ? block.timestamp : times[i + 1];
            if (end > start) sum += rates[i] * (end - start);
        }
        assertEq(feed.meanRateDown(), sum / (block.timestamp - from), "mean");
        assertEq(uint256(feed.latestAnswer()), (WETH_PRICE * feed.meanRateDown()) / 1e18, "answer");
    }

    function test_poke_ofTheSameSecondTakesTheEarlierOnesPlace(uint256 fraction) public {
        skip(10);
        feed.poke();
        staked.slash(bound(fraction, 1, 0.5e18));
        vm.expectEmit(true, true, true, true, address(feed));
        emit INavTwapFeed.Checkpointed(address(this), staked.exchangeRate());
        feed.poke();

        skip(10);

        assertEq(feed.checkpointCount(), 2, "one checkpoint for both");
        assertEq(feed.meanRateDown(), (1e18 + staked.exchangeRate()) / 2, "the later counts");
    }

    /// @dev A gift counts for as little as it lasts, if somebody pokes again.
    function test_mean_followsAGiftOverTheWindowOnly(uint256 elapsed) public {
        NavTwapFeed mean = _ofVault();
        skip(WINDOW);
        uint256 before = mean.meanRateDown();
        wsteth.mint(address(vault), 50e18);
        mean.poke();
        assertEq(mean.meanRateDown(), before, "nothing at once");

        elapsed = bound(elapsed, 1, WINDOW);
        skip(elapsed);
        uint256 gain = vault.sharePrice() - before;
        assertClose(mean.meanRateDown() - before, (gain * elapsed) / WINDOW, gain / 100, "in proportion to time");
    }

    /// @dev The weakness: after a loss the mean stays high, and holders borrow against what is gone.
    function test_mean_letsHoldersBorrowAgainstALoss() public {
        NavTwapFeed mean = _ofVault();
        listShares(vault, 7_000, 7_500, 10_800);
        setSource(address(vault), mean);
        skip(WINDOW);
        supplyShares(alice, vault, 50e24);

        uint256 worth = (vault.convertToAssets(50e24) * WSTETH_PRICE) / 1e18;
        vm.startPrank(address(vault));
        aTokenOf(wsteth).transfer(bob, 50e18); // half of net assets are stolen
        wsteth.transfer(bob, wsteth.balanceOf(address(vault)));
        vm.stopPrank();
        mean.poke();

        uint256 left = (vault.convertToAssets(50e24) * WSTETH_PRICE) / 1e18;
        (, , uint256 available, , , ) = pool.getUserAccountData(alice);
        assertLe(left, worth / 2, "half is gone");
        assertGe(available, (left * 135) / 100, "yet more than what is left can be borrowed");
        borrowAs(alice, usdc, available / 1e2 - 1);
        skip(WINDOW);
        assertLe(healthOf(alice), 0.75e18, "seen when the window has passed: bad debt");
    }

    /// @dev Without pokes the mean never moves, however long ago the loss was.
    function test_mean_isBlindWithoutPokes(uint256 elapsed) public {
        skip(bound(elapsed, 1, 365 days));
        staked.slash(0.5e18);
        skip(bound(elapsed, 1, 365 days));
        assertEq(feed.meanRateDown(), 1e18, "nothing seen");
    }

    /// @dev A rate that is high while it is poked counts until the next poke.
    function test_mean_countsAPokedSpikeUntilTheNextPoke(uint256 wait) public {
        wait = bound(wait, 1, WINDOW);
        StakedToken spiky = new StakedToken("Spiky", "SP", weth, 2e18, 0, address(this));
        NavTwapFeed mean = new NavTwapFeed(feeds[address(weth)], spiky, WINDOW, "mean");
        spiky.slash(0.5e18);
        skip(wait);
        mean.poke();
        skip(WINDOW - wait);

        assertEq(mean.meanRateDown(), 1e18 + (1e18 * wait) / WINDOW, "the spike's time");
    }

    function _ofVault() private returns (NavTwapFeed) {
        return new NavTwapFeed(feeds[address(wsteth)], new ShareRate(vault), WINDOW, "mean share / USD");
    }
}
