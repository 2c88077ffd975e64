// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";
import {Vm} from "../../support/Vm.sol";

contract LeverageRouterOpenTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    /// hardhat-config: fuzz.runs = 64
    function test_openIterative_reachesUpTo15TimesInEMode(uint256 leverage, uint256 equity) public {
        leverage = bound(leverage, 1.1e18, 15e18);
        enterEMode(looper);

        uint256 reached = _openIterative(opening(wsteth, weth, bound(equity, 0.01e18, 100e18), leverage));

        assertLe(reached, leverage, "not above");
        assertClose(reached, leverage, TOLERANCE, "reached");
    }

    function test_openFlash_reachesUpTo15TimesInEMode(uint256 leverage, uint256 equity) public {
        leverage = bound(leverage, 1.1e18, 15e18);
        enterEMode(looper);

        uint256 reached = _openFlash(opening(wsteth, weth, bound(equity, 0.01e18, 100e18), leverage));

        assertLe(reached, leverage, "not above");
        assertClose(reached, leverage, TOLERANCE, "reached");
    }

    /// hardhat-config: fuzz.runs = 64
    function test_openIterative_takesCollateralOf8AndDebtOf6Decimals(uint256 leverage, uint256 equity) public {
        leverage = bound(leverage, 1.1e18, 3e18);

        uint256 reached = _openIterative(_coarse(bound(equity, 1e8, 20e8), leverage));

        assertClose(reached, leverage, COARSE_TOLERANCE, "reached");
    }

    function test_openFlash_takesCollateralOf8AndDebtOf6Decimals(uint256 leverage, uint256 equity) public {
        leverage = bound(leverage, 1.1e18, 3e18);

        uint256 reached = _openFlash(_coarse(bound(equity, 1e8, 20e8), leverage));

        assertClose(reached, leverage, COARSE_TOLERANCE, "reached");
    }

    function test_open_takesPathsOfSeveralHops(bool flash, uint256 leverage) public {
        leverage = bound(leverage, 1.1e18, 4e18);
        ILeverageRouter.OpenParams memory params = opening(wsteth, usdc, 10e18, leverage);
        assertEq(params.path.length, 66, "three tokens");

        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertClose(reached, leverage, TOLERANCE, "reached");
    }

    function test_open_loopsAnAssetOnItself(bool flash, uint256 leverage) public {
        leverage = bound(leverage, 1.1e18, 4.5e18);

        ILeverageRouter.OpenParams memory params = opening(weth, weth, 10e18, leverage);
        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertClose(reached, leverage, TOLERANCE, "reached");
    }

    function test_open_raisesAPositionThatExists(bool flash, uint256 first, uint256 second) public {
        enterEMode(looper);
        first = bound(first, 1.1e18, 5e18);
        second = bound(second, first + 0.1e18, 10e18);
        _openFlash(opening(wsteth, weth, 10e18, first));

        ILeverageRouter.OpenParams memory params = opening(wsteth, weth, 0, second);
        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertClose(reached, second, TOLERANCE, "reached");
    }

    function test_open_onlyAddsEquityWhenLeverageIsAboveTheTarget(bool flash, uint256 equity) public {
        _openFlash(opening(weth, usdc, 10e18, 4e18));
        uint256 debt = owed(looper, usdc);

        ILeverageRouter.OpenParams memory params = opening(weth, usdc, bound(equity, 1, 1e18), 2e18);
        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertEq(owed(looper, usdc), debt, "no new debt");
        assertGe(reached, 2e18, "still above");
        assertLe(reached, 4e18, "but lower");
    }

    function test_open_isASupplyAtLeverageOne(bool flash) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 1e18);
        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertEq(reached, 1e18, "unlevered");
        assertEq(supplied(looper, weth), 10e18, "supplied");
        assertEq(owed(looper, usdc), 0, "no debt");
    }

    function test_open_followsAnAmmThatIsCheaperThanTheOracle(bool flash) public {
        enterEMode(looper);
        setPrice(address(wsteth), (WSTETH_PRICE * 101) / 100);

        ILeverageRouter.OpenParams memory params = opening(wsteth, weth, 10e18, 10e18);
        uint256 reached = flash ? _openFlash(params) : _openIterative(params);

        assertLe(reached, 10e18, "not above");
        assertClose(reached, 10e18, TOLERANCE, "reached");
    }

    function test_openFlash_findsASizeWhereTheFirstGuessWouldLoseAllEquity() public {
        // WETH costs 45 % more on the AMM: 3.5 × the equity, borrowed, would lose more than the equity.
        dump(usdc, weth, 82_000_000e6);

        uint256 reached = _openFlash(opening(weth, usdc, 10e18, 4.5e18));

        assertClose(reached, 4.5e18, TOLERANCE, "reached");
    }

    function test_open_givesGiftsToTheCaller(bool flash, uint256 gift) public {
        gift = bound(gift, 1, 1e24);
        weth.mint(address(router), gift);
        usdc.mint(address(router), gift);

        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 2e18);
        flash ? _openFlash(params) : _openIterative(params);

        assertEq(weth.balanceOf(looper), gift, "collateral");
        assertEq(usdc.balanceOf(looper), gift, "debt");
    }

    /// hardhat-config: fuzz.runs = 64
    function test_openIterative_stopsAfterTheStepsAllowed(uint256 steps) public {
        steps = bound(steps, 0, 12);
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 4.9e18);
        params.minLeverage = 0;
        params.maxIterations = steps;

        vm.recordLogs();
        _openIterative(params);

        // The equity is step 0.
        assertEq(_stepsLogged(), steps + 1, "steps");
    }

    function test_openFlash_takesOneStepWhateverTheStepsAllowed(uint256 steps) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 4e18);
        params.maxIterations = steps;

        vm.recordLogs();
        _openFlash(params);

        assertEq(_stepsLogged(), 1, "steps");
    }

    function test_openFlash_paysNoPremium() public {
        uint256 before = usdc.balanceOf(address(aTokenOf(usdc)));

        _openFlash(opening(weth, usdc, 10e18, 3e18));

        assertEq(owed(looper, usdc), before - usdc.balanceOf(address(aTokenOf(usdc))), "owes what left the pool");
    }

    /// @dev One unit of 8-decimal collateral is worth $0.0006: on an equity of $60,000, 4e10 of leverage at 3×.
    uint256 private constant COARSE_TOLERANCE = 1.2e12;

    function _coarse(uint256 equity, uint256 leverage) private returns (ILeverageRouter.OpenParams memory params) {
        params = opening(wbtc, usdc, equity, leverage);
        params.minLeverage = leverage - COARSE_TOLERANCE;
    }

    function _openIterative(ILeverageRouter.OpenParams memory params) private returns (uint256 reached) {
        vm.prank(looper);
        reached = router.openIterative(params);
        _assertDone(params, reached);
    }

    function _openFlash(ILeverageRouter.OpenParams memory params) private returns (uint256 reached) {
        vm.prank(looper);
        reached = router.openFlash(params);
        _assertDone(params, reached);
    }

    function _assertDone(ILeverageRouter.OpenParams memory params, uint256 reached) private view {
        assertEq(router.leverageOf(looper, params.collateral, params.debt), reached, "as returned");
        assertEmpty(address(router));
    }

    function _stepsLogged() private returns (uint256 steps) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] == ILeverageRouter.LoopStep.selector) ++steps;
        }
    }
}
