// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ISwapRouter} from "../../contracts/amm/ISwapRouter.sol";
import {IUniswapV2Pair} from "../../contracts/amm/IUniswapV2Pair.sol";
import {IUniswapV3Pool} from "../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../contracts/amm/LiquidityMinter.sol";
import {MixedQuoter} from "../../contracts/amm/MixedQuoter.sol";
import {MixedRouter} from "../../contracts/amm/MixedRouter.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {PairTest} from "../support/PairTest.sol";

/// @notice A pool of A and B on Uniswap v3, and a pair of B and C on Uniswap v2; whoever trades holds all three.
contract MixedRouterGas is PairTest {
    uint24 private constant FEE = 500;
    uint24 private constant PAIR = 1 << 23;
    uint256 private constant AMOUNT = 1e18;

    MixedRouter private router;
    MixedQuoter private quoter;
    MintableToken private tokenA;
    MintableToken private tokenB;
    MintableToken private tokenC;

    function setUp() public {
        (tokenA, tokenB) = createTokens();
        tokenC = new MintableToken("C", "C", 18, address(this));
        IUniswapV3Pool[] memory pools = new IUniswapV3Pool[](1);
        IUniswapV2Pair[] memory pairs = new IUniswapV2Pair[](1);
        pools[0] = createPool(deployFactory(), address(tokenA), address(tokenB), FEE, PRICE_ONE);
        pairs[0] = createPair(tokenB, 1e22, tokenC, 1e22);
        router = new MixedRouter(pools, pairs);
        quoter = new MixedQuoter(router);

        LiquidityMinter minter = new LiquidityMinter(address(this));
        MintableToken[3] memory tokens = [tokenA, tokenB, tokenC];
        for (uint256 i = 0; i < tokens.length; ++i) {
            tokens[i].mint(address(this), 1e24);
            tokens[i].approve(address(minter), type(uint256).max);
            tokens[i].approve(address(router), type(uint256).max);
        }
        minter.mint(pools[0], -1_000, 1_000, 1e22);
    }

    function test_sellToPool() public {
        _sell(abi.encodePacked(tokenA, FEE, tokenB));
    }

    function test_sellToPair() public {
        _sell(abi.encodePacked(tokenB, PAIR, tokenC));
    }

    function test_sellOverBoth() public {
        _sell(abi.encodePacked(tokenA, FEE, tokenB, PAIR, tokenC));
    }

    function test_buyOverBoth() public {
        bytes memory path = abi.encodePacked(tokenC, PAIR, tokenB, FEE, tokenA);
        router.exactOutput(
            ISwapRouter.ExactOutputParams(path, address(this), block.timestamp, AMOUNT, type(uint256).max)
        );
    }

    function test_quoteOverBoth() public {
        quoter.quoteExactInput(abi.encodePacked(tokenA, FEE, tokenB, PAIR, tokenC), AMOUNT);
    }

    function _sell(bytes memory path) private {
        router.exactInput(ISwapRouter.ExactInputParams(path, address(this), block.timestamp, AMOUNT, 0));
    }
}
