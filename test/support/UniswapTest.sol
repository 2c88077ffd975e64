// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IUniswapV3Pool} from "../../contracts/amm/IUniswapV3Pool.sol";
import {Test} from "./Test.sol";

interface IUniswapV3Factory {
    function getPool(address tokenA, address tokenB, uint24 fee) external view returns (address pool);
    function createPool(address tokenA, address tokenB, uint24 fee) external returns (address pool);
}

/// @notice The parts of a pool that only its deployer calls.
interface IUniswapV3PoolSetup is IUniswapV3Pool {
    function initialize(uint160 sqrtPriceX96) external;
    function increaseObservationCardinalityNext(uint16 cardinality) external;
}

/// @notice Deploys real Uniswap v3 from its published artifacts.
abstract contract UniswapTest is Test {
    string private constant FACTORY =
        "node_modules/@uniswap/v3-core/artifacts/contracts/UniswapV3Factory.sol/UniswapV3Factory.json";

    /// @dev Square root price of a ratio of one.
    uint160 internal constant PRICE_ONE = 1 << 96;

    function deployFactory() internal returns (IUniswapV3Factory) {
        return IUniswapV3Factory(deployBytecode(vm.parseJsonBytes(vm.readFile(FACTORY), ".bytecode")));
    }

    /// @dev A pool of the two tokens at `fee` (500, 3000 or 10000 millionths) and at a price.
    function createPool(
        IUniswapV3Factory factory,
        address tokenA,
        address tokenB,
        uint24 fee,
        uint160 sqrtPriceX96
    ) internal returns (IUniswapV3PoolSetup pool) {
        pool = IUniswapV3PoolSetup(factory.createPool(tokenA, tokenB, fee));
        pool.initialize(sqrtPriceX96);
    }

    function deployBytecode(bytes memory code) internal returns (address deployed) {
        assembly ("memory-safe") {
            deployed := create(0, add(code, 0x20), mload(code))
        }
        assertTrue(deployed != address(0), "deployed");
    }
}
