// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {IRiskHook, RiskAction} from "../../../contracts/guards/IRiskHook.sol";
import {ILendingErrors} from "../../../contracts/lending/ILendingErrors.sol";
import {ILendingPool} from "../../../contracts/lending/ILendingPool.sol";
import {ILendingPoolAdmin} from "../../../contracts/lending/ILendingPoolAdmin.sol";
import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";
import {ScriptedHook} from "../../support/ScriptedHook.sol";

/// @notice When venues ask their hook, with what, and that it can do nothing else.
/// hardhat-config: fuzz.runs = 16
contract RiskHookTest is GuardWorld {
    ScriptedHook private scripted;

    function setUp() public {
        buildGuardWorld();
        scripted = new ScriptedHook();
        hook(address(scripted));
    }

    function test_lending_reportsWhatLetsRiskGrow() public {
        supplyAs(bob, weth, 10e18);
        assertEq(scripted.reportCount(), 0, "supply is not reported");
        borrowAs(bob, usdc, 5_000e6);
        _assertReport(1, address(pool), RiskAction.Borrow, bob, uint160(address(usdc)), 5_000e6);
        vm.startPrank(bob);
        pool.withdraw(address(weth), 1e18, bob);
        _assertReport(2, address(pool), RiskAction.Withdraw, bob, uint160(address(weth)), 1e18);
        aTokenOf(weth).transfer(alice, 1e18);
        assertEq(scripted.reportCount(), 3, "transfer");
        assertTrue(scripted.lastReport().action == RiskAction.Transfer, "kind");
        assertEq(scripted.lastReport().account, bob, "who gives");
        usdc.approve(address(pool), 5_000e6);
        pool.repay(address(usdc), 5_000e6, 2, bob);
        assertEq(scripted.reportCount(), 3, "repayment is not reported");
        pool.setUserUseReserveAsCollateral(address(weth), false);
        _assertReport(4, address(pool), RiskAction.CollateralOff, bob, uint160(address(weth)), 0);
        pool.setUserUseReserveAsCollateral(address(weth), true);
        assertEq(scripted.reportCount(), 4, "nor is collateral on");
        pool.setUserEMode(CORRELATED);
        _assertReport(5, address(pool), RiskAction.EModeChange, bob, CORRELATED, 0);
        vm.stopPrank();
    }

    function test_lending_reportsDebtLeftByAFlashLoan() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 10_300) / 1e4);
        align(wsteth, weth);
        rebalance(vault, true);
        assertGe(scripted.reportCount(), 2, "the debt, and the vault");
        IRiskHook.Report memory last = scripted.lastReport();
        assertTrue(last.action == RiskAction.VaultGrow, "the vault at last");
        assertEq(last.account, address(vault), "of itself");
        assertEq(scripted.changeCount(), 1, "and that it has traded");
    }

    function test_lending_reportsLiquidations() public {
        supplyAs(bob, weth, 10e18);
        borrowAs(bob, usdc, 15_000e6);
        setPrice(address(weth), (WETH_PRICE * 8) / 10);
        fund(alice, usdc, 5_000e6);
        vm.prank(alice);
        pool.liquidationCall(address(weth), address(usdc), bob, 5_000e6, false);
        // $5,000 at a bonus of 5 % and $1,600 apiece.
        _assertReport(2, address(pool), RiskAction.Liquidation, bob, uint160(address(weth)), 3.28125e18);
    }

    function test_exchange_reportsOrdersThatGrowAndMarginThatLeaves() public {
        marginFor(bob, bob, 10_000 * one);
        assertEq(scripted.reportCount(), 0, "margin in is not reported");
        order(bob, 2e18);
        _assertReport(1, address(exchange), RiskAction.Order, bob, ETH, 2e18);
        order(bob, -1e18);
        assertEq(scripted.reportCount(), 1, "shrinking is not reported");
        order(bob, -2e18);
        _assertReport(2, address(exchange), RiskAction.Order, bob, ETH, 2e18);
        vm.prank(bob);
        exchange.withdraw(address(dollar), one, bob);
        _assertReport(3, address(exchange), RiskAction.MarginOut, bob, uint160(address(dollar)), one);
    }

    function test_exchange_reportsLiquidations() public {
        openPerp(bob, 200 * one, 2e18);
        moveEthFeed(9_550);
        uint256 closed = exchange.liquidate(ETH, bob);
        _assertReport(2, address(exchange), RiskAction.Liquidation, bob, ETH, closed);
    }

    function test_vaults_reportDepositsAndExits() public {
        uint256 shares = depositAs(bob, vault, 1e18);
        _assertReport(1, address(vault), RiskAction.VaultDeposit, bob, uint160(address(wsteth)), 1e18);
        vm.prank(bob);
        uint256 assets = vault.redeem(shares / 2, bob, bob);
        _assertReport(2, address(vault), RiskAction.VaultExit, bob, uint160(address(wsteth)), assets);
        requestAs(bob, vault, shares / 4);
        assertEq(scripted.reportCount(), 2, "a request is not reported");
        fulfil(vault, true);
        uint256 told = scripted.changeCount();
        assertEq(told, 1, "a fulfilment is told");
        vm.prank(bob);
        vault.claimRedeem(1, bob);
        enter(bob, basis, 100_000 * one);
        steer();
        assertTrue(scripted.lastReport().action == RiskAction.VaultGrow, "put to work");
        assertEq(scripted.changeCount(), told + 1, "and told");
    }

    /// @dev GUARD-2. A hook that refuses everything refuses growth, and stops nothing else.
    function test_refusal_stopsNoLowering() public {
        supplyAs(bob, weth, 10e18);
        borrowAs(bob, usdc, 5_000e6);
        openPerp(bob, 2_000 * one, 2e18);
        scripted.refuse(true);
        vm.expectRevert(ScriptedHook.ScriptedHook_Refused.selector);
        borrowAs(bob, usdc, 1e6);

        fund(bob, usdc, 10_000e6);
        vm.startPrank(bob);
        pool.repay(address(usdc), type(uint256).max, 2, bob);
        pool.supply(address(usdc), 1e6, bob, 0);
        vm.stopPrank();
        marginFor(bob, bob, one);
        order(bob, -2e18);
        requestAs(alice, vault, 1e24);
    }

    /// @dev GUARD-5. Whatever it is asked about, it enters no action of the venue that asks.
    function test_hook_entersNoActionOfTheVenueThatAsks(uint256 kind) public {
        supplyAs(bob, weth, 10e18);
        bytes[4] memory lending = [
            abi.encodeCall(ILendingPool.supply, (address(weth), 1, bob, 0)),
            abi.encodeCall(ILendingPool.borrow, (address(usdc), 1, 2, 0, bob)),
            abi.encodeCall(ILendingPool.repay, (address(usdc), 1, 2, bob)),
            abi.encodeCall(ILendingPool.liquidationCall, (address(weth), address(usdc), bob, 1, false))
        ];
        scripted.arm(address(pool), lending[kind % 4]);
        borrowAs(bob, usdc, 5_000e6);
        _assertRefused(ILendingErrors.LendingPool_Reentered.selector);

        bytes[4] memory perps = [
            abi.encodeCall(IPerpExchange.deposit, (address(dollar), 1, bob)),
            abi.encodeCall(IPerpExchange.withdraw, (address(dollar), 1, bob)),
            abi.encodeCall(IPerpExchange.trade, (ETH, 1e18, type(uint256).max, false)),
            abi.encodeCall(IPerpExchange.liquidate, (ETH, bob))
        ];
        scripted.arm(address(exchange), perps[kind % 4]);
        openPerp(bob, 2_000 * one, 2e18);
        _assertRefused(IPerpErrors.PerpExchange_Reentered.selector);

        bytes[4] memory vaults = [
            abi.encodeCall(vault.deposit, (0, bob)),
            abi.encodeCall(vault.redeem, (0, bob, bob)),
            abi.encodeCall(IQueuedVault.requestRedeem, (1, bob, bob)),
            abi.encodeCall(IQueuedVault.takeFees, ())
        ];
        scripted.arm(address(vault), vaults[kind % 4]);
        depositAs(bob, vault, 1e18);
        rebalance(vault, true);
        _assertRefused(ReentrancyGuard.ReentrancyGuardReentrantCall.selector);
    }

    function test_hooks_areTheOwnersToSet() public {
        vm.startPrank(bob);
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        configurator.setRiskHook(bob);
        vm.expectPartialRevert(ILendingErrors.LendingPool_CallerNotConfigurator.selector);
        ILendingPoolAdmin(address(pool)).setRiskHook(bob);
        vm.expectPartialRevert(IPerpErrors.PerpExchange_NotOwner.selector);
        exchange.setRiskHook(bob);
        vm.expectPartialRevert(Ownable.OwnableUnauthorizedAccount.selector);
        vault.setRiskHook(bob);
        vm.stopPrank();

        hook(address(0));
        assertEq(pool.getRiskHook(), address(0), "lending");
        assertEq(exchange.riskHook(), address(0), "exchange");
        assertEq(vault.riskHook(), address(0), "vault");
        supplyAs(bob, weth, 10e18);
        borrowAs(bob, usdc, 5_000e6);
        assertEq(scripted.reportCount(), 0, "nobody is asked");
    }

    /// @dev A hook without code cannot keep a vault from lowering.
    function test_tell_goesOnWithoutAContract() public {
        hook(address(0));
        vault.setRiskHook(bob);
        requestAs(alice, vault, 10e24);
        vault.setKeeper(address(this), true);
        vault.fulfil(10e24, true);
    }

    function _assertReport(
        uint256 count,
        address venue,
        RiskAction action,
        address account,
        uint256 subject,
        uint256 amount
    ) private view {
        assertEq(scripted.reportCount(), count, "count");
        IRiskHook.Report memory r = scripted.lastReport();
        assertEq(r.venue, venue, "venue");
        assertEq(uint256(uint8(r.action)), uint256(uint8(action)), "action");
        assertEq(r.account, account, "account");
        assertEq(r.subject, subject, "subject");
        assertEq(r.amount, amount, "amount");
    }

    function _assertRefused(bytes4 selector) private view {
        assertGe(scripted.tries(), 1, "it tried");
        assertEq(scripted.successes(), 0, "none went through");
        assertTrue(bytes4(scripted.failure()) == selector, "by the lock");
    }
}
