// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../../contracts/guards/registry/ILeverageRegistry.sol";
import {ILeverageRouter} from "../../../../contracts/loops/ILeverageRouter.sol";
import {GuardWorld} from "../../../support/GuardWorld.sol";
import {ScriptedReceiver} from "../../../support/ScriptedReceiver.sol";

/// @notice How the registry is evaded, one way a test, and whether that is stopped. docs/LIMITS.md tells it in words.
/// hardhat-config: fuzz.runs = 32
contract LeverageRegistryEvasionTest is GuardWorld {
    uint256 private constant CAP = 2e18;

    function setUp() public {
        buildGuardWorld();
        capAccounts(CAP);
    }

    /// @dev Stopped. What one account borrows is the next one's equity and the first one's debt: accounts that are each
    /// within the cap are so together.
    function test_split_gainsNothingInSum(uint256 a, uint256 b, uint256 c) public {
        uint256 equity = 10e18;
        uint256 exposure;
        uint256[3] memory parts = [bound(a, 0, 10_000), bound(b, 0, 10_000), bound(c, 0, 10_000)];
        uint256 brought = equity;
        for (uint256 i = 0; i < 3 && brought > 1e12; ++i) {
            address account = actor(["first", "second", "third"][i]);
            supplyAs(account, weth, brought);
            exposure += brought;
            uint256 lent = (brought * parts[i]) / 20_000;
            // Values are rounded against the account, to 1e-8 dollars each: some five million wei.
            lent -= lent < 2e7 ? lent : 2e7;
            if (lent == 0) break;
            borrowAs(account, weth, lent);
            if (brought > 1e15) _assertNoMoreThan(account, brought / 2 + 1e12 - lent);
            brought = lent;
        }
        assertLe((exposure * 1e18) / equity, CAP, "all together");
    }

    /// @dev Found by the fuzzer: the last loan is rounded above the cap by a hundred-millionth of a dollar.
    function test_split_atTheRoundingOfValues_gainsNothing() public {
        test_split_gainsNothingInSum(12_938, 8_662, 9_999_999_999_999_998);
    }

    /// @dev Not stopped. A venue that does not report, and that no adapter reads, is not seen.
    function test_unreportedVenue_isNotSeen() public {
        configurator.setRiskHook(address(0));
        registry.setAdapter(lendingAdapter, false, 0);
        supplyAs(bob, weth, 10e18);
        borrowAs(bob, usdc, 15_000e6);
        openPerp(bob, 2_500 * one, 1e18);

        assertLe(measureOf(bob).leverage, CAP, "what is seen");
        registry.setAdapter(lendingAdapter, true, 1e18);
        assertGe(measureOf(bob).leverage, CAP + 1, "what there is");
    }

    /// @dev Half stopped: debt that an adapter reads but whose venue does not ask is opened freely, and then nothing
    /// more is, anywhere else.
    function test_venueThatIsReadButDoesNotAsk_countsElsewhere() public {
        configurator.setRiskHook(address(0));
        supplyAs(bob, weth, 10e18);
        borrowAs(bob, usdc, 15_000e6);
        marginFor(bob, bob, 2_500 * one);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        this.orderOf(bob, 1e18);
    }

    /// @dev Stopped where it leaves debt: a vault levers up on a flash loan, and the debt at its end is refused.
    function test_oneTransaction_endsWithinTheCap() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 10_300) / 1e4);
        align(wsteth, weth);
        vm.prank(steward);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        vault.rebalance(true);
    }

    /// @dev Not seen, for it leaves nothing: what is borrowed and repaid within the transaction.
    function test_oneTransaction_thatRepaysLeavesNothing() public {
        ScriptedReceiver account = _levered();
        uint256 before = measureOf(address(account)).leverage;
        vm.prank(bob);
        pool.flashLoanSimple(address(account), address(usdc), 10_000_000e6, "", 0);
        assertEq(measureOf(address(account)).leverage, before, "as before");
    }

    /// @dev Stopped. Equity that is lent to an account for one transaction and posted at a venue cannot leave again
    /// from beside the debt that it carried.
    function test_oneTransaction_cannotTakeLentEquityOutOfAVenue() public {
        ScriptedReceiver account = _levered();
        uint256 lent = 1_000_000e6;
        account.addStep(address(usdc), abi.encodeCall(usdc.approve, (address(pool), lent)));
        account.addStep(address(pool), abi.encodeCall(pool.supply, (address(usdc), lent, address(account), 0)));
        _addBorrow(account);
        account.addStep(address(pool), abi.encodeCall(pool.withdraw, (address(usdc), lent, address(account))));
        vm.prank(bob);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        pool.flashLoanSimple(address(account), address(usdc), lent, "", 0);
    }

    /// @dev Not stopped, for shares in hand can be sent away: they are made with lent money, count while the debt is
    /// opened, and are given back by an accomplice. At a weight of 0 they carry nothing.
    function test_oneTransaction_takesLentEquityOutThroughShares() public {
        ScriptedReceiver account = _levered();
        ScriptedReceiver accomplice = new ScriptedReceiver(address(pool));
        uint256 lent = 1_000_000e6;
        uint256 shares = basis.previewDeposit(lent);
        account.addStep(address(usdc), abi.encodeCall(usdc.approve, (address(basis), lent)));
        account.addStep(address(basis), abi.encodeCall(basis.deposit, (lent, address(account))));
        _addBorrow(account);
        account.addStep(address(basis), abi.encodeCall(basis.transfer, (address(accomplice), shares)));
        bytes memory back = abi.encodeCall(basis.redeem, (shares, address(account), address(accomplice)));
        account.addStep(address(accomplice), abi.encodeCall(accomplice.run, (address(basis), back)));

        registry.setAdapter(shareAdapter, true, 0);
        vm.prank(bob);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        pool.flashLoanSimple(address(account), address(usdc), lent, "", 0);

        registry.setAdapter(shareAdapter, true, 1e18);
        vm.prank(bob);
        pool.flashLoanSimple(address(account), address(usdc), lent, "", 0);
        assertGe(measureOf(address(account)).leverage, CAP + 1, "above");
    }

    /// @dev Not stopped. The system's figures are taken when somebody brings equity for one transaction.
    function test_oneTransaction_dilutesTheSystem() public {
        registry.pokeSystem();
        uint256 cap = (1e18 + uint256(registry.getSystem().leverage)) / 2;
        registry.setCap(GuardTypes.Scope.System, address(0), cap, 0);
        supplyAs(bob, weth, 10e18);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(bob, usdc, 1_000e6);

        supplyAs(lender, usdc, 10_000_000_000e6);
        registry.pokeSystem();
        vm.prank(lender);
        pool.withdraw(address(usdc), 10_000_000_000e6 - 1, lender);
        assertLe(registry.getSystem().leverage, cap, "diluted");
        borrowAs(bob, usdc, 1_000e6);

        // Until anybody takes them again.
        registry.pokeSystem();
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(bob, usdc, 1_000e6);
    }

    /// @dev Stopped. A gift is equity while it stays, and nobody but the account takes it out, within the cap.
    function test_donation_isEquityThatStays() public {
        supplyAs(bob, weth, 10e18);
        fund(alice, usdc, 10_000e6);
        vm.prank(alice);
        pool.supply(address(usdc), 10_000e6, bob, 0);
        borrowAs(bob, usdc, 14_999e6);

        vm.prank(bob);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        pool.withdraw(address(usdc), 100e6, bob);
    }

    /// @dev Stopped at the giver's cost. A gift to a vault lowers the leverage of its shares, by what it cost.
    function test_donation_toAVaultIsItsHolders() public {
        supplyAs(bob, weth, 1e18);
        uint256 before = uint256(measureOf(alice).equity);
        wsteth.mint(address(vault), 10e18);
        freshen();
        uint256 gained = uint256(measureOf(alice).equity) - before;
        assertClose(gained, (10 * WSTETH_PRICE), WSTETH_PRICE / 100, "all of it");
    }

    /// @dev Not stopped for as long as `maxAge`: nobody tells of a vault's liquidation.
    function test_staleLookThrough_lastsNoLongerThanItsAge() public {
        uint256 seen = lineOf(alice, address(wsteth)).held;
        setPrice(address(wsteth), (WSTETH_PRICE * 6_900) / 1e4);
        assertLe(healthOf(address(vault)), 1e18 - 1, "liquidatable");
        fund(bob, weth, 50e18);
        vm.prank(bob);
        pool.liquidationCall(address(wsteth), address(weth), address(vault), 50e18, false);

        assertEq(lineOf(alice, address(wsteth)).held, seen, "as before");
        vm.warp(block.timestamp + MAX_AGE + 1);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_Stale.selector);
        registry.getMeasure(alice);
        freshen();
        assertLe(lineOf(alice, address(wsteth)).held, seen - 1, "as it is");
    }

    /// @dev Not stopped for as long as `maxAge`: profit on the exchange is stored as the cash that it was, so a hedged
    /// vault looks unhedged to a price that has moved since.
    function test_staleLookThrough_keepsAHedgesOldProfit() public {
        uint256 short = uint256(-basis.getPosition().size);
        setPrice(address(weth), WETH_PRICE + 100e8);
        int256 seen = measureOf(alice).equity;
        freshen();
        uint256 overstated = uint256(seen - measureOf(alice).equity);
        assertClose(overstated, (short * 100e8) / 1e18, (short * 1e8) / 1e18, "the short's loss, to a hundredth");
    }

    /// @dev Not stopped, for it must not be: who asks for redemption gives up equity in hand, and nobody may refuse.
    function test_request_leavesTheCapBehind() public {
        _holdSharesBesideADebt();
        ask(bob, basis.balanceOf(bob));
        assertGe(measureOf(bob).leverage, CAP + 1, "above");
    }

    /// @dev Not stopped. Shares in hand are a token like any other; a weight below 100 % says what that is worth.
    function test_sharesInHand_canBeSentAway() public {
        _holdSharesBesideADebt();
        uint256 held = basis.balanceOf(bob);
        vm.prank(bob);
        basis.transfer(alice, held);
        assertGe(measureOf(bob).leverage, CAP + 1, "above");
        vm.prank(alice);
        basis.transfer(bob, held);

        registry.setAdapter(shareAdapter, true, 0);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(bob, usdc, 1e6);
    }

    /// @dev Refused though it lowers: withdrawing in order to have repaid, while still above the cap.
    function test_routedLowering_mustEndWithinTheCapOrCloseWhole() public {
        capAccounts(0);
        enterEMode(looper);
        ILeverageRouter.OpenParams memory wanted = opening(wsteth, weth, 10e18, 5e18);
        vm.prank(looper);
        router.openFlash(wanted);
        capAccounts(3e18);
        ILeverageRouter.DeleverageParams memory partly = lowering(wsteth, weth, 4e18);
        vm.prank(looper);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        router.deleverage(partly);

        ILeverageRouter.DeleverageParams memory enough = lowering(wsteth, weth, 2.9e18);
        vm.prank(looper);
        router.deleverage(enough);
        ILeverageRouter.CloseParams memory whole = closing(wsteth, weth);
        vm.prank(looper);
        router.close(whole);
        assertEq(owed(looper, weth), 0, "out");
    }

    function orderOf(address account, int256 size) external {
        order(account, size);
    }

    function _assertNoMoreThan(address account, uint256 amount) private {
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(account, weth, amount);
    }

    /// @dev An account that is a contract, with 10 WETH, a debt of $9,000 within the cap, and money for premiums.
    function _levered() private returns (ScriptedReceiver account) {
        account = new ScriptedReceiver(address(pool));
        weth.mint(address(account), 10e18);
        usdc.mint(address(account), 10_000e6);
        account.run(address(weth), abi.encodeCall(weth.approve, (address(pool), 10e18)));
        account.run(address(pool), abi.encodeCall(pool.supply, (address(weth), 10e18, address(account), 0)));
        bytes memory call = abi.encodeCall(pool.borrow, (address(usdc), 9_000e6, 2, 0, address(account)));
        account.run(address(pool), call);
    }

    /// @dev As much again as only the lent equity lets it owe.
    function _addBorrow(ScriptedReceiver account) private {
        bytes memory call = abi.encodeCall(pool.borrow, (address(usdc), 6_000e6, 2, 0, address(account)));
        account.addStep(address(pool), call);
    }

    /// @dev A debt that is within the cap by the shares beside it alone.
    function _holdSharesBesideADebt() private {
        capAccounts(0);
        supplyAs(bob, weth, 10e18);
        enter(bob, basis, 100_000 * one);
        borrowAs(bob, usdc, 14_000e6);
        capAccounts(CAP);
        registry.setCap(GuardTypes.Scope.Account, address(basis), 10e18, 0);
    }
}
