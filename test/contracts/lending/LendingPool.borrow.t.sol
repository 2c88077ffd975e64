// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {IVariableDebtToken} from "../../../contracts/lending/IVariableDebtToken.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract LendingPoolBorrowTest is LendingWorld {
    address private ann = actor("ann");
    address private ben = actor("ben");

    function setUp() public {
        buildWorld(Presets.aaveV36());
        populate();
    }

    function test_borrow_sendsTheAmountAndOwesIt(uint256 amount) public {
        supplyAs(ann, weth, 10e18);
        amount = bound(amount, 1, 15_900e6);

        borrowAs(ann, usdc, amount);

        assertEq(usdc.balanceOf(ann), amount, "received");
        assertGe(owed(ann, usdc), amount, "owes no less");
        assertClose(owed(ann, usdc), amount, 2, "owed");
        assertEq(pool.getUserConfiguration(ann).data, (1 << 2) | 2, "borrows USDC against WETH");
    }

    function test_borrow_emitsTheNewRate(uint256 seed) public {
        buildWorld(preset(seed));
        supplyAs(ann, usdc, 100e6);
        supplyAs(ben, weth, 1e18);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.Borrow(address(usdc), ben, ben, 40e6, 2, 0.02e27, 9);
        vm.prank(ben);
        pool.borrow(address(usdc), 40e6, 2, 9, ben);
    }

    function test_borrow_stopsAtTheLtv(uint256 seed, uint256 amount) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        amount = bound(amount, 15_999e6, 16_001e6);
        bool fits = amount < 15_999.99e6;
        bool exceeds = amount > 16_000.01e6;

        vm.prank(ann);
        try pool.borrow(address(usdc), amount, 2, 0, ann) {
            assertTrue(!exceeds, "above the LTV");
        } catch (bytes memory reason) {
            assertTrue(!fits, "below the LTV");
            assertTrue(
                bytes4(reason) == ILendingErrors.LendingPool_CollateralCannotCoverDebt.selector,
                "another reason"
            );
        }
    }

    function test_borrow_revertsBetweenLtvAndThreshold() public {
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 15_000e6);
        setPrice(address(weth), 1_850e8);

        assertGe(healthOf(ann), 1e18, "healthy");
        vm.expectPartialRevert(ILendingErrors.LendingPool_CollateralCannotCoverDebt.selector);
        vm.prank(ann);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }

    function test_borrow_revertsWhenTheAccountIsUnhealthy(uint256 seed) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 15_000e6);
        setPrice(address(weth), 1_500e8);

        vm.expectPartialRevert(ILendingErrors.LendingPool_HealthFactorTooLow.selector);
        vm.prank(ann);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }

    function test_borrow_revertsWithoutCollateral(uint256 seed) public {
        buildWorld(preset(seed));
        populate();
        bytes4 selector =
            seed % 3 == 2
                ? ILendingErrors.LendingPool_ZeroLtv.selector
                : ILendingErrors.LendingPool_CollateralZero.selector;

        vm.expectRevert(abi.encodeWithSelector(selector, ann));
        vm.prank(ann);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }

    function test_borrow_revertsWhenAllCollateralHasZeroLtv(uint256 seed) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        configurator.configureReserveAsCollateral(address(weth), 0, 8_300, 10_500);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ZeroLtv.selector, ann));
        vm.prank(ann);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }

    function test_borrow_countsFrozenCollateralForNothingInV36Alone(uint256 seed) public {
        buildWorld(preset(seed));
        populate();
        supplyAs(ann, weth, 10e18);
        configurator.setReserveFreeze(address(weth), true);

        if (seed % 3 == 2) {
            vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ZeroLtv.selector, ann));
        }
        vm.prank(ann);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }

    function test_borrow_fillsTheCapAndNoMore(uint256 seed) public {
        buildWorld(preset(seed));
        supplyAs(ben, usdc, 10_000e6);
        supplyAs(ann, weth, 10e18);
        configurator.setBorrowCap(address(usdc), 1_000);
        borrowAs(ann, usdc, 1_000e6);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_BorrowCapExceeded.selector,
                address(usdc),
                1_000e6 + 1,
                1_000e6
            )
        );
        vm.prank(ann);
        pool.borrow(address(usdc), 1, 2, 0, ann);
    }

    function test_borrow_revertsWhenTheReserveLacksCash() public {
        buildWorld(Presets.aaveV36());
        supplyAs(ben, usdc, 1_000e6);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 600e6);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_InsufficientLiquidity.selector,
                address(usdc),
                400e6,
                500e6
            )
        );
        vm.prank(ann);
        pool.borrow(address(usdc), 500e6, 2, 0, ann);
    }

    function test_borrow_revertsAboveWhatIsSuppliedWhereCashIsCounted(bool first) public {
        buildWorld(first ? Presets.aaveV31() : Presets.aaveV36());
        supplyAs(ben, usdc, 1_000e6);
        supplyAs(ann, weth, 10e18);

        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_AmountAboveSupply.selector,
                address(usdc),
                2_000e6,
                1_000e6
            )
        );
        vm.prank(ann);
        pool.borrow(address(usdc), 2_000e6, 2, 0, ann);
    }

    function test_borrow_revertsInAnotherRateMode(uint256 mode) public {
        vm.assume(mode != 2);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_InterestRateModeUnsupported.selector, mode));
        pool.borrow(address(usdc), 1e6, mode, 0, address(this));
    }

    function test_borrow_revertsWhenTheAmountIsZero() public {
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_AmountZero.selector, address(usdc)));
        pool.borrow(address(usdc), 0, 2, 0, address(this));
    }

    function test_borrow_revertsWhenTheReserveRefuses() public {
        configurator.setReserveBorrowing(address(usdc), false);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_BorrowingDisabled.selector, address(usdc)));
        pool.borrow(address(usdc), 1e6, 2, 0, address(this));

        configurator.setReserveFreeze(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveFrozen.selector, address(usdc)));
        pool.borrow(address(usdc), 1e6, 2, 0, address(this));

        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        pool.borrow(address(usdc), 1e6, 2, 0, address(this));
    }

    function test_borrow_spendsDelegatedCredit(uint256 seed, uint256 credit, uint256 amount) public {
        buildWorld(preset(seed));
        populate();
        credit = bound(credit, 1e6, 10_000e6);
        amount = bound(amount, 1e6, credit);
        supplyAs(ann, weth, 10e18);
        delegate(ann, ben, usdc, credit);

        vm.prank(ben);
        pool.borrow(address(usdc), amount, 2, 0, ann);

        assertEq(usdc.balanceOf(ben), amount, "ben receives");
        assertClose(owed(ann, usdc), amount, 2, "ann owes");
        assertClose(debtTokenOf(usdc).borrowAllowance(ann, ben), credit - amount, 2, "credit left");
        assertLe(debtTokenOf(usdc).borrowAllowance(ann, ben), credit - amount, "never more credit");
    }

    function test_borrow_revertsAboveTheDelegatedCredit(uint256 credit) public {
        credit = bound(credit, 0, 1e6 - 1);
        supplyAs(ann, weth, 10e18);
        delegate(ann, ben, usdc, credit);

        vm.expectRevert(
            abi.encodeWithSelector(
                IVariableDebtToken.VariableDebtToken_InsufficientBorrowAllowance.selector,
                ben,
                credit,
                1e6
            )
        );
        vm.prank(ben);
        pool.borrow(address(usdc), 1e6, 2, 0, ann);
    }
}
