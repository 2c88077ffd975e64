// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {TickLib} from "../../../contracts/oracles/TickLib.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV3Factory, IUniswapV3PoolSetup, UniswapTest} from "../../support/UniswapTest.sol";

contract TickLibTest is UniswapTest {
    IUniswapV3Factory private factory;

    function setUp() public {
        factory = deployFactory();
    }

    function test_sqrtPriceUp_isOneAtTickZero() public pure {
        assertEq(TickLib.sqrtPriceUp(0), PRICE_ONE, "price");
    }

    function test_sqrtPriceUp_reachesThePoolsOwnLimits() public pure {
        assertEq(TickLib.sqrtPriceUp(-887272), 4295128739, "lowest");
        assertEq(TickLib.sqrtPriceUp(887272), 1461446703485210103287273052203988822378723970342, "highest");
    }

    /// hardhat-config: fuzz.runs = 40
    function test_sqrtPriceUp_isTheLowestPriceThatAPoolPutsInTheTick(int24 seed) public {
        int24 tick = _tick(seed, 887271);
        uint160 price = TickLib.sqrtPriceUp(tick);

        assertTrue(_tickOfPoolAt(price) == tick, "the pool's tick at the price");
        if (tick > -887272) assertTrue(_tickOfPoolAt(price - 1) == tick - 1, "the pool's tick just below");
    }

    function test_sqrtPriceUp_growsWithTheTick(int24 seed) public pure {
        int24 tick = _tick(seed, 887271);

        assertGe(TickLib.sqrtPriceUp(tick + 1), uint256(TickLib.sqrtPriceUp(tick)) + 1, "price one tick up");
    }

    function test_sqrtPriceUp_revertsBeyondThePoolsLimits(int24 tick) public {
        tick = int24(int256(bound(uint24(tick), 887273, 8388607))) * (tick < 0 ? int24(-1) : int24(1));

        vm.expectRevert(abi.encodeWithSelector(TickLib.TickLib_OutOfRange.selector, tick));
        this.sqrtPriceUp(tick);
    }

    function sqrtPriceUp(int24 tick) external pure returns (uint160) {
        return TickLib.sqrtPriceUp(tick);
    }

    function _tick(int24 seed, uint256 limit) private pure returns (int24) {
        return int24(int256(bound(uint24(seed), 0, 2 * limit)) - int256(limit));
    }

    function _tickOfPoolAt(uint160 sqrtPriceX96) private returns (int24 tick) {
        MintableToken a = new MintableToken("A", "A", 18, address(this));
        MintableToken b = new MintableToken("B", "B", 18, address(this));
        IUniswapV3PoolSetup pool = createPool(factory, address(a), address(b), 500, sqrtPriceX96);
        (, tick, , , , , ) = pool.slot0();
    }
}
