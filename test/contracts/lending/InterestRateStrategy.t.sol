// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IInterestRateStrategy} from "../../../contracts/lending/IInterestRateStrategy.sol";
import {InterestRateStrategy} from "../../../contracts/lending/InterestRateStrategy.sol";
import {Test} from "../../support/Test.sol";

contract InterestRateStrategyTest is Test {
    uint256 private constant RAY = 1e27;

    InterestRateStrategy private strategy;

    function setUp() public {
        strategy = new InterestRateStrategy(0.8e27, 0.01e27, 0.04e27, 0.75e27);
    }

    function _usage(uint256 available, uint256 debt) private pure returns (IInterestRateStrategy.Usage memory usage) {
        usage.available = available;
        usage.totalDebt = debt;
        usage.reserveFactor = 1_000;
    }

    function test_rates_hasTheBaseWithoutDebt(uint256 available) public view {
        (uint256 liquidity, uint256 borrow) = strategy.rates(_usage(available, 0));
        assertEq(liquidity, 0, "supply");
        assertEq(borrow, 0.01e27, "borrow");
    }

    function test_rates_hasTheCurvesCorners() public view {
        (, uint256 half) = strategy.rates(_usage(60, 40));
        (, uint256 kink) = strategy.rates(_usage(20, 80));
        (uint256 supply, uint256 full) = strategy.rates(_usage(0, 100));
        assertEq(half, 0.03e27, "half-way to the kink");
        assertEq(kink, 0.05e27, "kink");
        assertEq(full, 0.8e27, "full");
        assertEq(supply, 0.72e27, "nine tenths of it");
        assertEq(strategy.getMaxVariableBorrowRate(), full, "maximum");
    }

    function test_rates_riseWithUsage(uint256 available, uint256 debt, uint256 more) public view {
        (available, debt, more) = (bound(available, 1, 1e30), bound(debt, 1, 1e30), bound(more, 0, 1e30));
        (uint256 supplyBefore, uint256 before) = strategy.rates(_usage(available, debt));
        (uint256 supplyAfter, uint256 rate) = strategy.rates(_usage(available, debt + more));
        assertGe(rate, before, "borrow");
        assertGe(supplyAfter, supplyBefore, "supply");
        assertLe(supplyAfter, rate, "suppliers earn no more than borrowers pay");
    }

    function test_rates_countADeficitForSuppliersAlone(uint256 available, uint256 debt, uint256 deficit) public view {
        (available, debt, deficit) = (bound(available, 1, 1e30), bound(debt, 1, 1e30), bound(deficit, 1, 1e30));
        IInterestRateStrategy.Usage memory usage = _usage(available, debt);
        (uint256 supplyBefore, uint256 before) = strategy.rates(usage);
        usage.deficit = deficit;
        (uint256 supply, uint256 rate) = strategy.rates(usage);
        assertEq(rate, before, "borrow");
        assertLe(supply, supplyBefore, "supply");
    }

    function test_rates_averagedDiffersInTheLastDigitsAlone(uint256 available, uint256 debt) public view {
        (available, debt) = (bound(available, 0, 1e27), bound(debt, 1e6, 1e27));
        IInterestRateStrategy.Usage memory usage = _usage(available, debt);
        (uint256 plain, uint256 borrow) = strategy.rates(usage);
        usage.averaged = true;
        (uint256 averaged, uint256 same) = strategy.rates(usage);
        assertEq(same, borrow, "borrow");
        assertClose(averaged, plain, 1e12, "supply");
    }

    function test_constructor_refusesAKinkAtTheEnds() public {
        vm.expectRevert(
            abi.encodeWithSelector(InterestRateStrategy.InterestRateStrategy_OptimalOutOfRange.selector, 0)
        );
        new InterestRateStrategy(0, 0, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(InterestRateStrategy.InterestRateStrategy_OptimalOutOfRange.selector, RAY)
        );
        new InterestRateStrategy(RAY, 0, 0, 0);
    }

    function test_constructor_refusesRatesBeyondTheMaximum(uint256 excess) public {
        excess = bound(excess, 1, RAY);
        vm.expectRevert(
            abi.encodeWithSelector(
                InterestRateStrategy.InterestRateStrategy_RateTooHigh.selector,
                10e27 + excess,
                10e27
            )
        );
        new InterestRateStrategy(0.8e27, 1e27, 2e27, 7e27 + excess);
    }

    function test_getters_showTheCurve() public view {
        assertEq(strategy.OPTIMAL_USAGE_RATIO(), 0.8e27, "optimum");
        assertEq(strategy.getBaseVariableBorrowRate(), 0.01e27, "base");
        assertEq(strategy.getVariableRateSlope1(), 0.04e27, "slope 1");
        assertEq(strategy.getVariableRateSlope2(), 0.75e27, "slope 2");
    }
}
