// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {LiquidityMinter} from "../../../contracts/amm/LiquidityMinter.sol";
import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {ExternalMarket} from "../../../contracts/market/ExternalMarket.sol";
import {IExternalMarket} from "../../../contracts/market/IExternalMarket.sol";
import {ForeignCallbackPool} from "../../../contracts/mocks/ForeignCallbackPool.sol";
import {TickLib} from "../../../contracts/oracles/TickLib.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {Vm} from "../../support/Vm.sol";
import {IUniswapV3PoolSetup, UniswapTest} from "../../support/UniswapTest.sol";

contract ExternalMarketRepriceTest is UniswapTest {
    uint128 private constant LIQUIDITY = 1e22;

    ExternalMarket private market;
    IUniswapV3PoolSetup private pool;
    MintableToken private token0;
    MintableToken private token1;

    function setUp() public {
        token0 = new MintableToken("A", "A", 18, address(this));
        token1 = new MintableToken("B", "B", 18, address(this));
        if (token0 > token1) (token0, token1) = (token1, token0);
        pool = createPool(deployFactory(), address(token0), address(token1), 500, PRICE_ONE);
        market = new ExternalMarket(address(this));

        LiquidityMinter minter = new LiquidityMinter(address(this));
        token0.mint(address(this), 1e30);
        token1.mint(address(this), 1e30);
        token0.approve(address(minter), 1e30);
        token1.approve(address(minter), 1e30);
        minter.mint(pool, -10_000, 10_000, LIQUIDITY);
    }

    function test_reprice_movesThePoolExactlyToTheLimitAtTheInventorysExpense(int24 seed) public {
        uint160 target = TickLib.sqrtPriceUp(int24(int256(bound(uint24(seed), 0, 30_000)) - 15_000));
        vm.assume(target != PRICE_ONE);
        token0.mint(address(market), 1e24);
        token1.mint(address(market), 1e24);

        (int256 amount0, int256 amount1) = market.reprice(pool, target);

        assertEq(_price(), target, "price");
        assertTrue(target < PRICE_ONE ? amount0 > 0 && amount1 < 0 : amount0 < 0 && amount1 > 0, "signs");
        assertEq(token0.balanceOf(address(market)), uint256(1e24 - amount0), "inventory of token0");
        assertEq(token1.balanceOf(address(market)), uint256(1e24 - amount1), "inventory of token1");
    }

    function test_reprice_paysTheConstantLiquidityAmounts() public {
        token1.mint(address(market), 1e24);

        (int256 amount0, int256 amount1) = market.reprice(pool, (PRICE_ONE * 11) / 10);

        // L·Δ√p = 1e21 in plus the fee of 5 basis points on top; L·(1 − 1/1.1) out.
        assertClose(uint256(amount1), (uint256(1e21) * 10_000) / 9_995, 1e3, "paid");
        assertClose(uint256(-amount0), uint256(1e22) / 11, 1e3, "received");
    }

    function test_reprice_emitsTheSwap() public {
        token0.mint(address(market), 1e24);
        vm.recordLogs();
        (int256 amount0, int256 amount1) = market.reprice(pool, PRICE_ONE / 2);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        Vm.Log memory last = logs[logs.length - 1];
        assertEq(last.emitter, address(market), "emitter");
        assertTrue(last.topics[0] == IExternalMarket.Repriced.selector, "event");
        assertTrue(last.topics[1] == bytes32(uint256(uint160(address(pool)))), "pool");
        assertTrue(keccak256(last.data) == keccak256(abi.encode(amount0, amount1, PRICE_ONE / 2)), "values");
    }

    function test_reprice_leavesAPoolAloneThatIsAlreadyThere() public {
        vm.recordLogs();
        (int256 amount0, int256 amount1) = market.reprice(pool, PRICE_ONE);

        assertTrue(amount0 == 0 && amount1 == 0, "amounts");
        assertEq(vm.getRecordedLogs().length, 0, "events");
    }

    function test_reprice_revertsWhenTheInventoryIsShort() public {
        token0.mint(address(market), 1);

        // √p falls to a half only past the liquidity's lower edge: all of its token0 side, fee included, is asked.
        (bool ok, bytes memory reason) = address(market).call(abi.encodeCall(market.reprice, (pool, PRICE_ONE / 2)));

        assertTrue(!ok, "reverted");
        assertTrue(bytes4(reason) == IExternalMarket.ExternalMarket_InventoryShort.selector, "reason");
        assertEq(_price(), PRICE_ONE, "price");
    }

    function test_reprice_revertsForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != address(this));

        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        market.reprice(pool, PRICE_ONE / 2);
    }

    function test_callback_revertsWhenNoPoolIsBeingMoved(address caller) public {
        vm.assume(caller != address(0));
        token0.mint(address(market), 1e24);

        vm.expectRevert(_unexpected(caller, address(0)));
        vm.prank(caller);
        market.uniswapV3SwapCallback(1, -1, "");
    }

    function test_callback_revertsAfterAMoveEnded() public {
        token0.mint(address(market), 1e24);
        market.reprice(pool, PRICE_ONE / 2);

        vm.expectRevert(_unexpected(address(pool), address(0)));
        vm.prank(address(pool));
        market.uniswapV3SwapCallback(1, -1, "");
    }

    function test_callback_revertsForAnotherThanThePoolBeingMoved() public {
        ForeignCallbackPool stranger = new ForeignCallbackPool(ForeignCallbackPool(address(0)));
        ForeignCallbackPool called = new ForeignCallbackPool(stranger);

        vm.expectRevert(_unexpected(address(stranger), address(called)));
        market.reprice(IUniswapV3Pool(address(called)), PRICE_ONE / 2);
    }

    function _price() private view returns (uint160 sqrtPriceX96) {
        (sqrtPriceX96, , , , , , ) = pool.slot0();
    }

    function _unexpected(address caller, address expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IExternalMarket.ExternalMarket_UnexpectedCallback.selector, caller, expected);
    }
}
