// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ILiquidityMinter} from "../../../contracts/amm/ILiquidityMinter.sol";
import {IUniswapV3Pool} from "../../../contracts/amm/IUniswapV3Pool.sol";
import {LiquidityMinter} from "../../../contracts/amm/LiquidityMinter.sol";
import {ForeignCallbackPool} from "../../../contracts/mocks/ForeignCallbackPool.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {IUniswapV3PoolSetup, UniswapTest} from "../../support/UniswapTest.sol";

contract LiquidityMinterTest is UniswapTest {
    int24 private constant LOWER = -600;
    int24 private constant UPPER = 600;

    LiquidityMinter private minter;
    IUniswapV3PoolSetup private pool;
    MintableToken private token0;
    MintableToken private token1;
    address private provider;

    function setUp() public {
        provider = actor("provider");
        token0 = new MintableToken("A", "A", 18, address(this));
        token1 = new MintableToken("B", "B", 6, address(this));
        if (token0 > token1) (token0, token1) = (token1, token0);
        pool = createPool(deployFactory(), address(token0), address(token1), 3000, PRICE_ONE);
        minter = new LiquidityMinter(provider);
        _fund(token0);
        _fund(token1);
    }

    function test_mint_addsLiquidityAtTheOwnersExpense(uint128 liquidity) public {
        liquidity = uint128(bound(liquidity, 1, 1e24));

        vm.prank(provider);
        (uint256 amount0, uint256 amount1) = minter.mint(pool, LOWER, UPPER, liquidity);

        assertEq(token0.balanceOf(address(pool)), amount0, "token0 in the pool");
        assertEq(token1.balanceOf(address(pool)), amount1, "token1 in the pool");
        assertEq(type(uint128).max - token0.balanceOf(provider), amount0, "token0 paid");
        assertEq(type(uint128).max - token1.balanceOf(provider), amount1, "token1 paid");
        assertGe(amount0, 1, "both sides at the middle of the range");
    }

    function test_mint_paysOneTokenAloneOutsideThePrice(uint128 liquidity) public {
        liquidity = uint128(bound(liquidity, 1e6, 1e24));

        vm.startPrank(provider);
        (uint256 above0, uint256 above1) = minter.mint(pool, UPPER, 2 * UPPER, liquidity);
        (uint256 below0, uint256 below1) = minter.mint(pool, 2 * LOWER, LOWER, liquidity);

        assertGe(above0, 1, "token0 above");
        assertEq(above1, 0, "token1 above");
        assertEq(below0, 0, "token0 below");
        assertGe(below1, 1, "token1 below");
    }

    function test_mint_emitsWhatWasPaid() public {
        vm.startPrank(provider);
        (uint256 amount0, uint256 amount1) = minter.mint(pool, LOWER, UPPER, 1e18);

        vm.expectEmit(true, true, true, true, address(minter));
        emit ILiquidityMinter.LiquidityMinted(address(pool), LOWER, UPPER, 1e18, amount0, amount1);
        minter.mint(pool, LOWER, UPPER, 1e18);
    }

    function test_burn_returnsWhatWasPaidButForRounding(uint128 liquidity) public {
        liquidity = uint128(bound(liquidity, 1e6, 1e24));
        vm.startPrank(provider);
        (uint256 paid0, uint256 paid1) = minter.mint(pool, LOWER, UPPER, liquidity);

        (uint256 back0, uint256 back1) = minter.burn(pool, LOWER, UPPER, liquidity);

        assertEq(back0 + 1, paid0, "token0 back");
        assertEq(back1 + 1, paid1, "token1 back");
        assertEq(token0.balanceOf(provider), type(uint128).max - 1, "the pool keeps one unit of token0");
        assertEq(token1.balanceOf(provider), type(uint128).max - 1, "the pool keeps one unit of token1");
        assertEq(token0.balanceOf(address(minter)) + token1.balanceOf(address(minter)), 0, "the minter keeps none");
    }

    function test_burn_ofNothingCollectsTheFees() public {
        vm.prank(provider);
        minter.mint(pool, LOWER, UPPER, 1e24);
        token0.mint(address(this), 1e18);
        pool.swap(address(this), true, 1e18, PRICE_ONE / 2, "");

        vm.expectEmit(true, true, true, true, address(minter));
        emit ILiquidityMinter.LiquidityBurned(address(pool), LOWER, UPPER, 0, 0.003e18 - 1, 0);
        vm.prank(provider);
        (uint256 fee0, uint256 fee1) = minter.burn(pool, LOWER, UPPER, 0);

        assertEq(fee0, 0.003e18 - 1, "three thousandths of the swap, rounded down");
        assertEq(fee1, 0, "no fee on the other side");
    }

    function test_everyAction_revertsForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != provider);
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);

        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        minter.mint(pool, LOWER, UPPER, 1);
        vm.expectRevert(refusal);
        minter.burn(pool, LOWER, UPPER, 0);
    }

    function test_callback_revertsWhenNoPoolIsBeingCalled(address caller) public {
        vm.assume(caller != address(0));
        vm.expectRevert(_unexpected(caller, address(0)));
        vm.prank(caller);
        minter.uniswapV3MintCallback(1, 1, "");
    }

    function test_callback_revertsAfterAMintEnded() public {
        vm.prank(provider);
        minter.mint(pool, LOWER, UPPER, 1e18);

        vm.expectRevert(_unexpected(address(pool), address(0)));
        vm.prank(address(pool));
        minter.uniswapV3MintCallback(1, 1, "");
    }

    function test_callback_revertsForAnotherThanThePoolBeingCalled() public {
        ForeignCallbackPool stranger = new ForeignCallbackPool(ForeignCallbackPool(address(0)));
        ForeignCallbackPool called = new ForeignCallbackPool(stranger);

        vm.expectRevert(_unexpected(address(stranger), address(called)));
        vm.prank(provider);
        minter.mint(IUniswapV3Pool(address(called)), LOWER, UPPER, 1);
    }

    function uniswapV3SwapCallback(int256 amount0, int256, bytes calldata) external {
        token0.transfer(msg.sender, uint256(amount0));
    }

    function _fund(MintableToken token) private {
        token.mint(provider, type(uint128).max);
        vm.prank(provider);
        token.approve(address(minter), type(uint256).max);
    }

    function _unexpected(address caller, address expected) private pure returns (bytes memory) {
        return abi.encodeWithSelector(ILiquidityMinter.LiquidityMinter_UnexpectedCallback.selector, caller, expected);
    }
}
