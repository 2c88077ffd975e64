// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {FixedFeed} from "../../../contracts/oracles/FixedFeed.sol";
import {IPoolFeed} from "../../../contracts/oracles/IPoolFeed.sol";
import {MinFeed} from "../../../contracts/oracles/MinFeed.sol";
import {NavFeed} from "../../../contracts/oracles/NavFeed.sol";
import {PoolPriceFeed} from "../../../contracts/oracles/PoolPriceFeed.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {TwapOracle} from "../../../contracts/oracles/TwapOracle.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";
import {IUniswapV3PoolSetup} from "../../support/UniswapTest.sol";

/// @notice Market, smaller-of-two and fixed prices of a share, and what each gets wrong.
/// hardhat-config: fuzz.runs = 64
contract ShareMarketFeedsTest is VaultWorld {
    MintableToken private share;
    IUniswapV3PoolSetup private market;
    PoolPriceFeed private spot;
    NavFeed private nav;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        openVault(vault, 200e18);
        nav = navFeedOf(vault);
        share = MintableToken(address(vault));
        _openMarket();
        spot = new PoolPriceFeed(market, address(share), feeds[address(usdc)], 8, "share spot / USD");
        listShares(vault, 7_000, 7_500, 10_800);
    }

    function test_spot_isThePriceOfThePool() public view {
        assertClose(uint256(spot.latestAnswer()), uint256(nav.latestAnswer()), 1e4, "as it was opened");
        assertEq(spot.baseToken(), address(share), "base");
        assertEq(address(spot.pool()), address(market), "pool");
    }

    function test_spot_movesWithASwapAndBackInOneTransaction(uint256 size) public {
        size = bound(size, 10_000e6, 200_000e6);
        uint256 before = uint256(spot.latestAnswer());

        uint256 bought = _buyShares(size);
        uint256 lifted = uint256(spot.latestAnswer());
        _sellShares(bought);

        // The pool holds 50,000 USDC: a price moves by the square of what its side grows.
        assertClose(lifted, (before * (50_000e6 + size) ** 2) / 50_000e6 ** 2, lifted / 500, "lifted");
        assertClose(uint256(spot.latestAnswer()), before, before / 500, "and back");
    }

    /// @dev The weakness of a thin market: for a little cash a borrower sets the price of its own collateral.
    function test_spot_letsABorrowerSetThePriceOfItsCollateral() public {
        setSource(address(share), spot);
        supplyShares(alice, vault, 50e24);
        (uint256 honest, , , , , ) = pool.getUserAccountData(alice);

        _buyShares(100_000e6);

        (, , uint256 available, , , ) = pool.getUserAccountData(alice);
        assertGe(available, 6 * honest, "LTV times nine times its worth");
        borrowAs(alice, usdc, available / 1e2 - 1);
        setSource(address(share), nav);
        assertLe(healthOf(alice), 0.2e18, "bad debt");
    }

    function test_market_thatIsAbandonedStillAnswers() public {
        TwapOracle mean = new TwapOracle(market, address(share), feeds[address(usdc)], 30 minutes, 8, "share mean");
        skip(1 hours);
        uint256 before = uint256(mean.latestAnswer());
        minter.burn(market, -887_270, 887_270, market.liquidity());

        setPrice(address(wsteth), (WSTETH_PRICE * 70) / 100); // the vault loses nine tenths
        skip(1 hours);

        assertLe(uint256(nav.latestAnswer()), before / 8, "lost");
        assertEq(uint256(mean.latestAnswer()), before, "the mean stands");
        assertClose(uint256(spot.latestAnswer()), before, before / 1e3, "and so does the last price");
    }

    function test_min_isTheSmallerOfTheTwo(uint256 first, uint256 second) public {
        (first, second) = (bound(first, 1, 1e30), bound(second, 1, 1e30));
        MinFeed least = new MinFeed(new BadAnswerFeed(8, int256(first)), new BadAnswerFeed(8, int256(second)), "min");
        assertEq(uint256(least.latestAnswer()), first < second ? first : second, "answer");
    }

    function test_min_isZeroWhereEitherIsNotPositive(int256 bad, bool swapped) public {
        bad = bad > 0 ? -bad : bad;
        (BadAnswerFeed good, BadAnswerFeed other) = (new BadAnswerFeed(8, 1e8), new BadAnswerFeed(8, bad));
        MinFeed least = swapped ? new MinFeed(other, good, "min") : new MinFeed(good, other, "min");
        assertTrue(least.latestAnswer() == 0, "answer");
    }

    function test_min_isAsOldAsTheOlder(uint256 elapsed) public {
        PriceFeed old = feeds[address(weth)];
        MinFeed least = new MinFeed(new BadAnswerFeed(8, 1e8), old, "min");
        (, , , uint256 at, ) = old.latestRoundData();
        skip(bound(elapsed, 0, 365 days));
        (, , , uint256 updatedAt, ) = least.latestRoundData();
        assertEq(updatedAt, at, "updated");
    }

    function test_min_refusesFeedsOfDifferentDecimals() public {
        (BadAnswerFeed first, BadAnswerFeed second) = (new BadAnswerFeed(8, 1), new BadAnswerFeed(18, 1));
        vm.expectRevert(abi.encodeWithSelector(MinFeed.MinFeed_DecimalsDiffer.selector, 8, 18));
        new MinFeed(first, second, "min");
    }

    function test_min_stopsBothAGiftAndAPumpedMarket() public {
        MinFeed least = new MinFeed(nav, spot, "min");
        uint256 before = uint256(least.latestAnswer());

        wsteth.mint(address(vault), 100e18);
        assertClose(uint256(least.latestAnswer()), before, before / 1e3, "the market knows no gift");
        _buyShares(100_000e6);
        assertEq(uint256(least.latestAnswer()), uint256(nav.latestAnswer()), "nor the books the market");
    }

    /// @dev The weakness of the smaller: whoever sells a thin market down liquidates those who did nothing.
    function test_min_letsASellerLiquidateBorrowers() public {
        setSource(address(share), new MinFeed(nav, spot, "min"));
        supplyShares(alice, vault, 50e24);
        (, , uint256 available, , , ) = pool.getUserAccountData(alice);
        borrowAs(alice, usdc, available / 1e2 - 1);
        depositAs(bob, vault, 20e18);

        uint256 sold = vault.balanceOf(bob) / 2;
        vm.prank(bob);
        share.transfer(address(this), sold);
        _sellShares(sold);

        assertLe(healthOf(alice), 1e18 - 1, "liquidatable");
    }

    function test_fixed_neverChangesAndIsAlwaysFresh(uint256 answer, uint256 elapsed) public {
        answer = bound(answer, 1, 1e30);
        FixedFeed feed = new FixedFeed(8, int256(answer), "fixed");
        skip(bound(elapsed, 0, 3650 days));
        (, int256 latest, , uint256 updatedAt, ) = feed.latestRoundData();
        assertEq(uint256(latest), answer, "answer");
        assertEq(updatedAt, block.timestamp, "fresh");
    }

    function test_fixed_refusesAnAnswerThatIsNotPositive(int256 answer) public {
        answer = answer > 0 ? -answer : answer;
        vm.expectRevert(abi.encodeWithSelector(FixedFeed.FixedFeed_BadAnswer.selector, answer));
        new FixedFeed(8, answer, "fixed");
    }

    /// @dev The case of November 2025: the loss is known, the price is not allowed to know it.
    function test_fixed_hidesALossUntilLendersCannotLeave() public {
        setSource(address(share), new FixedFeed(8, nav.latestAnswer(), "fixed"));
        supplyShares(alice, vault, 100e24);
        (, , uint256 available, , , ) = pool.getUserAccountData(alice);
        borrowAs(alice, usdc, available / 2e2);
        uint256 health = healthOf(alice);

        setPrice(address(wsteth), (WSTETH_PRICE * 69) / 100); // the vault is as good as wiped out

        assertEq(healthOf(alice), health, "no liquidation");
        (, , available, , , ) = pool.getUserAccountData(alice);
        borrowAs(alice, usdc, available / 1e2 - 1); // and borrowing goes on, against nothing
        drain(usdc);
        uint256 claim = supplied(lender, usdc);
        vm.prank(lender);
        vm.expectRevert();
        pool.withdraw(address(usdc), claim, lender);
        assertEq(pool.getVirtualUnderlyingBalance(address(usdc)), 0, "every dollar is lent");

        setSource(address(share), nav);
        assertLe(healthOf(alice), 0.2e18, "what the price would say if it were allowed to");
    }

    function test_poolFeed_refusesATokenThatIsNotInThePool() public {
        vm.expectRevert(abi.encodeWithSelector(IPoolFeed.PoolFeed_NotInPool.selector, wbtc));
        new PoolPriceFeed(market, address(wbtc), feeds[address(usdc)], 8, "");
    }

    /// @dev Shares against 50,000 USDC, at net asset value.
    function _openMarket() private {
        uint256 price = uint256(nav.latestAnswer());
        uint256 shares = (50_000e8 * 1e24) / price;
        vm.prank(alice);
        share.transfer(address(this), shares);
        market = openPool(share, shares, usdc, 50_000e6);
    }

    function _buyShares(uint256 cash) private returns (uint256 bought) {
        bought = vault.balanceOf(address(this));
        dump(usdc, share, cash);
        bought = vault.balanceOf(address(this)) - bought;
    }

    function _sellShares(uint256 shares) private {
        swapHeld(share, usdc, shares);
    }
}
