// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {IFlashLiquidator} from "../../../contracts/liquidators/IFlashLiquidator.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LiquidatorWorld} from "../../support/LiquidatorWorld.sol";

contract FlashLiquidatorRefusalsTest is LiquidatorWorld {
    function setUp() public {
        buildLiquidatorWorld(rulesOf(2));
        indebt(weth, 100e18, usdc, 10_000);
        setPrice(address(weth), (WETH_PRICE * 96) / 100);
    }

    function test_liquidate_revertsWhenTheSaleLosesMoreThanTheBonus() public {
        // A twelfth more WETH in the pool costs an eighth of its price.
        dump(weth, usdc, 15_000e18);
        (uint256 debt, uint256 collateral) = (owed(borrower, usdc), supplied(borrower, weth));
        uint256 cash = usdc.balanceOf(address(aTokenOf(usdc)));

        (bool refused, int256 profit) = _attempt(0);

        assertTrue(refused, "unprofitable");
        assertTrue(profit < 0, "a loss");
        assertEq(owed(borrower, usdc), debt, "debt");
        assertEq(supplied(borrower, weth), collateral, "collateral");
        assertEq(usdc.balanceOf(address(aTokenOf(usdc))), cash, "the pool's cash");
        assertEmpty(address(liquidator));
    }

    function test_liquidate_goesThroughAtExactlyTheProfitAskedFor() public {
        (bool refused, int256 profit) = _attempt(1e30);
        assertTrue(refused, "too much asked");
        assertTrue(profit > 0, "profitable");

        (refused, ) = _attempt(uint256(profit) + 1);
        assertTrue(refused, "one unit too much");
        (refused, ) = _attempt(uint256(profit));
        assertTrue(!refused, "exactly");
        assertEq(usdc.balanceOf(keeper), uint256(profit), "paid");
    }

    function test_liquidate_revertsForAMinimumThatIsNoAmount(uint256 minProfit) public {
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);
        params.minProfit = bound(minProfit, 1 << 255, type(uint256).max);

        vm.expectRevert(abi.encodeWithSelector(SafeCast.SafeCastOverflowedUintToInt.selector, params.minProfit));
        liquidator.liquidate(params);
    }

    function test_liquidate_revertsWithThePoolsErrorForAHealthyAccount() public {
        setPrice(address(weth), WETH_PRICE);
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);

        vm.expectPartialRevert(ILendingErrors.LendingPool_Healthy.selector);
        liquidator.liquidate(params);
    }

    function test_liquidate_revertsForADebtAssetThatThePoolDoesNotList() public {
        MintableToken other = new MintableToken("Other", "OTH", 18, address(this));
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);
        params.debt = address(other);

        vm.expectRevert(
            abi.encodeWithSelector(IFlashLiquidator.FlashLiquidator_ReserveNotListed.selector, address(other))
        );
        liquidator.liquidate(params);
    }

    function test_liquidate_revertsForAPathThatLeadsElsewhere() public {
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);
        params.path = pathOf(weth, wsteth);

        vm.expectRevert(abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, weth, usdc, params.path));
        liquidator.liquidate(params);
    }

    function test_executeOperation_revertsForAnyCallerButThePool(address caller) public {
        vm.assume(caller != address(pool));
        bytes memory data = abi.encode(caller, order(weth, usdc, 1e6));

        vm.expectRevert(abi.encodeWithSelector(IFlashLiquidator.FlashLiquidator_CallerNotPool.selector, caller));
        vm.prank(caller);
        liquidator.executeOperation(address(usdc), 1e6, 0, address(liquidator), data);
    }

    function test_executeOperation_revertsForALoanThatAnotherStarted(address attacker) public {
        vm.assume(attacker != address(liquidator));
        bytes memory data = abi.encode(attacker, order(weth, usdc, 1e6));

        vm.expectRevert(abi.encodeWithSelector(IFlashLiquidator.FlashLiquidator_InitiatorNotSelf.selector, attacker));
        vm.prank(attacker);
        pool.flashLoanSimple(address(liquidator), address(usdc), 1e6, data, 0);
    }

    function test_liquidate_refusesToBeReentered() public {
        ReentrantToken hop = new ReentrantToken();
        createMarket(MintableToken(address(hop)), 1e8, usdc, USDC_PRICE, SIDE_VALUE);
        createMarket(MintableToken(address(hop)), 1e8, weth, WETH_PRICE, SIDE_VALUE);
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);
        hop.arm(address(liquidator), abi.encodeCall(liquidator.liquidate, (params)));
        params.path = abi.encodePacked(weth, FEE, hop, FEE, usdc);

        liquidate(params);

        bytes4 reentered = ReentrancyGuardTransient.ReentrancyGuardReentrantCall.selector;
        assertEq(hop.successes(), 0, "no call went through");
        assertTrue(bytes4(hop.failure()) == reentered, "refused as a re-entry");
    }

    /// @dev Liquidates for $10,000; when refused as unprofitable, says what it would have earned.
    function _attempt(uint256 minProfit) private returns (bool refused, int256 profit) {
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 10_000e6);
        params.minProfit = minProfit;
        vm.prank(keeper);
        try liquidator.liquidate(params) {} catch (bytes memory reason) {
            bytes memory figures = new bytes(64);
            for (uint256 i = 0; i < 64; ++i) figures[i] = reason[i + 4];
            (profit, ) = abi.decode(figures, (int256, uint256));
            refused = bytes4(reason) == IFlashLiquidator.FlashLiquidator_Unprofitable.selector;
        }
    }
}
