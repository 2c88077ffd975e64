// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Rules} from "../../contracts/lending/Rules.sol";
import {FlashLiquidator} from "../../contracts/liquidators/FlashLiquidator.sol";
import {IFlashLiquidator} from "../../contracts/liquidators/IFlashLiquidator.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LoopWorld} from "./LoopWorld.sol";
import {Vm} from "./Vm.sol";

/// @notice The loop world with a flash liquidator, a keeper who calls it and a borrower to fall.
abstract contract LiquidatorWorld is LoopWorld {
    uint256 internal constant PROTOCOL_FEE = 1_000; // [bps] of the bonus

    /// @dev The figures of a `Liquidated` event.
    struct Outcome {
        uint256 repaid;
        uint256 seized;
        uint256 proceeds;
        uint256 profit;
    }

    FlashLiquidator internal liquidator;
    address internal keeper;
    address internal borrower;

    function buildLiquidatorWorld(Rules memory rules) internal {
        buildLoopWorld(rules);
        liquidator = new FlashLiquidator(pool, swapRouter);
        (keeper, borrower) = (actor("keeper"), actor("borrower"));
        configurator.setLiquidationProtocolFee(address(weth), PROTOCOL_FEE);
    }

    /// @dev Borrows `share` [bps] of what the collateral's LTV allows.
    function indebt(MintableToken collateral, uint256 amount, MintableToken debt, uint256 share) internal {
        supplyAs(borrower, collateral, amount);
        (, , uint256 available, , , ) = pool.getUserAccountData(borrower);
        borrowAs(borrower, debt, (available * share * unitOf(debt)) / 1e4 / oracle.getAssetPrice(address(debt)));
    }

    /// @dev A liquidation of the borrower without bounds.
    function order(
        MintableToken collateral,
        MintableToken debt,
        uint256 debtToCover
    ) internal view returns (IFlashLiquidator.LiquidationParams memory params) {
        params.collateral = address(collateral);
        params.debt = address(debt);
        params.account = borrower;
        params.debtToCover = debtToCover;
        params.path = pathOf(collateral, debt);
    }

    function liquidate(IFlashLiquidator.LiquidationParams memory params) internal returns (Outcome memory outcome) {
        vm.recordLogs();
        vm.prank(keeper);
        uint256 paid = liquidator.liquidate(params);

        outcome = outcomeLogged(params);
        assertEq(outcome.profit, paid, "profit as returned");
        assertEmpty(address(liquidator));
    }

    /// @dev Reads the recorded `Liquidated` event and checks that it names the parties.
    function outcomeLogged(IFlashLiquidator.LiquidationParams memory params) internal returns (Outcome memory outcome) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(liquidator)) continue;
            address debt;
            (debt, outcome.repaid, outcome.seized, outcome.proceeds, outcome.profit) = abi.decode(
                logs[i].data,
                (address, uint256, uint256, uint256, uint256)
            );
            assertEq(debt, params.debt, "debt asset");
            assertEq(address(uint160(uint256(logs[i].topics[1]))), keeper, "caller");
            assertEq(address(uint160(uint256(logs[i].topics[2]))), params.account, "account");
            assertEq(address(uint160(uint256(logs[i].topics[3]))), params.collateral, "collateral asset");
        }
    }
}
