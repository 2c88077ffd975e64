// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingEvents} from "../../../contracts/lending/ILendingEvents.sol";
import {ILendingPool} from "../../../contracts/lending/ILendingPool.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {Rules} from "../../../contracts/lending/Rules.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";
import {ScriptedReceiver} from "../../support/ScriptedReceiver.sol";

contract LendingPoolFlashLoanTest is LendingWorld {
    address private ann = actor("ann");
    ScriptedReceiver private receiver;

    function setUp() public {
        _open(2);
    }

    function _open(uint256 seed) private {
        buildWorld(preset(seed));
        populate();
        receiver = new ScriptedReceiver(address(pool));
        usdc.mint(address(receiver), 10_000e6);
        weth.mint(address(receiver), 10e18);
    }

    function _premium(uint256 seed, uint256 amount) private pure returns (uint256) {
        if (seed % 3 == 0) return (amount * 5) / 10_000;
        return seed % 3 == 1 ? (amount * 5 + 5_000) / 10_000 : (amount * 5 + 9_999) / 10_000;
    }

    function _two(uint256 first, uint256 second) private pure returns (uint256[] memory pair) {
        pair = new uint256[](2);
        (pair[0], pair[1]) = (first, second);
    }

    function _both() private view returns (address[] memory assets) {
        assets = new address[](2);
        (assets[0], assets[1]) = (address(usdc), address(weth));
    }

    function _simple(uint256 amount) private {
        vm.prank(ann);
        pool.flashLoanSimple(address(receiver), address(usdc), amount, "", 3);
    }

    function test_flashLoanSimple_bringsTheCashBackWithThePremium(uint256 seed, uint256 amount) public {
        _open(seed);
        amount = bound(amount, 1, 3_000_000e6);
        uint256 cash = usdc.balanceOf(address(aTokenOf(usdc)));
        uint256 premium = _premium(seed, amount);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.FlashLoan(address(receiver), ann, address(usdc), amount, 0, premium, 3);
        _simple(amount);

        assertEq(usdc.balanceOf(address(aTokenOf(usdc))), cash + premium, "whole, and richer");
        assertEq(pool.getVirtualUnderlyingBalance(address(usdc)), cash + premium, "as counted");
        assertEq(receiver.lastPremium(), premium, "told");
        assertEq(receiver.lastInitiator(), ann, "initiator");
    }

    function test_flashLoanSimple_sharesThePremiumAsTheRulesSay(uint256 seed) public {
        _open(seed);
        supplyAs(ann, usdc, 1e6); // accrues, so that only the premium moves the books below
        uint256 index = pool.getReserveNormalizedIncome(address(usdc));
        uint256 claim = pool.getReserveData(address(usdc)).accruedToTreasury;
        uint256 supply = aTokenOf(usdc).totalSupply();

        _simple(1_000_000e6);

        uint256 claimAfter = pool.getReserveData(address(usdc)).accruedToTreasury;
        if (seed % 3 == 2) {
            assertEq(pool.getReserveNormalizedIncome(address(usdc)), index, "nothing to suppliers");
            assertClose(((claimAfter - claim) * index) / 1e27, 500e6, 1, "all to the treasury");
        } else {
            assertEq(claimAfter, claim, "no new claim");
            uint256 treasurys = (claim * pool.getReserveNormalizedIncome(address(usdc))) / 1e27;
            uint256 before = (claim * index) / 1e27;
            assertClose(aTokenOf(usdc).totalSupply() - supply + treasurys - before, 500e6, 3, "shared by all");
        }
    }

    function test_flashLoanSimple_keepsThePremiumAsCashWhenNobodySupplies() public {
        buildWorld(preset(0));
        supplyAs(ann, usdc, 100e6);
        receiver = new ScriptedReceiver(address(pool));
        usdc.mint(address(receiver), 1e6);
        address aToken = address(aTokenOf(usdc));
        usdc.mint(aToken, 50e6);
        vm.prank(ann);
        pool.withdraw(address(usdc), type(uint256).max, ann);

        _simple(50e6);

        assertEq(usdc.balanceOf(aToken), 50.025e6, "cash");
        assertEq(pool.getReserveNormalizedIncome(address(usdc)), 1e27, "index");
    }

    function test_flashLoanSimple_lendsNoMoreThanThereAreATokensWhereCashIsCounted(uint256 seed) public {
        Rules memory rules = seed % 4 == 3 ? Presets.aaveV34() : preset(seed);
        buildWorld(rules);
        supplyAs(ann, usdc, 1_000_000e6);
        receiver = new ScriptedReceiver(address(pool));
        usdc.mint(address(receiver), 10_000e6);
        _simple(1_000_000e6);
        address aToken = address(aTokenOf(usdc));
        assertEq(usdc.balanceOf(aToken), 1_000_500e6, "the premium is cash");

        if (rules.virtualAccounting) {
            vm.expectRevert(
                abi.encodeWithSelector(
                    ILendingErrors.LendingPool_AmountAboveSupply.selector,
                    address(usdc),
                    1_000_000e6 + 1,
                    1_000_000e6
                )
            );
        }
        _simple(1_000_000e6 + 1);
        _simple(1_000_000e6);
    }

    function test_flashLoan_lendsSeveralAssets(uint256 first, uint256 second) public {
        first = bound(first, 1, 3_000_000e6);
        second = bound(second, 1, 2_000e18);
        uint256 usdcCash = usdc.balanceOf(address(aTokenOf(usdc)));
        uint256 wethCash = weth.balanceOf(address(aTokenOf(weth)));

        vm.prank(ann);
        pool.flashLoan(address(receiver), _both(), _two(first, second), _two(0, 0), ann, "", 0);

        assertEq(usdc.balanceOf(address(aTokenOf(usdc))), usdcCash + _premium(2, first), "USDC");
        assertEq(weth.balanceOf(address(aTokenOf(weth))), wethCash + _premium(2, second), "WETH");
    }

    function test_flashLoan_leavesDebtInsteadOfPayment(uint256 seed) public {
        _open(seed);
        supplyAs(ann, wbtc, 1e8);

        vm.expectEmit(true, true, true, true, address(pool));
        emit ILendingEvents.FlashLoan(address(receiver), ann, address(usdc), 10_000e6, 2, 0, 0);
        vm.prank(ann);
        pool.flashLoan(address(receiver), _both(), _two(10_000e6, 1e18), _two(2, 0), ann, "", 0);

        assertClose(owed(ann, usdc), 10_000e6, 1, "debt");
        assertEq(usdc.balanceOf(address(receiver)), 20_000e6, "kept");
    }

    function test_flashLoan_leavesDebtOfAnotherOnlyWithCredit() public {
        address ben = actor("ben");
        supplyAs(ben, wbtc, 1e8);
        vm.expectRevert();
        vm.prank(ann);
        pool.flashLoan(address(receiver), _both(), _two(10_000e6, 1e18), _two(2, 0), ben, "", 0);

        delegate(ben, ann, usdc, 10_000e6);
        vm.prank(ann);
        pool.flashLoan(address(receiver), _both(), _two(10_000e6, 1e18), _two(2, 0), ben, "", 0);
        assertClose(owed(ben, usdc), 10_000e6, 1, "ben owes");
    }

    function test_flashLoan_revertsInAnotherRateMode(uint256 mode) public {
        vm.assume(mode != 0 && mode != 2);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_InterestRateModeUnsupported.selector, mode));
        vm.prank(ann);
        pool.flashLoan(address(receiver), _both(), _two(1e6, 1e18), _two(mode, 0), ann, "", 0);
    }

    function test_flashLoan_revertsWhenListsDoNotMatch() public {
        bytes memory expected = abi.encodeWithSelector(ILendingErrors.LendingPool_FlashLoanParamsInconsistent.selector);
        vm.expectRevert(expected);
        pool.flashLoan(address(receiver), _both(), new uint256[](1), _two(0, 0), ann, "", 0);
        vm.expectRevert(expected);
        pool.flashLoan(address(receiver), _both(), _two(1, 1), new uint256[](1), ann, "", 0);

        address[] memory twice = new address[](2);
        (twice[0], twice[1]) = (address(usdc), address(usdc));
        vm.expectRevert(expected);
        pool.flashLoan(address(receiver), twice, _two(1, 1), _two(0, 0), ann, "", 0);
    }

    function test_flashLoan_revertsWhenTheReceiverRefuses() public {
        receiver.setAccepts(false);
        bytes memory expected = abi.encodeWithSelector(
            ILendingErrors.LendingPool_FlashLoanRefused.selector,
            address(receiver)
        );
        vm.expectRevert(expected);
        _simple(1e6);
        vm.expectRevert(expected);
        pool.flashLoan(address(receiver), _both(), _two(1e6, 1e18), _two(0, 0), ann, "", 0);
    }

    function test_flashLoanSimple_revertsWhenTheReceiverCannotPay(uint256 seed) public {
        _open(seed);
        address sink = actor("sink");
        receiver.addStep(address(usdc), abi.encodeCall(usdc.transfer, (sink, 10_001e6)));
        vm.expectRevert();
        _simple(1_000e6);
    }

    function test_flashLoanSimple_revertsBeyondTheCash(uint256 excess) public {
        uint256 cash = pool.getVirtualUnderlyingBalance(address(usdc));
        excess = bound(excess, 1, type(uint128).max);
        vm.expectRevert(
            abi.encodeWithSelector(
                ILendingErrors.LendingPool_InsufficientLiquidity.selector,
                address(usdc),
                cash,
                cash + excess
            )
        );
        _simple(cash + excess);
    }

    function test_flashLoanSimple_revertsWhenTheReserveRefuses() public {
        configurator.setReserveFlashLoaning(address(usdc), false);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_FlashLoanDisabled.selector, address(usdc)));
        _simple(1e6);

        configurator.setReservePause(address(usdc), true);
        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReservePaused.selector, address(usdc)));
        _simple(1e6);

        vm.expectRevert(abi.encodeWithSelector(ILendingErrors.LendingPool_ReserveInactive.selector, ann));
        pool.flashLoanSimple(address(receiver), ann, 1e6, "", 0);
    }

    /// @dev What leverage routers and liquidators live on.
    function test_flashLoanSimple_letsTheReceiverUseThePool(uint256 seed) public {
        _open(seed);
        address me = address(receiver);
        receiver.run(address(usdc), abi.encodeCall(usdc.approve, (address(pool), type(uint256).max)));
        receiver.addStep(address(pool), abi.encodeCall(ILendingPool.supply, (address(usdc), 5_000e6, me, 0)));
        receiver.addStep(address(pool), abi.encodeCall(ILendingPool.borrow, (address(weth), 1e18, 2, 0, me)));
        receiver.addStep(address(weth), abi.encodeCall(weth.approve, (address(pool), type(uint256).max)));
        receiver.addStep(address(pool), abi.encodeCall(ILendingPool.repay, (address(weth), 0.5e18, 2, me)));
        receiver.addStep(address(pool), abi.encodeCall(ILendingPool.withdraw, (address(usdc), 1_000e6, me)));
        receiver.addStep(address(pool), abi.encodeCall(ILendingPool.flashLoanSimple, (me, address(wbtc), 0, "", 0)));

        _simple(1_000_000e6);

        assertClose(supplied(me, usdc), 4_000e6, 1e6, "supplied, and a share of the premium");
        assertClose(owed(me, weth), 0.5e18, 2, "owed");
        assertEq(receiver.loans(), 2, "a loan inside the loan");
    }

    function test_flashLoanSimple_letsTheReceiverLiquidate(uint256 seed) public {
        _open(seed);
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 15_000e6);
        setPrice(address(weth), 1_750e8);
        receiver.run(address(usdc), abi.encodeCall(usdc.approve, (address(pool), type(uint256).max)));
        receiver.addStep(
            address(pool),
            abi.encodeCall(ILendingPool.liquidationCall, (address(weth), address(usdc), ann, 5_000e6, false))
        );

        _simple(5_000e6);

        assertClose(weth.balanceOf(address(receiver)), 13e18, 2, "3 WETH for 5,000");
    }
}
