// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {LabLens} from "../../../contracts/lens/LabLens.sol";
import {Arbitrage} from "../../../contracts/market/Arbitrage.sol";
import {ExternalMarket} from "../../../contracts/market/ExternalMarket.sol";
import {IArbitrage} from "../../../contracts/market/IArbitrage.sol";
import {IExternalMarket} from "../../../contracts/market/IExternalMarket.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV2PairSetup, PairTest} from "../../support/PairTest.sol";

/// @notice What moves pools by a price moves a Uniswap v2 pair too, which has no price limit of its own.
contract PairMovesTest is PairTest {
    uint256 private constant WAD = 1e18;
    uint256 private constant RESERVE = 1e22;
    uint256 private constant FUNDS = 1e24;

    ExternalMarket private market;
    Arbitrage private arbitrage;
    IUniswapV2PairSetup private pair;
    MintableToken private token0;
    MintableToken private token1;
    address private trader;

    function setUp() public {
        trader = actor("trader");
        (token0, token1) = createTokens();
        pair = createPair(token0, RESERVE, token1, RESERVE);
        market = new ExternalMarket(address(this));
        arbitrage = new Arbitrage(market);
        MintableToken[2] memory tokens = [token0, token1];
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(address(market), FUNDS);
            tokens[i].mint(trader, FUNDS);
            vm.prank(trader);
            tokens[i].approve(address(arbitrage), type(uint256).max);
        }
    }

    function test_reprice_bringsThePairToThePriceOutOfTheInventory(uint256 root) public {
        root = bound(root, WAD / 10, 10 * WAD);

        (int256 amount0, int256 amount1) = market.reprice(_pool(), _limit(root));

        (uint256 reserve0, uint256 reserve1) = _reserves();
        assertClose((reserve1 * WAD) / reserve0, (root * root) / WAD, 1e5, "price");
        assertEq(token0.balanceOf(address(market)), uint256(int256(FUNDS) - amount0), "inventory of token0");
        assertEq(token1.balanceOf(address(market)), uint256(int256(FUNDS) - amount1), "inventory of token1");
        assertEq(reserve0, uint256(int256(RESERVE) + amount0), "reserve of token0");
        assertEq(reserve1, uint256(int256(RESERVE) + amount1), "reserve of token1");
    }

    function test_reprice_leavesAPairAloneThatIsThere() public {
        (int256 amount0, int256 amount1) = market.reprice(_pool(), PRICE_ONE);

        assertEq(amount0, int256(0), "amount of token0");
        assertEq(amount1, int256(0), "amount of token1");
    }

    function test_reprice_refusesWhatTheInventoryCannotPay() public {
        vm.expectPartialRevert(IExternalMarket.ExternalMarket_InventoryShort.selector);
        market.reprice(_pool(), PRICE_ONE * 1_000_000);
    }

    function test_arbitrage_closesAGapToTheGainOfTheCaller(uint256 outside) public {
        outside = bound(outside, 0.3e18, 3e18);
        vm.assume(outside < 0.95e18 || outside > 1.05e18);
        _post(outside);
        MintableToken tokenIn = outside < WAD ? token0 : token1;

        vm.prank(trader);
        uint256 profit = arbitrage.arbitrage(_pool(), _limit(_root(outside * WAD)), FUNDS, 1);

        (uint256 reserve0, uint256 reserve1) = _reserves();
        assertClose((reserve1 * WAD) / reserve0, outside, 1e5, "price");
        assertEq(tokenIn.balanceOf(trader), FUNDS + profit, "the caller's gain");
        assertEq(token0.balanceOf(address(arbitrage)), 0, "token0 left behind");
        assertEq(token1.balanceOf(address(arbitrage)), 0, "token1 left behind");
    }

    function test_arbitrage_spendsNoMoreThanTheMaximum(uint256 maximumIn) public {
        maximumIn = bound(maximumIn, 1e9, 1e20);
        _post(4e18);

        vm.prank(trader);
        arbitrage.arbitrage(_pool(), PRICE_ONE * 2, maximumIn, 0);

        assertEq(token1.balanceOf(address(pair)), RESERVE + maximumIn, "paid");
    }

    function test_arbitrage_revertsBelowTheMinimumProfit() public {
        _post(WAD);

        vm.expectPartialRevert(IArbitrage.Arbitrage_Unprofitable.selector);
        vm.prank(trader);
        arbitrage.arbitrage(_pool(), PRICE_ONE * 2, 1e18, 0);
    }

    function test_amm_readsAPairsReserves(uint112 amount0, uint112 amount1) public {
        amount0 = uint112(bound(amount0, 1, 1e24));
        amount1 = uint112(bound(amount1, 1, 1e24));
        vm.warp(7_777);
        token0.mint(address(pair), amount0);
        token1.mint(address(pair), amount1);
        pair.mint(address(this));
        address[] memory pools = new address[](1);
        pools[0] = address(pair);

        uint256[] memory words = new LabLens().amm(pools);

        assertEq(words.length, 3, "words");
        assertEq(words[0], RESERVE + amount0, "reserve of token0");
        assertEq(words[1], RESERVE + amount1, "reserve of token1");
        assertEq(words[2], 7_777, "last change");
    }

    function _pool() private view returns (IUniswapV3Pool) {
        return IUniswapV3Pool(address(pair));
    }

    function _reserves() private view returns (uint256 reserve0, uint256 reserve1) {
        (reserve0, reserve1, ) = pair.getReserves();
    }

    function _limit(uint256 root) private pure returns (uint160) {
        return uint160((root * PRICE_ONE) / WAD);
    }

    function _post(uint256 price0) private {
        address[] memory assets = new address[](2);
        uint256[] memory prices = new uint256[](2);
        (assets[0], assets[1], prices[0], prices[1]) = (address(token0), address(token1), price0, WAD);
        market.post(assets, prices);
    }

    function _root(uint256 square) private pure returns (uint256 root) {
        root = square;
        for (uint256 next = (square + 1) / 2; next < root; next = (next + square / next) / 2) root = next;
    }
}
