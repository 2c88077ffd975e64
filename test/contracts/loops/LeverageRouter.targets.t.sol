// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";
import {Vm} from "../../support/Vm.sol";

/// @notice Closed forms T1 and T2 on the chain.
contract LeverageRouterTargetsTest is LoopWorld {
    using Math for uint256;

    uint256 private constant LTV = 8_000; // [bps] of WETH
    uint256 private constant BPS = 1e4;

    /// @dev A step forgoes two units of debt, and three of the base currency ($0.00000001) to rounding, in WETH.
    uint256 private constant STEP_LOSS = 2 + (3 * 1e18) / WETH_PRICE + 1;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    /// hardhat-config: fuzz.runs = 64
    function test_T1_collateralOfNLoopsIsTheGeometricSum(uint256 equity, uint256 n) public {
        equity = bound(equity, 1e18, 100e18);
        n = bound(n, 0, 40);

        _loop(equity, n);

        // C0 (1 − q^(n+1)) / (1 − q), and the loss of every step carried on by those after it.
        uint256 sum;
        uint256 step = equity;
        for (uint256 i = 0; i <= n; ++i) {
            sum += step;
            step = (step * LTV) / BPS;
        }
        uint256 tolerance = (n * STEP_LOSS * BPS) / (BPS - LTV) + 1;
        assertLe(supplied(looper, weth), sum, "not above");
        assertClose(supplied(looper, weth), sum, tolerance, "collateral");
        assertClose(owed(looper, weth), supplied(looper, weth) - equity, 2 * n, "debt is collateral less equity");
    }

    /// hardhat-config: fuzz.runs = 64
    function test_T1_acrossAPairEachStepCarriesFeeAndSlippage(uint256 equity, uint256 n) public {
        equity = bound(equity, 1e18, 1_000e18);
        n = bound(n, 1, 12);
        (uint256 base, uint256 quote) = marketReserves(weth, usdc);
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, equity, 4.99e18);
        params.minLeverage = 0;
        params.maxIterations = n;

        vm.prank(looper);
        vm.recordLogs();
        router.openIterative(params);

        Vm.Log[] memory logs = vm.getRecordedLogs();
        uint256 collateral;
        uint256 debt;
        uint256 seen;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != ILeverageRouter.LoopStep.selector) continue;
            (uint256 borrowed, uint256 bought) = abi.decode(logs[i].data, (uint256, uint256));
            if (seen++ != 0) {
                uint256 allowed = (collateral * WETH_PRICE * LTV) / BPS / 1e18 / 100 - debt;
                assertClose(borrowed, allowed, 4, "all that LTV allows, in USDC units");
                uint256 received = constantProduct(borrowed, quote, base);
                assertClose(bought, received, 1e9, "what a constant product gives after its fee, in wei of WETH");
                base -= bought;
                quote += (borrowed * (1e6 - FEE)) / 1e6;
            }
            collateral += bought;
            debt += borrowed;
        }
        assertEq(seen, n + 1, "steps");
        assertClose(supplied(looper, weth), collateral, 2 * n, "collateral is the sum of its steps");
        assertClose(owed(looper, usdc), debt, 2 * n, "debt is the sum of its steps");
    }

    function test_T2_aTargetIsEquityTimesLeverageAndLeverageLessOne(
        bool flash,
        uint256 equity,
        uint256 leverage
    ) public {
        equity = bound(equity, 1e18, 1_000e18);
        leverage = bound(leverage, 1.1e18, 4.5e18);
        ILeverageRouter.OpenParams memory params = opening(weth, weth, equity, leverage);

        vm.prank(looper);
        flash ? router.openFlash(params) : router.openIterative(params);

        uint256 tolerance = equity.mulDiv(TOLERANCE, WAD);
        assertClose(supplied(looper, weth), equity.mulDiv(leverage, WAD), tolerance, "C = x l");
        assertClose(owed(looper, weth), equity.mulDiv(leverage - WAD, WAD), tolerance, "B = x (l - 1)");
    }

    function test_T2_leverageIsBoundByOneOverOneLessLtv(bool eMode, uint256 gap) public {
        uint256 ltv = eMode ? 9_450 : LTV;
        if (eMode) enterEMode(looper);
        uint256 limit = (WAD * BPS) / (BPS - ltv);
        gap = bound(gap, 1e9, 0.5e18);

        ILeverageRouter.OpenParams memory params = opening(weth, weth, 10e18, limit - gap);
        vm.prank(looper);
        assertClose(router.openFlash(params), limit - gap, TOLERANCE, "below the bound");

        params = opening(weth, weth, 10e18, limit + gap);
        vm.expectPartialRevert(ILendingErrors.LendingPool_CollateralCannotCoverDebt.selector);
        vm.prank(looper);
        router.openFlash(params);
    }

    function test_T2_iterationEndsAtTheBoundAndSaysSo() public {
        enterEMode(looper);
        ILeverageRouter.OpenParams memory params = opening(weth, weth, 10e18, 18.19e18);
        params.maxIterations = 400;

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        vm.prank(looper);
        router.openIterative(params);

        params.minLeverage = 18.18e18;
        vm.prank(looper);
        // 1 / (1 − 0.945) = 18.1818…
        assertClose(router.openIterative(params), 18.1818e18, 1e14, "bound");
    }

    function _loop(uint256 equity, uint256 n) private {
        ILeverageRouter.OpenParams memory params = opening(weth, weth, equity, 10e18);
        params.minLeverage = 0;
        params.maxIterations = n;
        vm.prank(looper);
        router.openIterative(params);
    }
}
