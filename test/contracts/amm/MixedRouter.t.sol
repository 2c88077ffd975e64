// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMixedRouter} from "../../../contracts/amm/IMixedRouter.sol";
import {ISwapRouter} from "../../../contracts/amm/ISwapRouter.sol";
import {IUniswapV2Pair} from "../../../contracts/amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../../contracts/amm/LiquidityMinter.sol";
import {MixedRouter} from "../../../contracts/amm/MixedRouter.sol";
import {PairSwapLib} from "../../../contracts/amm/PairSwapLib.sol";
import {PathLib} from "../../../contracts/amm/PathLib.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV2PairSetup, PairTest} from "../../support/PairTest.sol";
import {IUniswapV3PoolSetup} from "../../support/UniswapTest.sol";

/// @notice What the router refuses and whose tokens it moves; amounts are held to the model in test/parity.
contract MixedRouterTest is PairTest {
    uint24 private constant FEE = 500;
    uint24 private constant PAIR = 1 << 23;

    MixedRouter private router;
    IUniswapV3PoolSetup private pool;
    IUniswapV2PairSetup private pair;
    MintableToken private token0;
    MintableToken private token1;
    IUniswapV3PoolSetup private thin;
    MintableToken private beyond;
    address private trader;

    function setUp() public {
        trader = actor("trader");
        (token0, token1) = createTokens();
        pool = createPool(deployFactory(), address(token0), address(token1), FEE, PRICE_ONE);
        pair = createPair(token0, 1e22, token1, 2e22);
        beyond = new MintableToken("C", "C", 18, address(this));
        thin = createPool(deployFactory(), address(token1), address(beyond), FEE, PRICE_ONE);
        IUniswapV3Pool[] memory both = new IUniswapV3Pool[](2);
        (both[0], both[1]) = (pool, thin);
        router = new MixedRouter(both, _pairs(pair));

        LiquidityMinter minter = new LiquidityMinter(address(this));
        MintableToken[3] memory tokens = [token0, token1, beyond];
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(address(this), 1e24);
            tokens[i].mint(trader, 1e24);
            tokens[i].approve(address(minter), type(uint256).max);
            vm.prank(trader);
            tokens[i].approve(address(router), type(uint256).max);
        }
        minter.mint(pool, -1_000, 1_000, 1e22);
        minter.mint(thin, -1_000, 1_000, 1e18);
    }

    function test_poolOf_knowsPoolsInEitherOrderOfTheirTokens() public view {
        assertEq(router.poolOf(address(token0), address(token1), FEE), address(pool), "pool");
        assertEq(router.poolOf(address(token1), address(token0), FEE), address(pool), "pool, turned");
        assertEq(router.poolOf(address(token1), address(token0), PAIR), address(pair), "pair");
        assertEq(router.poolOf(address(token1), address(token0), 3_000), address(0), "another tier");
    }

    function test_constructor_refusesTheSameMarketTwice() public {
        IUniswapV2Pair[] memory twice = new IUniswapV2Pair[](2);
        (twice[0], twice[1]) = (pair, createPair(token0, 1e18, token1, 1e18));

        vm.expectRevert(
            abi.encodeWithSelector(IMixedRouter.MixedRouter_PoolTwice.selector, address(twice[1]), address(twice[0]))
        );
        new MixedRouter(_pools(pool), twice);
    }

    function test_exactInput_movesTheCallersTokensToTheRecipientAlone(uint256 amount, bool overPair) public {
        amount = bound(amount, 1e3, 1e20);
        address recipient = actor("recipient");

        vm.prank(trader);
        uint256 amountOut = router.exactInput(_sale(address(token0), overPair ? PAIR : FEE, amount, recipient));

        assertEq(token0.balanceOf(trader), 1e24 - amount, "paid");
        assertEq(token1.balanceOf(recipient), amountOut, "received");
        _assertHoldsNothing();
    }

    function test_exactInput_refusesLessThanTheMinimum(bool overPair) public {
        ISwapRouter.ExactInputParams memory params = _sale(address(token0), overPair ? PAIR : FEE, 1e18, trader);
        params.amountOutMinimum = 1e19;

        vm.expectPartialRevert(IMixedRouter.MixedRouter_OutputBelowMinimum.selector);
        vm.prank(trader);
        router.exactInput(params);
    }

    function test_exactInput_leavesWhatAnExhaustedPoolDoesNotTakeWithTheCaller() public {
        vm.prank(trader);
        router.exactInput(_sale(address(token0), FEE, 1e23, trader));

        assertTrue(token0.balanceOf(trader) > 1e24 - 1e23, "the pool took less");
        _assertHoldsNothing();
    }

    function test_exactInput_refusesWhatALaterPoolWouldLeaveBehind(bool overPair) public {
        uint24 fee = overPair ? PAIR : FEE;
        (uint256 amountIn, bytes memory path) = (1e19, abi.encodePacked(token0, fee, token1, FEE, beyond));

        vm.prank(trader);
        try router.exactInput(ISwapRouter.ExactInputParams(path, trader, block.timestamp, amountIn, 0)) {
            assertTrue(false, "the later pool left something");
        } catch (bytes memory reason) {
            // What it would have been offered and have taken, each on its own.
            vm.prank(trader);
            uint256 offered = router.exactInput(_sale(address(token0), fee, amountIn, trader));
            uint256 held = token1.balanceOf(trader);
            bytes memory rest = abi.encodePacked(token1, FEE, beyond);
            vm.prank(trader);
            router.exactInput(ISwapRouter.ExactInputParams(rest, trader, block.timestamp, offered, 0));
            uint256 taken = held - token1.balanceOf(trader);

            assertTrue(taken > 0 && taken < offered, "runs out");
            bytes memory refused = abi.encodeWithSelector(
                IMixedRouter.MixedRouter_InputLeft.selector,
                address(thin),
                taken,
                offered
            );
            assertTrue(keccak256(reason) == keccak256(refused), "refused");
        }
        _assertHoldsNothing();
    }

    function test_exactInput_holdsNothingBetweenPoolsWhetherItIsRefusedOrNot(uint256 amount, bool overPair) public {
        amount = bound(amount, 1e3, 1e18);
        bytes memory path = abi.encodePacked(token0, overPair ? PAIR : FEE, token1, FEE, beyond);

        vm.prank(trader);
        try router.exactInput(ISwapRouter.ExactInputParams(path, trader, block.timestamp, amount, 0)) {
            assertEq(token0.balanceOf(trader), 1e24 - amount, "sold");
        } catch {
            assertTrue(amount > 2e16, "refused what the later pool takes");
        }
        _assertHoldsNothing();
    }

    function test_exactInput_leavesWithTheCallerWhatTheFirstOfTwoPoolsDoesNotTake() public {
        bytes memory path = abi.encodePacked(beyond, FEE, token1, FEE, token0);

        vm.prank(trader);
        router.exactInput(ISwapRouter.ExactInputParams(path, trader, block.timestamp, 1e20, 0));

        assertTrue(beyond.balanceOf(trader) > 1e24 - 1e20, "the first pool took less");
        assertTrue(token0.balanceOf(trader) > 1e24, "sold on");
        _assertHoldsNothing();
    }

    function test_exactOutput_deliversExactlyWhatWasAsked(uint256 amount, bool overPair) public {
        amount = bound(amount, 1e3, 1e20);
        address recipient = actor("recipient");

        vm.prank(trader);
        uint256 amountIn = router.exactOutput(_purchase(overPair ? PAIR : FEE, amount, recipient));

        assertEq(token1.balanceOf(recipient), amount, "received");
        assertEq(token0.balanceOf(trader), 1e24 - amountIn, "paid");
        _assertHoldsNothing();
    }

    function test_exactOutput_refusesToCostMoreThanTheMaximum(bool overPair) public {
        ISwapRouter.ExactOutputParams memory params = _purchase(overPair ? PAIR : FEE, 1e18, trader);
        params.amountInMaximum = 1e17;

        vm.expectPartialRevert(IMixedRouter.MixedRouter_InputAboveMaximum.selector);
        vm.prank(trader);
        router.exactOutput(params);
    }

    function test_exactOutput_refusesMoreThanThePoolHolds() public {
        vm.expectPartialRevert(IMixedRouter.MixedRouter_OutputShort.selector);
        vm.prank(trader);
        router.exactOutput(_purchase(FEE, 1e22, trader));

        vm.expectRevert(
            abi.encodeWithSelector(PairSwapLib.PairSwapLib_OutputShort.selector, address(pair), 2e22, 2e22)
        );
        vm.prank(trader);
        router.exactOutput(_purchase(PAIR, 2e22, trader));
    }

    function test_exactInput_refusesWhereThereIsNoLiquidity() public {
        IUniswapV3PoolSetup empty = createPool(deployFactory(), address(token0), address(token1), 3_000, PRICE_ONE);
        router = new MixedRouter(_pools(empty), _pairs(pair));

        vm.expectRevert(abi.encodeWithSelector(IMixedRouter.MixedRouter_NoLiquidity.selector, address(empty)));
        vm.prank(trader);
        router.exactInput(_sale(address(token0), 3_000, 1e18, trader));
    }

    function test_exactInput_refusesAfterTheDeadline(uint256 deadline) public {
        vm.warp(1_000);
        ISwapRouter.ExactInputParams memory params = _sale(address(token0), FEE, 1e18, trader);
        params.deadline = bound(deadline, 0, 999);

        vm.expectRevert(
            abi.encodeWithSelector(IMixedRouter.MixedRouter_DeadlinePassed.selector, params.deadline, 1_000)
        );
        router.exactInput(params);
    }

    function test_exactInput_refusesEther() public {
        ISwapRouter.ExactInputParams memory params = _sale(address(token0), FEE, 1e18, trader);
        vm.deal(address(this), 1);

        vm.expectRevert(abi.encodeWithSelector(IMixedRouter.MixedRouter_EtherSent.selector, 1));
        router.exactInput{value: 1}(params);
    }

    function test_exactInput_refusesAPoolThatItDoesNotKnow() public {
        ISwapRouter.ExactInputParams memory params = _sale(address(token0), 3_000, 1e18, trader);

        vm.expectRevert(
            abi.encodeWithSelector(
                IMixedRouter.MixedRouter_PoolMissing.selector,
                address(token0),
                address(token1),
                3_000
            )
        );
        router.exactInput(params);
    }

    function test_exactInput_refusesAMalformedPath(uint8 length) public {
        vm.assume(length < 43 || (length - 20) % 23 != 0);
        ISwapRouter.ExactInputParams memory params = _sale(address(token0), FEE, 1e18, trader);
        params.path = new bytes(length);

        vm.expectRevert(abi.encodeWithSelector(PathLib.PathLib_Malformed.selector, length));
        router.exactInput(params);
    }

    function test_callback_isRefusedToEverybodyButThePoolTradedWith(bool isPool) public {
        address caller = isPool ? address(pool) : trader;
        bytes memory data = abi.encodePacked(trader, address(token0), FEE, address(token1));

        vm.expectRevert(
            abi.encodeWithSelector(IMixedRouter.MixedRouter_UnexpectedCallback.selector, caller, address(0))
        );
        vm.prank(caller);
        router.uniswapV3SwapCallback(1, -1, data);
    }

    function _sale(
        address from,
        uint24 fee,
        uint256 amountIn,
        address recipient
    ) private view returns (ISwapRouter.ExactInputParams memory) {
        address to = from == address(token0) ? address(token1) : address(token0);
        return ISwapRouter.ExactInputParams(abi.encodePacked(from, fee, to), recipient, block.timestamp, amountIn, 0);
    }

    function _purchase(
        uint24 fee,
        uint256 amountOut,
        address recipient
    ) private view returns (ISwapRouter.ExactOutputParams memory) {
        bytes memory path = abi.encodePacked(token1, fee, token0);
        return ISwapRouter.ExactOutputParams(path, recipient, block.timestamp, amountOut, type(uint256).max);
    }

    function _pools(IUniswapV3Pool only) private pure returns (IUniswapV3Pool[] memory pools) {
        pools = new IUniswapV3Pool[](1);
        pools[0] = only;
    }

    function _pairs(IUniswapV2Pair only) private pure returns (IUniswapV2Pair[] memory pairs) {
        pairs = new IUniswapV2Pair[](1);
        pairs[0] = only;
    }

    function _assertHoldsNothing() private view {
        assertEq(token0.balanceOf(address(router)), 0, "token0 left behind");
        assertEq(token1.balanceOf(address(router)), 0, "token1 left behind");
        assertEq(beyond.balanceOf(address(router)), 0, "the third token left behind");
    }
}
