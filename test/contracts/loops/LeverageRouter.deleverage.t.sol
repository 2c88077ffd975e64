// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AToken} from "../../../contracts/lending/AToken.sol";
import {IAToken} from "../../../contracts/lending/IAToken.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";
import {Vm} from "../../support/Vm.sol";

contract LeverageRouterDeleverageTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    function test_deleverage_reachesTheTargetFromUpTo15Times(uint256 from, uint256 to, uint256 equity) public {
        from = bound(from, 1.2e18, 15e18);
        to = bound(to, 1.01e18, from - 0.1e18);
        _open(wsteth, weth, bound(equity, 0.1e18, 100e18), from);

        uint256 reached = _lower(lowering(wsteth, weth, to));

        assertClose(reached, to, TOLERANCE, "reached");
    }

    function test_deleverage_takesPathsOfSeveralHops(uint256 to) public {
        to = bound(to, 1.01e18, 3.5e18);
        _open(wsteth, usdc, 10e18, 4e18);

        assertClose(_lower(lowering(wsteth, usdc, to)), to, TOLERANCE, "reached");
    }

    function test_deleverage_lowersALoopOfAnAssetOnItself(uint256 to) public {
        to = bound(to, 1.01e18, 3.9e18);
        _open(weth, weth, 10e18, 4e18);

        assertClose(_lower(lowering(weth, weth, to)), to, TOLERANCE, "reached");
    }

    function test_deleverage_worksAfterYearsOfInterest(uint256 elapsed, uint256 to) public {
        _open(weth, usdc, 10e18, 3e18);
        skip(bound(elapsed, 1, 3 * 365 days));
        to = bound(to, 1.01e18, leverageOf(weth, usdc) - 0.1e18);

        assertClose(_lower(lowering(weth, usdc, to)), to, TOLERANCE, "reached");
    }

    function test_deleverage_sellsWhatTheDebtAndThePremiumCost(uint256 to) public {
        _open(weth, usdc, 10e18, 4e18);
        (uint256 collateral, uint256 debt) = (supplied(looper, weth), owed(looper, usdc));

        vm.recordLogs();
        _lower(lowering(weth, usdc, bound(to, 1.01e18, 3.9e18)));

        (uint256 repaid, uint256 sold) = _unwindLogged();
        assertClose(debt - owed(looper, usdc), repaid, 1, "debt falls by what was repaid");
        // Two units more leave the pool than the sale needs, and come back as coins.
        assertClose(collateral - supplied(looper, weth), sold + 2, 1, "collateral falls by what was sold");
        assertEq(weth.balanceOf(looper), 2, "dust comes back");
        assertEq(usdc.balanceOf(looper), 0, "the loan took exactly what the sale gave");
    }

    function test_deleverage_doesNothingAtOrBelowTheTarget(uint256 to) public {
        _open(weth, usdc, 10e18, 2e18);
        uint256 debt = owed(looper, usdc);

        uint256 reached = _lower(lowering(weth, usdc, bound(to, 2e18, 50e18)));

        assertEq(owed(looper, usdc), debt, "same debt");
        assertClose(reached, 2e18, TOLERANCE, "same leverage");
    }

    function test_deleverage_savesAnAccountThatMayBeLiquidated(uint256 fall) public {
        fall = bound(fall, 280, 400); // [bps] 15× in e-mode falls below health 1 at 2.3 % and has no equity at 6.7 %
        _open(wsteth, weth, 10e18, 15e18);
        setPrice(address(wsteth), (WSTETH_PRICE * (10_000 - fall)) / 10_000);
        assertLe(healthOf(looper), WAD - 1, "may be liquidated");

        uint256 reached = _lower(lowering(wsteth, weth, 10e18));

        assertClose(reached, 10e18, TOLERANCE, "reached");
        assertGe(healthOf(looper), WAD, "healthy");
    }

    function test_deleverage_revertsWhenTheResultWouldNotBeHealthy() public {
        _open(wsteth, weth, 10e18, 15e18);
        setPrice(address(wsteth), (WSTETH_PRICE * 97) / 100);
        ILeverageRouter.DeleverageParams memory params = lowering(wsteth, weth, 23e18);

        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(looper);
        router.deleverage(params);
    }

    function test_deleverage_revertsWhenMoreWouldBeSoldThanAllowed(uint256 allowed) public {
        _open(weth, usdc, 10e18, 4e18);
        ILeverageRouter.DeleverageParams memory params = lowering(weth, usdc, 2e18);
        // At least 2× of the equity has to go.
        params.maxCollateralSold = bound(allowed, 0, 19.9e18);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_CollateralSoldAboveMaximum.selector);
        vm.prank(looper);
        router.deleverage(params);
    }

    function test_deleverage_revertsWhenNoSizeIsExact() public {
        _open(weth, usdc, 10e18, 4e18);
        ILeverageRouter.DeleverageParams memory params = lowering(weth, usdc, 2e18);
        params.maxLeverage = params.targetLeverage - 1;

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        vm.prank(looper);
        router.deleverage(params);
    }

    function test_deleverage_revertsWhenSellingWouldRaiseLeverage() public {
        _open(wsteth, weth, 10e18, 15e18);
        // A tenth more wstETH in the pool: each dollar repaid now costs about $1.20, and 14 × 0.20 is more than 1.
        dump(wsteth, weth, (SIDE_VALUE / WSTETH_PRICE / 10) * 1e18);
        ILeverageRouter.DeleverageParams memory params = lowering(wsteth, weth, 14e18);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        vm.prank(looper);
        router.deleverage(params);
        assertClose(leverageOf(wsteth, weth), 15e18, TOLERANCE, "as before");
    }

    function test_deleverage_revertsWithoutAnAllowanceOnTheCollateral() public {
        _open(weth, usdc, 10e18, 4e18);
        AToken aToken = aTokenOf(weth);
        vm.prank(looper);
        aToken.approve(address(router), 1e18);
        ILeverageRouter.DeleverageParams memory params = lowering(weth, usdc, 2e18);

        vm.expectPartialRevert(IAToken.AToken_InsufficientAllowance.selector);
        vm.prank(looper);
        router.deleverage(params);
    }

    function _open(MintableToken collateral, MintableToken debt, uint256 equity, uint256 leverage) private {
        if (debt == weth && collateral == wsteth) enterEMode(looper);
        ILeverageRouter.OpenParams memory params = opening(collateral, debt, equity, leverage);
        vm.prank(looper);
        router.openFlash(params);
    }

    function _lower(ILeverageRouter.DeleverageParams memory params) private returns (uint256 reached) {
        vm.prank(looper);
        reached = router.deleverage(params);
        assertEq(router.leverageOf(looper, params.collateral, params.debt), reached, "as returned");
        assertEmpty(address(router));
    }

    function _unwindLogged() private returns (uint256 repaid, uint256 sold) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != ILeverageRouter.LoopUnwind.selector) continue;
            (repaid, sold) = abi.decode(logs[i].data, (uint256, uint256));
        }
    }
}
