// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../../contracts/amm/LiquidityMinter.sol";
import {Arbitrage} from "../../../contracts/market/Arbitrage.sol";
import {ExternalMarket} from "../../../contracts/market/ExternalMarket.sol";
import {IArbitrage} from "../../../contracts/market/IArbitrage.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {Vm} from "../../support/Vm.sol";
import {IUniswapV3PoolSetup, UniswapTest} from "../../support/UniswapTest.sol";

contract ArbitrageTest is UniswapTest {
    uint256 private constant WAD = 1e18;
    uint256 private constant FUNDS = 1e24;

    Arbitrage private arbitrage;
    ExternalMarket private market;
    IUniswapV3PoolSetup private pool;
    MintableToken private token0;
    MintableToken private token1;
    address private trader;

    function setUp() public {
        trader = actor("trader");
        token0 = new MintableToken("A", "A", 18, address(this));
        token1 = new MintableToken("B", "B", 18, address(this));
        if (token0 > token1) (token0, token1) = (token1, token0);
        pool = createPool(deployFactory(), address(token0), address(token1), 500, PRICE_ONE);
        market = new ExternalMarket(address(this));
        arbitrage = new Arbitrage(market);
        LiquidityMinter minter = new LiquidityMinter(address(this));
        _fund(token0, address(minter));
        _fund(token1, address(minter));
        minter.mint(pool, -20_000, 20_000, 1e22);
    }

    function test_constructor_namesTheExternalMarket() public view {
        assertEq(address(arbitrage.EXTERNAL_MARKET()), address(market), "external market");
    }

    function test_arbitrage_closesAGapToTheGainOfTheCaller(uint256 outside) public {
        outside = bound(outside, 0.3e18, 3e18);
        vm.assume(outside < 0.95e18 || outside > 1.05e18);
        _post(outside);
        // √ of the outside price of token0 in token1, and half a percent short of it for the fee.
        uint160 limit = uint160((_root(outside * WAD) * PRICE_ONE) / WAD);
        limit = outside < WAD ? (limit * 1_005) / 1_000 : (limit * 995) / 1_000;
        MintableToken tokenIn = outside < WAD ? token0 : token1;

        vm.prank(trader);
        uint256 profit = arbitrage.arbitrage(pool, limit, FUNDS, 1);

        (uint160 reached, , , , , , ) = pool.slot0();
        assertEq(reached, limit, "price");
        assertEq(tokenIn.balanceOf(trader), FUNDS + profit, "the caller's gain");
        _assertHoldsNothing();
    }

    function test_arbitrage_spendsNoMoreThanTheMaximum(uint256 maximumIn) public {
        maximumIn = bound(maximumIn, 1e9, 1e20);
        _post(2e18);
        uint256 before = token1.balanceOf(address(pool));

        vm.prank(trader);
        uint256 profit = arbitrage.arbitrage(pool, PRICE_ONE * 2, maximumIn, 0);

        assertEq(token1.balanceOf(address(pool)) - before, maximumIn, "paid");
        assertEq(token1.balanceOf(trader), FUNDS + profit, "the caller's gain");
        assertEq(token0.balanceOf(trader), FUNDS, "the other token is untouched");
        _assertHoldsNothing();
    }

    function test_arbitrage_emitsWhatWasPaidAndReturned() public {
        _post(2e18);
        // What 1e18 buys of token0 at liquidity 1e22 after the fee, sold outside for twice as much of token1.
        uint256 expected = (2 * 1e22 * uint256(0.9995e18)) / (1e22 + 0.9995e18);

        vm.recordLogs();
        vm.prank(trader);
        uint256 profit = arbitrage.arbitrage(pool, PRICE_ONE * 2, 1e18, 0);

        Vm.Log memory log = _logOf(address(arbitrage));
        assertTrue(log.topics[0] == IArbitrage.Arbitraged.selector, "event");
        assertEq(address(uint160(uint256(log.topics[1]))), trader, "caller");
        assertEq(address(uint160(uint256(log.topics[2]))), address(pool), "pool");
        assertEq(address(uint160(uint256(log.topics[3]))), address(token1), "token that went in");
        (uint256 paid, uint256 returned) = abi.decode(log.data, (uint256, uint256));
        assertEq(paid, 1e18, "paid");
        assertClose(returned, expected, 10, "returned");
        assertEq(profit, returned - paid, "profit");
    }

    function test_arbitrage_revertsBelowTheMinimumProfit(uint256 minimumProfit) public {
        _post(2e18);
        uint256 gain = _gainOf(1e18);
        minimumProfit = bound(minimumProfit, gain + 1, 1e30);

        vm.expectRevert(_unprofitable(gain + 1e18, 1e18, minimumProfit));
        vm.prank(trader);
        arbitrage.arbitrage(pool, PRICE_ONE * 2, 1e18, minimumProfit);
    }

    function test_arbitrage_revertsWhereTheFeeEatsTheGap() public {
        _post(WAD);

        vm.prank(trader);
        try arbitrage.arbitrage(pool, PRICE_ONE * 2, 1e18, 0) {
            assertTrue(false, "reverts");
        } catch (bytes memory reason) {
            assertTrue(bytes4(reason) == IArbitrage.Arbitrage_Unprofitable.selector, "reason");
        }
    }

    function test_callback_revertsWhenNoPoolIsBeingMoved(address caller) public {
        vm.assume(caller != address(0));

        vm.expectRevert(abi.encodeWithSelector(IArbitrage.Arbitrage_UnexpectedCallback.selector, caller, address(0)));
        vm.prank(caller);
        arbitrage.uniswapV3SwapCallback(1, -1, "");
    }

    function test_callback_cannotSpendWhatAnotherApproved() public {
        vm.expectRevert(
            abi.encodeWithSelector(IArbitrage.Arbitrage_UnexpectedCallback.selector, address(pool), address(0))
        );
        vm.prank(address(pool));
        arbitrage.uniswapV3SwapCallback(1, -1, "");
    }

    // What the arbitrage of `amountIn` gains in this state, found by doing and undoing it.
    function _gainOf(uint256 amountIn) private returns (uint256 gain) {
        try this.gainOrRevert(IUniswapV3Pool(address(pool)), amountIn) {
            assertTrue(false, "always reverts");
        } catch (bytes memory reason) {
            gain = abi.decode(reason, (uint256));
        }
    }

    function gainOrRevert(IUniswapV3Pool pool_, uint256 amountIn) external {
        vm.prank(trader);
        uint256 gain = arbitrage.arbitrage(pool_, PRICE_ONE * 2, amountIn, 0);
        assembly ("memory-safe") {
            mstore(0, gain)
            revert(0, 0x20)
        }
    }

    function _logOf(address emitter) private returns (Vm.Log memory log) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) if (logs[i].emitter == emitter) log = logs[i];
    }

    function _post(uint256 price0) private {
        address[] memory assets = new address[](2);
        uint256[] memory prices = new uint256[](2);
        (assets[0], assets[1], prices[0], prices[1]) = (address(token0), address(token1), price0, WAD);
        market.post(assets, prices);
    }

    function _fund(MintableToken token, address minter) private {
        token.mint(address(this), FUNDS);
        token.mint(address(market), FUNDS);
        token.mint(trader, FUNDS);
        token.approve(minter, FUNDS);
        vm.prank(trader);
        token.approve(address(arbitrage), type(uint256).max);
    }

    function _assertHoldsNothing() private view {
        assertEq(token0.balanceOf(address(arbitrage)), 0, "token0 left behind");
        assertEq(token1.balanceOf(address(arbitrage)), 0, "token1 left behind");
        assertEq(token0.allowance(address(arbitrage), address(market)), 0, "allowance of token0 left behind");
        assertEq(token1.allowance(address(arbitrage), address(market)), 0, "allowance of token1 left behind");
    }

    function _unprofitable(uint256 returned, uint256 paid, uint256 minimum) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IArbitrage.Arbitrage_Unprofitable.selector, returned, paid, minimum);
    }

    function _root(uint256 square) private pure returns (uint256 root) {
        root = square;
        for (uint256 next = (square + 1) / 2; next < root; next = (next + square / next) / 2) root = next;
    }
}
