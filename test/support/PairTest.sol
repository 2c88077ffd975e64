// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV2Pair} from "../../contracts/amm/IUniswapV2Pair.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {UniswapTest} from "./UniswapTest.sol";

interface IUniswapV2Factory {
    function createPair(address tokenA, address tokenB) external returns (address pair);
}

/// @notice The part of a pair that only its deployer calls.
interface IUniswapV2PairSetup is IUniswapV2Pair {
    function mint(address to) external returns (uint256 liquidity);
}

/// @notice Deploys real Uniswap v2 pairs from their published artifacts.
abstract contract PairTest is UniswapTest {
    string private constant FACTORY = "node_modules/@uniswap/v2-core/build/UniswapV2Factory.json";

    /// @dev A pair of two tokens that this contract may mint.
    function createPair(
        MintableToken tokenA,
        uint256 reserveA,
        MintableToken tokenB,
        uint256 reserveB
    ) internal returns (IUniswapV2PairSetup pair) {
        bytes memory code = vm.parseJsonBytes(vm.readFile(FACTORY), ".bytecode");
        IUniswapV2Factory factory = IUniswapV2Factory(deployBytecode(abi.encodePacked(code, abi.encode(address(1)))));
        pair = IUniswapV2PairSetup(factory.createPair(address(tokenA), address(tokenB)));
        tokenA.mint(address(pair), reserveA);
        tokenB.mint(address(pair), reserveB);
        pair.mint(address(this));
    }

    /// @dev Tokens A and B, in the order of their addresses.
    function createTokens() internal returns (MintableToken token0, MintableToken token1) {
        token0 = new MintableToken("A", "A", 18, address(this));
        token1 = new MintableToken("B", "B", 18, address(this));
        if (token0 > token1) (token0, token1) = (token1, token0);
    }
}
