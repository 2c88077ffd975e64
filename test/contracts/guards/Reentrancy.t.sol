// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {BasisVaultAdapter} from "../../../contracts/guards/registry/BasisVaultAdapter.sol";
import {GuardTypes} from "../../../contracts/guards/registry/GuardTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {ILendingPool} from "../../../contracts/lending/ILendingPool.sol";
import {ILeverageRegistry} from "../../../contracts/guards/registry/ILeverageRegistry.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {IVenueAdapter} from "../../../contracts/guards/registry/IVenueAdapter.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {PerpAdapter} from "../../../contracts/guards/registry/PerpAdapter.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {RiskAction} from "../../../contracts/guards/IRiskHook.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";
import {HostileHook} from "../../support/HostileHook.sol";

/// @notice A hook that tries every way into the venue that asks it, at every kind of report; and a token that calls the
/// registry while it moves.
contract GuardReentrancyTest is GuardWorld {
    HostileHook private hostile;

    function setUp() public {
        buildGuardWorld();
    }

    // GUARD-5
    function test_hook_entersNoVenueAtAnyReport() public {
        hostile = new HostileHook();
        _armLending();
        _armExchange();
        _armVault(address(vault));
        _armVault(address(basis));
        hostile.add(address(vault), abi.encodeCall(ILoopVault.rebalance, (true)));
        hostile.add(address(vault), abi.encodeCall(ILoopVault.ripcord, (true)));
        hostile.add(address(basis), abi.encodeCall(IBasisVault.rebalance, ()));
        hostile.add(address(basis), abi.encodeCall(IBasisVault.hedge, ()));
        vault.setKeeper(address(hostile), true);
        basis.setKeeper(address(hostile), true);
        hook(address(hostile));

        _borrowAndLeave();
        _tradeAndLeave();
        _enterAndLeaveVaults();

        for (uint8 i = 0; i <= uint8(type(RiskAction).max); ++i) {
            assertGe(hostile.asked(RiskAction(i)), 1, "asked about each action");
        }
        assertGe(hostile.told(), 3, "and told of trades");
        assertEq(hostile.successes(), 0, "got in");
        assertEq(uint32(hostile.strangeReason()), 0, "by locks alone");
    }

    /// @dev In the middle of a deposit the vault has assets for which it has given no shares yet: whoever could have
    /// that stored would look less levered by what he is bringing.
    function test_token_cannotHaveAVaultTakenInTheMiddleOfADeposit(bool submits) public {
        ReentrantToken token = _useHostileDollar();
        token.mint(alice, 10_000_000e18);
        GuardTypes.Snapshot memory before = registry.getSnapshot(address(basis));
        IVenueAdapter.Line[][] memory solution = new IVenueAdapter.Line[][](1);
        address[] memory vaults = new address[](1);
        vaults[0] = address(basis);
        token.arm(
            address(registry),
            submits
                ? abi.encodeCall(ILeverageRegistry.submit, (vaults, solution))
                : abi.encodeCall(ILeverageRegistry.poke, (address(basis)))
        );
        vm.startPrank(alice);
        token.approve(address(basis), 10_000_000e18);
        basis.deposit(10_000_000e18, alice);
        vm.stopPrank();

        assertEq(token.successes(), 0, "not taken");
        assertTrue(bytes4(token.failure()) == ILeverageRegistry.LeverageRegistry_VaultBusy.selector, "for it is busy");
        GuardTypes.Snapshot memory now_ = registry.getSnapshot(address(basis));
        assertEq(now_.supply, before.supply, "as before");
        assertEq(now_.lines[0].held, before.lines[0].held, "to the unit");
        assertTrue(!basis.isBusy(), "and no longer");
        registry.poke(address(basis));
        assertGe(registry.getSnapshot(address(basis)).supply, before.supply + 1, "once it is over");
    }

    /// @dev The registry is asked in the middle of a vault's deposit too, and takes what is too old by itself.
    function test_deposit_isTakenByTheVaultsOwnReport() public {
        _useHostileDollar();
        capAccounts(10e18);
        skip(2 hours);
        enter(bob, basis, 10e18);
        assertEq(registry.getSnapshot(address(basis)).takenAt, block.timestamp, "taken");
    }

    function _borrowAndLeave() private {
        supplyAs(bob, weth, 20e18);
        borrowAs(bob, usdc, 5_000e6);
        fund(bob, usdc, 10_000e6);
        vm.startPrank(bob);
        pool.withdraw(address(weth), 1e18, bob);
        aTokenOf(weth).transfer(stacker, 1e18);
        pool.repay(address(usdc), type(uint256).max, 2, bob);
        pool.setUserEMode(CORRELATED);
        pool.setUserEMode(0);
        pool.setUserUseReserveAsCollateral(address(weth), false);
        pool.setUserUseReserveAsCollateral(address(weth), true);
        vm.stopPrank();
        borrowAs(bob, usdc, 25_000e6);
        setPrice(address(weth), (WETH_PRICE * 8) / 10);
        fund(alice, usdc, 5_000e6);
        vm.prank(alice);
        pool.liquidationCall(address(weth), address(usdc), bob, 5_000e6, false);
        setPrice(address(weth), WETH_PRICE);
    }

    function _tradeAndLeave() private {
        openPerp(stacker, 1_000 * one, 2e18);
        vm.prank(stacker);
        exchange.withdraw(address(dollar), 700 * one, stacker);
        moveEthFeed(9_300);
        exchange.liquidate(ETH, stacker);
        setPrice(address(weth), WETH_PRICE);
    }

    function _enterAndLeaveVaults() private {
        uint256 shares = depositAs(bob, vault, 1e18);
        vm.prank(bob);
        vault.redeem(shares / 2, bob, bob);
        requestAs(bob, vault, shares / 4);
        fulfil(vault, true);
        setPrice(address(wsteth), (WSTETH_PRICE * 10_300) / 1e4);
        align(wsteth, weth);
        rebalance(vault, true);
        enter(bob, basis, 500_000 * one);
        vm.startPrank(bob);
        basis.redeem(basis.balanceOf(bob) / 100, bob, bob);
        vm.stopPrank();
        steer();
        ask(alice, basis.balanceOf(alice) / 10);
        serve();
    }

    function _armLending() private {
        address w = address(weth);
        hostile.add(address(pool), abi.encodeCall(ILendingPool.supply, (w, 1, bob, 0)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.withdraw, (w, 1, bob)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.borrow, (w, 1, 2, 0, bob)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.repay, (w, 1, 2, bob)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.repayWithATokens, (w, 1, 2)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.setUserUseReserveAsCollateral, (w, false)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.setUserEMode, (1)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.liquidationCall, (w, w, bob, 1, false)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.flashLoanSimple, (bob, w, 1, "", 0)));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.mintToTreasury, (new address[](0))));
        hostile.add(address(pool), abi.encodeCall(ILendingPool.eliminateReserveDeficit, (w, 1)));
    }

    function _armExchange() private {
        address at = address(exchange);
        hostile.add(at, abi.encodeCall(IPerpExchange.deposit, (address(dollar), 1, bob)));
        hostile.add(at, abi.encodeCall(IPerpExchange.withdraw, (address(dollar), 1, bob)));
        hostile.add(at, abi.encodeCall(IPerpExchange.trade, (ETH, 1e18, type(uint256).max, false)));
        hostile.add(at, abi.encodeCall(IPerpExchange.commitOrder, (ETH, 1e18, type(uint256).max, false)));
        hostile.add(at, abi.encodeCall(IPerpExchange.settleOrder, (ETH, bob)));
        hostile.add(at, abi.encodeCall(IPerpExchange.clearOrder, (ETH, bob)));
        hostile.add(at, abi.encodeCall(IPerpExchange.flag, (bob)));
        hostile.add(at, abi.encodeCall(IPerpExchange.liquidate, (ETH, stacker)));
        hostile.add(at, abi.encodeCall(IPerpExchange.takeOver, (stacker)));
        hostile.add(at, abi.encodeCall(IPerpExchange.dispose, (ETH, 1)));
        hostile.add(at, abi.encodeCall(IPerpExchange.deleverage, (ETH, true, new address[](0), 1)));
        hostile.add(at, abi.encodeCall(IPerpExchange.buySeized, (address(vault), 1, 1)));
        hostile.add(at, abi.encodeCall(IPerpExchange.fundInsurance, (1)));
    }

    function _armVault(address at) private {
        hostile.add(at, abi.encodeCall(IERC4626.deposit, (0, bob)));
        hostile.add(at, abi.encodeCall(IERC4626.mint, (0, bob)));
        hostile.add(at, abi.encodeCall(IERC4626.withdraw, (0, bob, bob)));
        hostile.add(at, abi.encodeCall(IERC4626.redeem, (0, bob, bob)));
        hostile.add(at, abi.encodeCall(IQueuedVault.requestRedeem, (1, bob, bob)));
        hostile.add(at, abi.encodeCall(IQueuedVault.claimRedeem, (1, bob)));
        hostile.add(at, abi.encodeCall(IQueuedVault.takeFees, ()));
        hostile.add(at, abi.encodeCall(IQueuedVault.fulfil, (1, true)));
        hostile.add(at, abi.encodeCall(ILoopVault.liquidationNav, ()));
        hostile.add(at, abi.encodeCall(ILoopVault.disown, (address(wbtc))));
    }

    /// @dev An exchange, a market and a basis vault of a dollar that calls out, which the registry knows.
    function _useHostileDollar() private returns (ReentrantToken token) {
        token = new ReentrantToken();
        dollar = MintableToken(address(token));
        list(address(token), 18, USDC_PRICE, 7_500, 7_800, 10_450);
        one = 1e18;
        openExchange();
        provideExchange();
        createMarket(weth, WETH_PRICE, dollar, USDC_PRICE, SIDE_VALUE);
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), basisConfig());
        setup.path = pathOf(dollar, weth);
        basis = newBasisOf(setup);
        address[] memory bases = new address[](1);
        bases[0] = address(weth);
        registry.setVault(address(basis), new BasisVaultAdapter(new PerpAdapter(exchange, bases)));
        registry.setVenue(address(basis), true);
        basis.setRiskHook(address(registry));
        enter(alice, basis, 1_000_000e18);
        registry.poke(address(basis));
    }
}
