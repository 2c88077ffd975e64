// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FixedFeed} from "../../../contracts/oracles/FixedFeed.sol";
import {IAggregatorV3} from "../../../contracts/oracles/IAggregatorV3.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice Shares of a levered vault as margin: what they count for, and what becomes of a position on them when the
/// vault loses, when it is given something, and when its price is not allowed to know.
/// hardhat-config: fuzz.runs = 64
contract PerpExchangeSharesTest is BasisWorld {
    uint256 private constant HAIRCUT = 0.2e18;
    uint256 private constant DISCOUNT = 0.05e18;
    uint256 private constant SHARES = 50e24;

    address private trader;
    IAggregatorV3 private nav;

    function setUp() public {
        buildBasisWorld(false, false);
        vault = newVault(wsteth, weth, CORRELATED);
        openVault(vault, 100e18);
        nav = navFeedOf(vault);
        trader = actor("trader");
        _price(nav);
        vm.prank(alice);
        require(vault.transfer(trader, SHARES), "transfer failed");
        vm.prank(trader);
        vault.approve(address(exchange), SHARES);
    }

    function test_shares_countForNetAssetsLessTheHaircut(uint256 shares, uint256 left) public {
        shares = bound(shares, 1e18, SHARES);
        _bring(shares);
        setPrice(address(wsteth), (WSTETH_PRICE * bound(left, 7_500, 12_000)) / 1e4);

        uint256 worth = (shares * uint256(nav.latestAnswer())) / 1e26; // 24 and 8 decimals to 6
        assertClose(uint256(exchange.getMargin(trader).equity), (worth * 8) / 10, 2, "equity");
    }

    /// @dev A loss of the vault alone: ether stands, and the long on it goes all the same.
    function test_shares_loseAPositionThatItsOwnMarketDidNotTouch(uint256 left) public {
        _bring(SHARES);
        _long(100e18);
        uint256 mark = exchange.getMarket(ETH).mark;

        setPrice(address(wsteth), (WSTETH_PRICE * bound(left, 6_640, 6_655)) / 1e4);

        assertEq(exchange.getMarket(ETH).mark, mark, "its own market stands");
        PerpTypes.Position memory held = exchange.getPosition(trader, ETH);
        vm.prank(bob);
        exchange.liquidate(ETH, trader);
        assertEq(uint256(int256(held.size)), 100e18, "a long of that size");
        assertTrue(exchange.getPosition(trader, ETH).size == 0, "is gone");
    }

    /// @dev What is seized is sold for what the shares say, less the discount; the buyer redeems what is idle.
    function test_seizedShares_areSoldToWhoRedeemsThem() public {
        _bring(SHARES);
        _long(100e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 60) / 100); // nothing is left of the vault, nor of the margin
        exchange.takeOver(trader);
        assertEq(exchange.getSeized(address(vault)), SHARES, "with the engine");

        setPrice(address(wsteth), WSTETH_PRICE);
        uint256 shares = vault.convertToShares(vault.instantAssets()) / 2;
        dollar.mint(bob, 1e12);
        vm.startPrank(bob);
        dollar.approve(address(exchange), 1e12);
        uint256 cost = exchange.buySeized(address(vault), shares, type(uint256).max);
        uint256 assets = vault.redeem(shares, bob, bob);
        vm.stopPrank();

        uint256 worth = (assets * oracle.getAssetPrice(address(wsteth))) / 1e20;
        assertClose(cost, (worth * 95) / 100, worth / 500, "the discount, and the fee on the way out");
    }

    /// @dev The weakness of live net assets holds here too: a gift is margin at once. It never counts for all it cost.
    function test_liveNav_letsAGiverTradeOnHisGift(uint256 gift) public {
        _bring(SHARES);
        int256 before = exchange.getMargin(trader).equity;
        gift = bound(gift, 1e18, 100e18);

        wsteth.mint(address(vault), gift);

        uint256 lifted = uint256(exchange.getMargin(trader).equity - before);
        uint256 cost = (gift * WSTETH_PRICE) / 1e20;
        assertClose(lifted, (cost * 4) / 10, cost / 50, "half of the shares, four fifths of their worth");
    }

    /// @dev The weakness of a fixed price: trades go on against margin that is gone, and the exchange bears what the
    /// price hid once it may move.
    function test_fixed_hidesThatMarginIsGone() public {
        _price(new FixedFeed(8, nav.latestAnswer(), "fixed"));
        _bring(SHARES);
        _long(50e18);
        int256 equity = exchange.getMargin(trader).equity;

        setPrice(address(wsteth), (WSTETH_PRICE * 66) / 100);

        assertLe(vault.convertToAssets(SHARES), 1e18, "next to nothing is left");
        assertEq(exchange.getMargin(trader).equity, equity, "nothing seen");
        _long(50e18);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_Healthy.selector);
        exchange.flag(trader);

        _price(nav);
        setPrice(address(weth), (WETH_PRICE * 99) / 100);
        assertTrue(exchange.getMargin(trader).equity < 0, "less than nothing, once it is");
        exchange.takeOver(trader);
        assertTrue(exchange.engineEquity() < 0, "which the fund does not cover");
    }

    function _price(IAggregatorV3 feed) private {
        PerpTypes.CollateralConfig memory config = PerpTypes.CollateralConfig(
            feed,
            HAIRCUT,
            0,
            DISCOUNT,
            vault.decimals(),
            0
        );
        exchange.configureCollateral(address(vault), config);
    }

    function _bring(uint256 shares) private {
        vm.prank(trader);
        exchange.deposit(address(vault), shares, trader);
    }

    function _long(int256 size) private {
        vm.prank(trader);
        exchange.trade(ETH, size, type(uint256).max, false);
    }
}
