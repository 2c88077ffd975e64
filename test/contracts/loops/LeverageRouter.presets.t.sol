// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILeverageRouter} from "../../../contracts/loops/ILeverageRouter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "../../support/LoopWorld.sol";

/// @notice Every way in and out under the rounding and the rules of each release, with interest in between.
contract LeverageRouterPresetsTest is LoopWorld {
    /// @dev Two units of 8-decimal collateral ($0.0012) on $60,000, at 3×. [wad]
    uint256 private constant COARSE_TOLERANCE = 1.2e12;

    function test_everyPreset_opensLowersAndClosesWithEMode() public {
        for (uint256 preset = 0; preset < 3; ++preset) {
            buildLoopWorld(rulesOf(preset));
            enterEMode(looper);
            _goThrough(wsteth, weth, 10e18, 12e18, TOLERANCE);
        }
    }

    function test_everyPreset_opensLowersAndClosesAcrossDecimals() public {
        for (uint256 preset = 0; preset < 3; ++preset) {
            buildLoopWorld(rulesOf(preset));
            _goThrough(weth, usdc, 10e18, 4e18, TOLERANCE);
            _goThrough(wbtc, usdc, 1e8, 3e18, COARSE_TOLERANCE);
            _goThrough(usdc, wbtc, 60_000e6, 3e18, COARSE_TOLERANCE);
        }
    }

    function _goThrough(
        MintableToken collateral,
        MintableToken debt,
        uint256 equity,
        uint256 leverage,
        uint256 tolerance
    ) private {
        _goThrough(collateral, debt, equity, leverage, tolerance, true);
        _goThrough(collateral, debt, equity, leverage, tolerance, false);
    }

    function _goThrough(
        MintableToken collateral,
        MintableToken debt,
        uint256 equity,
        uint256 leverage,
        uint256 tolerance,
        bool flash
    ) private {
        ILeverageRouter.OpenParams memory opened = opening(collateral, debt, equity, leverage);
        opened.minLeverage = leverage - tolerance;
        vm.prank(looper);
        flash ? router.openFlash(opened) : router.openIterative(opened);
        assertClose(leverageOf(collateral, debt), leverage, tolerance, "opened");

        skip(30 days);
        ILeverageRouter.DeleverageParams memory lowered = lowering(collateral, debt, 2e18);
        lowered.maxLeverage = 2e18 + tolerance;
        vm.prank(looper);
        router.deleverage(lowered);
        assertClose(leverageOf(collateral, debt), 2e18, tolerance, "lowered");

        skip(30 days);
        ILeverageRouter.CloseParams memory closed = closing(collateral, debt);
        vm.prank(looper);
        router.close(closed);
        assertEq(supplied(looper, collateral), 0, "no collateral");
        assertEq(owed(looper, debt), 0, "no debt");
        assertEmpty(address(router));
    }
}
