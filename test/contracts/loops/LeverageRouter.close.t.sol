// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

contract LeverageRouterCloseTest is LoopWorld {
    function setUp() public {
        buildLoopWorld(rulesOf(2));
    }

    function test_close_returnsAllButWhatTheDebtCosts(uint256 leverage, uint256 equity) public {
        enterEMode(looper);
        _open(wsteth, weth, bound(equity, 0.01e18, 100e18), bound(leverage, 1.1e18, 15e18));
        uint256 collateral = supplied(looper, wsteth);
        uint256 debt = owed(looper, weth);
        uint256 cost = quoter.quoteExactOutput(pathOf(weth, wsteth), debt + Math.ceilDiv(debt * FLASH_PREMIUM, 1e4));

        uint256 returned = _close(wsteth, weth);

        assertEq(returned, collateral - cost, "returned");
    }

    function test_close_afterYearsOfInterestLeavesNothing(uint256 elapsed, uint256 leverage) public {
        _open(weth, usdc, 10e18, bound(leverage, 1.1e18, 3e18));
        skip(bound(elapsed, 1, 3 * 365 days));

        _close(weth, usdc);
    }

    function test_close_takesPathsOfSeveralHops(uint256 leverage) public {
        _open(wsteth, usdc, 10e18, bound(leverage, 1.1e18, 4e18));

        _close(wsteth, usdc);
    }

    function test_close_ofAnAssetOnItselfCostsThePremiumAlone(uint256 leverage) public {
        _open(weth, weth, 10e18, bound(leverage, 1.1e18, 4.5e18));
        uint256 debt = owed(looper, weth);
        uint256 equity = supplied(looper, weth) - debt;

        assertEq(_close(weth, weth), equity - Math.ceilDiv(debt * FLASH_PREMIUM, 1e4), "returned");
    }

    function test_close_withoutDebtWithdraws(uint256 amount) public {
        amount = bound(amount, 1, 1e24);
        _open(weth, usdc, amount, 1e18);

        assertEq(_close(weth, usdc), amount, "returned");
    }

    function test_close_returnsWhatAnotherPairNeedsNot(uint256 other) public {
        _open(weth, usdc, 10e18, 3e18);
        other = bound(other, 1e18, 100e18);
        supplyAs(looper, wsteth, other);

        _close(weth, usdc);

        assertEq(supplied(looper, wsteth), other, "other collateral stays");
    }

    function test_close_revertsWhenOtherDebtNeedsTheCollateral() public {
        _open(weth, usdc, 10e18, 2e18);
        borrowAs(looper, wbtc, 0.05e8);
        ILeverageRouter.CloseParams memory params = closing(weth, usdc);

        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(looper);
        router.close(params);
    }

    function test_close_revertsWhenMoreWouldBeSoldThanAllowed(uint256 allowed) public {
        _open(weth, usdc, 10e18, 3e18);
        ILeverageRouter.CloseParams memory params = closing(weth, usdc);
        // The debt was 20 WETH at the oracle.
        params.maxCollateralSold = bound(allowed, 0, 19.99e18);

        vm.expectPartialRevert(ILeverageRouter.LeverageRouter_CollateralSoldAboveMaximum.selector);
        vm.prank(looper);
        router.close(params);
    }

    function test_close_revertsWhenTheCollateralCannotPayTheDebt() public {
        _open(weth, usdc, 10e18, 4.5e18);
        dump(weth, usdc, 60_000e18);
        ILeverageRouter.CloseParams memory params = closing(weth, usdc);

        vm.expectRevert(bytes("STF"));
        vm.prank(looper);
        router.close(params);
    }

    function test_close_revertsForAnAccountWithoutAPosition() public {
        ILeverageRouter.CloseParams memory params = closing(weth, usdc);

        vm.expectPartialRevert(ILendingErrors.LendingPool_AmountZero.selector);
        vm.prank(looper);
        router.close(params);
    }

    function test_close_givesGiftsToTheCaller(uint256 gift) public {
        gift = bound(gift, 1, 1e24);
        _open(weth, usdc, 10e18, 2e18);
        usdc.mint(address(router), gift);

        ILeverageRouter.CloseParams memory params = closing(weth, usdc);
        vm.prank(looper);
        router.close(params);

        assertEq(usdc.balanceOf(looper), gift, "debt asset");
        assertEmpty(address(router));
    }

    function _open(MintableToken collateral, MintableToken debt, uint256 equity, uint256 leverage) private {
        ILeverageRouter.OpenParams memory params = opening(collateral, debt, equity, leverage);
        vm.prank(looper);
        router.openFlash(params);
    }

    function _close(MintableToken collateral, MintableToken debt) private returns (uint256 returned) {
        ILeverageRouter.CloseParams memory params = closing(collateral, debt);
        vm.prank(looper);
        returned = router.close(params);

        assertEq(owed(looper, debt), 0, "no debt");
        assertEq(supplied(looper, collateral), 0, "no collateral");
        assertEq(collateral.balanceOf(looper), returned, "paid out");
        assertEmpty(address(router));
    }
}
