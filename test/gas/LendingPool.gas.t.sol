// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Presets} from "../../contracts/lending/Presets.sol";
import {LendingWorld} from "../support/LendingWorld.sol";

/// @notice The test itself is the user: 10 WETH supplied, 10,000 USDC owed, a day later.
contract LendingPoolGas is LendingWorld {
    address private borrower;

    function setUp() public {
        buildWorld(Presets.aaveV36());
        borrower = actor("borrower");
        supplyAs(actor("supplier"), usdc, 1_000_000e6);
        supplyAs(address(this), weth, 10e18);
        pool.borrow(address(usdc), 10_000e6, 2, 0, address(this));
        supplyAs(borrower, weth, 10e18);
        borrowAs(borrower, usdc, 15_000e6);
        fund(address(this), usdc, 100_000e6);
        fund(address(this), weth, 10e18);
        supplyAs(address(this), wbtc, 1e8);
        configurator.setEModeCategory(1, 9_450, 9_550, 10_100, "dollars on ether");
        configurator.setAssetCollateralInEMode(address(weth), 1, true);
        configurator.setAssetBorrowableInEMode(address(usdc), 1, true);
        skip(1 days);
    }

    function test_supply() public {
        pool.supply(address(weth), 1e18, address(this), 0);
    }

    function test_withdraw() public {
        pool.withdraw(address(weth), 1e18, address(this));
    }

    function test_borrow() public {
        pool.borrow(address(usdc), 1_000e6, 2, 0, address(this));
    }

    function test_repay() public {
        pool.repay(address(usdc), 1_000e6, 2, address(this));
    }

    function test_flashLoanSimple() public {
        pool.flashLoanSimple(address(this), address(usdc), 1_000e6, "", 0);
    }

    /// @dev With the price move that makes it possible.
    function test_liquidationCall() public {
        setPrice(address(weth), 1_750e8);
        pool.liquidationCall(address(weth), address(usdc), borrower, 5_000e6, false);
    }

    function test_transferOfATokens() public {
        aTokenOf(weth).transfer(borrower, 1e18);
    }

    function test_collateralOff() public {
        pool.setUserUseReserveAsCollateral(address(wbtc), false);
    }

    function test_eMode() public {
        pool.setUserEMode(1);
    }

    function executeOperation(address, uint256, uint256, address, bytes calldata) external pure returns (bool) {
        return true;
    }
}
