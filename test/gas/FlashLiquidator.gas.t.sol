// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IFlashLiquidator} from "../../contracts/liquidators/IFlashLiquidator.sol";
import {LiquidatorWorld} from "../support/LiquidatorWorld.sol";

/// @notice A borrower of USDC against WETH just below health factor 1, a day later.
contract FlashLiquidatorGas is LiquidatorWorld {
    IFlashLiquidator.LiquidationParams private params;

    function setUp() public {
        buildLiquidatorWorld(rulesOf(2));
        indebt(weth, 100e18, usdc, 10_000);
        setPrice(address(weth), (WETH_PRICE * 96) / 100);
        skip(1 days);
        params = order(weth, usdc, 50_000e6);
    }

    function test_liquidate() public {
        liquidator.liquidate(params);
    }
}
