// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMixedQuoter} from "../../../contracts/amm/IMixedQuoter.sol";
import {IUniswapV2Pair} from "../../../contracts/amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../../contracts/amm/LiquidityMinter.sol";
import {MixedQuoter} from "../../../contracts/amm/MixedQuoter.sol";
import {MixedRouter} from "../../../contracts/amm/MixedRouter.sol";
import {PairSwapLib} from "../../../contracts/amm/PairSwapLib.sol";
import {PathLib} from "../../../contracts/amm/PathLib.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV2PairSetup, PairTest} from "../../support/PairTest.sol";
import {IUniswapV3PoolSetup} from "../../support/UniswapTest.sol";

/// @notice What the quoter refuses, and that it leaves pools as they are; amounts are held to the model in test/parity.
contract MixedQuoterTest is PairTest {
    uint24 private constant FEE = 500;
    uint24 private constant PAIR = 1 << 23;

    MixedRouter private router;
    MixedQuoter private quoter;
    IUniswapV3PoolSetup private pool;
    IUniswapV2PairSetup private pair;
    MintableToken private token0;
    MintableToken private token1;
    MintableToken private beyond;
    IUniswapV3PoolSetup private thin;

    function setUp() public {
        (token0, token1) = createTokens();
        pool = createPool(deployFactory(), address(token0), address(token1), FEE, PRICE_ONE);
        pair = createPair(token0, 1e22, token1, 1e22);
        beyond = new MintableToken("C", "C", 18, address(this));
        thin = createPool(deployFactory(), address(token1), address(beyond), FEE, PRICE_ONE);
        IUniswapV3Pool[] memory pools = new IUniswapV3Pool[](2);
        IUniswapV2Pair[] memory pairs = new IUniswapV2Pair[](1);
        (pools[0], pools[1], pairs[0]) = (pool, thin, pair);
        router = new MixedRouter(pools, pairs);
        quoter = new MixedQuoter(router);

        LiquidityMinter minter = new LiquidityMinter(address(this));
        token0.mint(address(this), 1e24);
        token1.mint(address(this), 1e24);
        token0.approve(address(minter), 1e24);
        token1.approve(address(minter), 1e24);
        minter.mint(pool, -1_000, 1_000, 1e22);
        beyond.mint(address(this), 1e24);
        beyond.approve(address(minter), 1e24);
        minter.mint(thin, -1_000, 1_000, 1e18);
    }

    function test_constructor_namesTheRouter() public view {
        assertEq(address(quoter.ROUTER()), address(router), "router");
    }

    function test_quotes_roundAgainstTheTraderThereAndBack(uint256 amount, bool overPair, bool turned) public {
        amount = bound(amount, 1e6, 1e20);
        bytes memory path = _path(overPair ? PAIR : FEE, turned);

        uint256 sold = quoter.quoteExactInput(path, amount);
        uint256 cost = quoter.quoteExactOutput(_path(overPair ? PAIR : FEE, !turned), sold);

        assertTrue(sold > 0 && sold < amount, "sold");
        assertLe(cost, amount + 1, "what it costs to buy that");
        assertClose(cost, amount, 3, "what it costs to buy that");
    }

    function test_quotes_moveNothing(bool overPair) public {
        bytes memory path = _path(overPair ? PAIR : FEE, false);

        assertEq(quoter.quoteExactInput(path, 1e20), quoter.quoteExactInput(path, 1e20), "the same again");
        assertEq(token0.balanceOf(address(pair)), 1e22, "the pair's tokens");
    }

    function test_quoteExactOutput_refusesMoreThanThePoolHolds() public {
        vm.expectPartialRevert(IMixedQuoter.MixedQuoter_OutputShort.selector);
        quoter.quoteExactOutput(_path(FEE, true), 1e22);

        vm.expectRevert(
            abi.encodeWithSelector(PairSwapLib.PairSwapLib_OutputShort.selector, address(pair), 1e22, 1e22)
        );
        quoter.quoteExactOutput(_path(PAIR, true), 1e22);
    }

    function test_quoteExactInput_refusesWhatTheRouterWouldRefuseToSell(bool overPair) public {
        uint24 fee = overPair ? PAIR : FEE;

        assertTrue(quoter.quoteExactInput(abi.encodePacked(token0, fee, token1, FEE, beyond), 1e15) > 0, "whole");
        assertTrue(quoter.quoteExactInput(abi.encodePacked(beyond, FEE, token1, fee, token0), 1e19) > 0, "the first");
        vm.expectPartialRevert(IMixedQuoter.MixedQuoter_InputLeft.selector);
        quoter.quoteExactInput(abi.encodePacked(token0, fee, token1, FEE, beyond), 1e19);
    }

    function test_quoteExactInput_passesThePoolsRefusalOn() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IMixedQuoter.MixedQuoter_SwapFailed.selector,
                address(pool),
                abi.encodeWithSignature("Error(string)", "AS")
            )
        );
        quoter.quoteExactInput(_path(FEE, false), 0);
    }

    function test_quoteExactInput_refusesAPoolThatTheRouterDoesNotKnow() public {
        vm.expectRevert(
            abi.encodeWithSelector(
                IMixedQuoter.MixedQuoter_PoolMissing.selector,
                address(token0),
                address(token1),
                3_000
            )
        );
        quoter.quoteExactInput(_path(3_000, false), 1e18);
    }

    function test_quotes_refuseAMalformedPath(uint8 length) public {
        vm.assume(length < 43 || (length - 20) % 23 != 0);

        vm.expectRevert(abi.encodeWithSelector(PathLib.PathLib_Malformed.selector, length));
        quoter.quoteExactInput(new bytes(length), 1e18);
        vm.expectRevert(abi.encodeWithSelector(PathLib.PathLib_Malformed.selector, length));
        quoter.quoteExactOutput(new bytes(length), 1e18);
    }

    function _path(uint24 fee, bool turned) private view returns (bytes memory) {
        return turned ? abi.encodePacked(token1, fee, token0) : abi.encodePacked(token0, fee, token1);
    }
}
