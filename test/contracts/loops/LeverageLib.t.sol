// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LeverageLib} from "../../../contracts/loops/LeverageLib.sol";
import {Test} from "../../support/Test.sol";

contract LeverageLibTest is Test {
    using LeverageLib for LeverageLib.Position;

    uint256 private constant WAD = 1e18;

    /// @dev Equity of $1 to $1,000,000,000 at some leverage up to 20×, in 8-decimal dollars × wad.
    function _position(uint256 equity, uint256 leverage) private pure returns (LeverageLib.Position memory) {
        equity = bound(equity, 1e8, 1e17) * WAD;
        leverage = bound(leverage, WAD, 20e18);
        return LeverageLib.Position(Math.mulDiv(equity, leverage, WAD), Math.mulDiv(equity, leverage - WAD, WAD));
    }

    function test_borrowDown_withoutLossIsEquityTimesLeverageLessOne(uint256 equity, uint256 target) public pure {
        LeverageLib.Position memory position = _position(equity, WAD);
        target = bound(target, WAD, 20e18);

        uint256 borrowed = position.borrowDown(target, WAD);

        assertClose(borrowed, Math.mulDiv(position.collateral, target - WAD, WAD), 1, "B = x (l - 1)");
    }

    function test_borrowDown_reachesTheTargetAtTheStatedLoss(
        uint256 equity,
        uint256 leverage,
        uint256 target,
        uint256 received
    ) public pure {
        LeverageLib.Position memory position = _position(equity, leverage);
        target = bound(target, position.leverageDown(), 20e18);
        received = bound(received, 0.8e18, 1.02e18);

        uint256 borrowed = position.borrowDown(target, received);
        position.collateral += Math.mulDiv(borrowed, received, WAD);
        position.debt += borrowed;

        assertLe(position.leverageDown(), target, "never above");
        // Twenty squared times a unit of value on an equity of 1e26 at least, and the loss ratio's own last digit.
        assertClose(position.leverageDown(), target, 1e4, "reached");
    }

    function test_borrowDown_isZeroAtOrAboveTheTarget(uint256 equity, uint256 leverage, uint256 received) public pure {
        LeverageLib.Position memory position = _position(equity, leverage);
        uint256 target = bound(leverage, WAD, position.leverageDown());

        assertEq(position.borrowDown(target, bound(received, 0, 2e18)), 0, "nothing to borrow");
    }

    function test_borrowDown_isZeroWhenBorrowingLowersLeverage(uint256 equity, uint256 received) public pure {
        LeverageLib.Position memory position = _position(equity, 2e18);

        // At 5× a gain of a quarter on each unit keeps leverage as it is.
        assertEq(position.borrowDown(5e18, bound(received, 1.25e18, 3e18)), 0, "out of reach");
    }

    function test_repayDown_reachesTheTargetAtTheStatedLoss(
        uint256 equity,
        uint256 leverage,
        uint256 target,
        uint256 paid
    ) public pure {
        LeverageLib.Position memory position = _position(equity, bound(leverage, 1.5e18, 20e18));
        target = bound(target, WAD, position.leverageDown());
        paid = bound(paid, 0.98e18, 1.03e18);

        uint256 repaid = position.repayDown(target, paid);
        vm.assume(repaid <= position.debt);
        position.collateral -= Math.mulDiv(repaid, paid, WAD);
        position.debt -= repaid;

        assertGe(position.leverageDown(), target - 1, "never below");
        assertClose(position.leverageDown(), target, 1e4, "reached");
    }

    function test_repayDown_isZeroAtOrBelowTheTarget(uint256 equity, uint256 leverage, uint256 paid) public pure {
        LeverageLib.Position memory position = _position(equity, leverage);
        uint256 target = bound(leverage, position.leverageDown() + 1, 40e18);

        assertEq(position.repayDown(target, bound(paid, 0, 2e18)), 0, "nothing to repay");
    }

    function test_repayDown_isZeroWhenSellingRaisesLeverage(uint256 equity, uint256 paid) public pure {
        LeverageLib.Position memory position = _position(equity, 10e18);

        assertEq(position.repayDown(5e18, bound(paid, 1.25e18, 3e18)), 0, "out of reach");
    }

    function test_headroomDown_isTheDebtThatLtvAllowsLessWhatIsOwed(
        uint256 collateral,
        uint256 debt,
        uint256 ltv
    ) public pure {
        collateral = bound(collateral, 0, 1e24);
        ltv = bound(ltv, 0, 1e4);
        debt = bound(debt, 0, 1e24);
        uint256 allowed = (collateral * ltv) / 1e4;

        uint256 headroom = LeverageLib.headroomDown(collateral, debt, ltv);

        assertEq(headroom, allowed > debt ? allowed - debt : 0, "headroom");
    }

    function test_amountDown_undoesValueDown(uint256 amount, uint256 price, uint8 decimals) public pure {
        amount = bound(amount, 0, 1e30);
        price = bound(price, 1, 1e24);
        uint256 unit = 10 ** bound(decimals, 6, 18);

        uint256 back = LeverageLib.amountDown(LeverageLib.valueDown(amount, price, unit), price, unit);

        assertLe(back, amount, "down");
        assertClose(back, amount, 1, "to one unit");
    }
}
