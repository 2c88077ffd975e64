// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IShareLiquidator} from "../../contracts/liquidators/IShareLiquidator.sol";
import {ShareLiquidatorWorld} from "../support/ShareLiquidatorWorld.sol";

/// @notice A borrower of USDC against shares of a levered vault, below health factor 1, a day later.
contract ShareLiquidatorGas is ShareLiquidatorWorld {
    IShareLiquidator.ShareLiquidationParams private params;

    function setUp() public {
        buildShareWorld();
        indebt(vault, 20e24, usdc);
        fall(wsteth, weth, 9_700);
        skip(1 days);
        params = order(vault, usdc, 10_000e6);
    }

    function test_liquidate() public {
        liquidator.liquidate(params);
    }
}
