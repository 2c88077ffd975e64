// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolSupplyTest is LendingWorld {
    function setUp() public {
        buildWorld(Presets.aaveV36());
    }

    function test_supplyBorrowLiquidate_smoke() public {
        address lender = actor("lender");
        address borrower = actor("borrower");
        address liquidator = actor("liquidator");
        supplyAs(lender, usdc, 1_000_000e6);
        supplyAs(borrower, weth, 10e18);
        borrowAs(borrower, usdc, 16_000e6);
        setPrice(address(weth), 1_900e8);
        fund(liquidator, usdc, 100_000e6);
        vm.prank(liquidator);
        pool.liquidationCall(address(weth), address(usdc), borrower, type(uint256).max, false);
        assertGe(weth.balanceOf(liquidator), 1, "seized");
    }
}
