// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {IVariableDebtToken} from "../../../contracts/lending/IVariableDebtToken.sol";
import {VariableDebtToken} from "../../../contracts/lending/VariableDebtToken.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

contract LeverageRouterRefusalsTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    function test_open_revertsWhenDebtPassesTheMaximum(bool flash, uint256 maxDebt) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        // 2× of $20,000 less what the trade loses.
        params.maxDebt = bound(maxDebt, 0, 39_900e6);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_DebtAboveMaximum.selector);
        _open(flash, params);
    }

    function test_open_revertsWhenCollateralStaysBelowTheMinimum(bool flash, uint256 minCollateral) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        params.minCollateral = bound(minCollateral, 30e18, type(uint256).max);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_CollateralBelowMinimum.selector);
        _open(flash, params);
    }

    function test_open_boundsHoldAgainstAMovedMarket(bool flash) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        params.minCollateral = 29.9e18;
        params.minLeverage = 0;
        dump(usdc, weth, 40_000_000e6);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_CollateralBelowMinimum.selector);
        _open(flash, params);
    }

    function test_open_revertsWithoutEnoughDelegation(bool flash, uint256 delegated) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        VariableDebtToken debtToken = debtTokenOf(usdc);
        vm.prank(looper);
        debtToken.approveDelegation(address(router), bound(delegated, 0, 39_900e6));

        vm.expectPartialRevert(IVariableDebtToken.VariableDebtToken_InsufficientBorrowAllowance.selector);
        _open(flash, params);
    }

    function test_openIterative_saysWhatItReachedWhenTheTargetIsBeyondLtv() public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 5.1e18);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        _open(false, params);
    }

    function test_openIterative_revertsWhenTheStepsAllowedAreTooFew(uint256 steps) public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 4e18);
        // 4× takes seven steps of 80 %.
        params.maxIterations = bound(steps, 0, 6);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        _open(false, params);
    }

    function test_openFlash_revertsWithThePoolsErrorWhenTheTargetIsBeyondLtv() public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 5.1e18);

        vm.expectPartialRevert(ILendingErrors.LendingPool_CollateralCannotCoverDebt.selector);
        _open(true, params);
    }

    function test_openFlash_revertsWhenNoSizeIsExact() public {
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        params.minLeverage = params.targetLeverage;

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_TargetNotReached.selector);
        _open(true, params);
    }

    function test_openFlash_revertsWhenBorrowingWouldLowerLeverage() public {
        // Every dollar borrowed buys what the oracle takes for $1.50.
        setPrice(address(weth), (WETH_PRICE * 3) / 2);
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 4e18);

        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_TargetNotReached.selector, 1e18, 4e18));
        _open(true, params);
    }

    function test_openIterative_endsWhenATradeWouldBuyNextToNothing() public {
        // Three units of USDC carry $0.00000225 of debt, which buys two.
        ILeverageRouter.OpenParams memory params = opening(usdc, weth, 3, 3e18);

        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_TargetNotReached.selector, 1e18, 3e18));
        _open(false, params);
    }

    function test_openIterative_endsWhenThereIsNothingToBorrow() public {
        // A billionth of a WETH carries one unit of USDC, and rounding is left two.
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 1e9, 4.9e18);

        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_TargetNotReached.selector, 1e18, 4.9e18));
        _open(false, params);
    }

    function test_everyAction_revertsAfterItsDeadline(uint256 late) public {
        late = bound(late, 1, 365 days);
        _openedAt3Times();
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 10e18, 3e18);
        ILeverageRouter.DeleverageParams memory lowered = lowering(weth, usdc, 2e18);
        ILeverageRouter.CloseParams memory closed = closing(weth, usdc);
        bytes memory reason = abi.encodeWithSelector(
            ILeverageRouter.LeverageRouter_DeadlinePassed.selector,
            block.timestamp,
            block.timestamp + late
        );
        skip(late);

        vm.expectRevert(reason);
        _open(true, opened);
        vm.expectRevert(reason);
        _open(false, opened);
        vm.startPrank(looper);
        vm.expectRevert(reason);
        router.deleverage(lowered);
        vm.expectRevert(reason);
        router.close(closed);
    }

    function test_everyAction_revertsForATargetBelowOne(uint256 target) public {
        _openedAt3Times();
        target = bound(target, 0, 1e18 - 1);
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 10e18, 3e18);
        ILeverageRouter.DeleverageParams memory lowered = lowering(weth, usdc, 2e18);
        (opened.targetLeverage, lowered.targetLeverage) = (target, target);
        bytes memory reason = abi.encodeWithSelector(ILeverageRouter.LeverageRouter_TargetBelowOne.selector, target);

        vm.expectRevert(reason);
        _open(true, opened);
        vm.expectRevert(reason);
        _open(false, opened);
        vm.expectRevert(reason);
        vm.prank(looper);
        router.deleverage(lowered);
    }

    function test_everyAction_revertsForAPathThatLeadsElsewhere() public {
        _openedAt3Times();
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 10e18, 3e18);
        ILeverageRouter.DeleverageParams memory lowered = lowering(weth, usdc, 2e18);
        ILeverageRouter.CloseParams memory closed = closing(weth, usdc);
        bytes memory elsewhere = pathOf(usdc, wsteth);
        (opened.path, lowered.path, closed.path) = (elsewhere, elsewhere, elsewhere);
        bytes memory reason = abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, usdc, weth, elsewhere);

        vm.expectRevert(reason);
        _open(true, opened);
        vm.expectRevert(reason);
        _open(false, opened);
        vm.startPrank(looper);
        vm.expectRevert(reason);
        router.deleverage(lowered);
        vm.expectRevert(reason);
        router.close(closed);
    }

    function test_open_revertsForAnAssetThatThePoolDoesNotList(bool asCollateral) public {
        MintableToken other = new MintableToken("Other", "OTH", 18, address(this));
        ILeverageRouter.OpenParams memory params = opening(weth, usdc, 10e18, 3e18);
        if (asCollateral) params.collateral = address(other);
        else params.debt = address(other);
        params.path = abi.encodePacked(params.debt, FEE, params.collateral);

        vm.expectRevert(
            abi.encodeWithSelector(ILeverageRouter.LeverageRouter_ReserveNotListed.selector, address(other))
        );
        _open(true, params);
    }

    function test_everyAction_revertsWithoutEquity() public {
        _openedAt3Times();
        setPrice(address(weth), WETH_PRICE / 2);
        uint256 collateral = (supplied(looper, weth) * WETH_PRICE) / 2;
        uint256 debt = owed(looper, usdc) * USDC_PRICE * 1e12;
        bytes memory reason = abi.encodeWithSelector(
            ILeverageRouter.LeverageRouter_NoEquity.selector,
            collateral,
            debt
        );
        ILeverageRouter.OpenParams memory opened = opening(weth, usdc, 0, 3e18);
        ILeverageRouter.DeleverageParams memory lowered = lowering(weth, usdc, 2e18);

        vm.expectRevert(reason);
        _open(true, opened);
        vm.expectRevert(reason);
        _open(false, opened);
        vm.expectRevert(reason);
        vm.prank(looper);
        router.deleverage(lowered);
        vm.expectRevert(reason);
        router.leverageOf(looper, address(weth), address(usdc));
    }

    function test_leverageOf_revertsForAnEmptyAccount() public {
        vm.expectRevert(abi.encodeWithSelector(ILeverageRouter.LeverageRouter_NoEquity.selector, 0, 0));
        router.leverageOf(looper, address(weth), address(usdc));
    }

    function _openedAt3Times() private {
        _open(true, opening(weth, usdc, 10e18, 3e18));
    }

    function _open(bool flash, ILeverageRouter.OpenParams memory params) private {
        vm.prank(looper);
        if (flash) router.openFlash(params);
        else router.openIterative(params);
    }
}
