// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IFlashLiquidator} from "../../../contracts/liquidators/IFlashLiquidator.sol";
import {LiquidatorWorld} from "../../support/LiquidatorWorld.sol";

contract FlashLiquidatorProfitTest is LiquidatorWorld {
    uint256 private constant BONUS = 500; // [bps] of WETH

    function setUp() public {
        buildLiquidatorWorld(rulesOf(2));
    }

    /// @dev Bonus after the protocol's fee, less what the sale loses, less the premium on all that was borrowed.
    function test_liquidate_earnsBonusLessFeeSlippageAndPremium(uint256 amount, uint256 fall, uint256 cover) public {
        indebt(weth, bound(amount, 10e18, 1_000e18), usdc, 10_000);
        _fallTogether(bound(fall, 400, 500)); // [bps] 80 % LTV meets the 83 % threshold at 3.6 %
        uint256 debt = owed(borrower, usdc);
        cover = bound(cover, debt / 4, debt / 2 - 1);
        uint256 base = (cover * 1e20) / oracle.getAssetPrice(address(weth));
        uint256 seized = base + (base * BONUS * (1e4 - PROTOCOL_FEE)) / 1e8;
        (uint256 reserveIn, uint256 reserveOut) = marketReserves(weth, usdc);
        uint256 proceeds = constantProduct(seized, reserveIn, reserveOut);

        Outcome memory outcome = liquidate(order(weth, usdc, cover));

        assertEq(outcome.repaid, cover, "repaid");
        assertClose(outcome.seized, seized, 3, "seized, in wei");
        assertClose(outcome.proceeds, proceeds, 2, "proceeds, in USDC units");
        assertEq(outcome.profit, outcome.proceeds - cover - Math.ceilDiv(cover * FLASH_PREMIUM, 1e4), "profit");
        assertEq(usdc.balanceOf(keeper), outcome.profit, "paid to the caller");
        assertClose(owed(borrower, usdc), debt - cover, 1, "debt left");
    }

    function test_liquidate_putsBackWhatTheCloseFactorLeavesUnused(uint256 cover) public {
        indebt(weth, 100e18, usdc, 10_000);
        _fallTogether(400);
        uint256 debt = owed(borrower, usdc);
        cover = bound(cover, debt / 2 + 1e6, type(uint256).max);

        Outcome memory outcome = liquidate(order(weth, usdc, cover));

        assertClose(outcome.repaid, debt / 2, 1, "half of the debt");
        uint256 premium = Math.ceilDiv(Math.min(cover, debt) * FLASH_PREMIUM, 1e4);
        assertEq(outcome.profit, outcome.proceeds - outcome.repaid - premium, "premium on all that was borrowed");
    }

    function test_liquidate_paysTheReceiverNamed(address receiver) public {
        vm.assume(uint160(receiver) > 1e6 && receiver.code.length == 0 && receiver != keeper);
        indebt(weth, 100e18, usdc, 10_000);
        _fallTogether(400);
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 1_000e6);
        params.receiver = receiver;

        Outcome memory outcome = liquidate(params);

        assertEq(usdc.balanceOf(receiver), outcome.profit, "receiver");
        assertEq(usdc.balanceOf(keeper), 0, "caller");
    }

    function test_liquidate_takesCollateralOf8AndDebtOf6Decimals(uint256 amount) public {
        indebt(wbtc, bound(amount, 1e8, 20e8), usdc, 10_000);
        setPrice(address(wbtc), (WBTC_PRICE * 93) / 100);

        Outcome memory outcome = liquidate(order(wbtc, usdc, 10_000e6));

        assertEq(outcome.repaid, 10_000e6, "repaid");
        // 105 % of $10,000 at $55,800, and no fee on this asset.
        assertClose(outcome.seized, 0.18817204e8, 1, "seized");
    }

    function test_liquidate_takesCollateralOf6AndDebtOf8Decimals(uint256 amount) public {
        indebt(usdc, bound(amount, 100_000e6, 10_000_000e6), wbtc, 10_000);
        setPrice(address(wbtc), (WBTC_PRICE * 105) / 100);

        Outcome memory outcome = liquidate(order(usdc, wbtc, 0.1e8));

        assertEq(outcome.repaid, 0.1e8, "repaid");
        // 104.5 % of $6,300.
        assertClose(outcome.seized, 6_583.5e6, 1, "seized");
    }

    function test_liquidate_sellsAlongPathsOfSeveralHops() public {
        indebt(wsteth, 100e18, usdc, 10_000);
        setPrice(address(wsteth), (WSTETH_PRICE * 96) / 100);

        Outcome memory outcome = liquidate(order(wsteth, usdc, 50_000e6));

        assertEq(usdc.balanceOf(keeper), outcome.profit, "paid");
    }

    function test_liquidate_ofAnAssetAgainstItselfKeepsTheBonusLessPremium(uint256 cover) public {
        indebt(weth, 100e18, weth, 10_000);
        configurator.configureReserveAsCollateral(address(weth), 7_500, 7_900, 10_500);
        cover = bound(cover, 1e18, 30e18);

        Outcome memory outcome = liquidate(order(weth, weth, cover));

        uint256 gross = cover + (cover * BONUS) / 1e4;
        assertEq(outcome.repaid, cover, "repaid");
        assertClose(outcome.seized, gross - (cover * BONUS * PROTOCOL_FEE) / 1e8, 2, "seized");
        assertEq(outcome.proceeds, outcome.seized, "nothing to sell");
        assertEq(weth.balanceOf(keeper), outcome.profit, "paid in the asset");
    }

    function test_liquidate_worksUnderEveryPreset() public {
        for (uint256 preset = 0; preset < 3; ++preset) {
            buildLiquidatorWorld(rulesOf(preset));
            indebt(weth, 100e18, usdc, 10_000);
            _fallTogether(500);
            uint256 debt = owed(borrower, usdc);

            Outcome memory outcome = liquidate(order(weth, usdc, type(uint256).max));

            assertClose(outcome.repaid, debt / 2, 1, "half of the debt");
            assertEq(usdc.balanceOf(keeper), outcome.profit, "paid");
        }
    }

    function test_liquidate_sendsEverythingLeftToTheReceiver() public {
        indebt(weth, 100e18, usdc, 10_000);
        _fallTogether(400);
        weth.mint(address(liquidator), 1e18);
        usdc.mint(address(liquidator), 1e6);
        IFlashLiquidator.LiquidationParams memory params = order(weth, usdc, 1_000e6);

        vm.prank(keeper);
        uint256 paid = liquidator.liquidate(params);

        assertEq(weth.balanceOf(keeper), 1e18, "collateral");
        assertEq(usdc.balanceOf(keeper), paid, "debt asset");
        assertGe(paid, 1e6, "with what lay there");
        assertEmpty(address(liquidator));
    }

    /// @dev Oracle and AMM fall by the same share of the price. [bps]
    function _fallTogether(uint256 fall) private {
        setPrice(address(weth), (WETH_PRICE * (1e4 - fall)) / 1e4);
        // On a constant product of 200,000 WETH the price falls as the square of the reserve grows.
        uint256 growth = Math.sqrt((1e18 * 1e4) / (1e4 - fall));
        dump(weth, usdc, (200_000e18 * (growth - 1e9)) / 1e9);
    }
}
