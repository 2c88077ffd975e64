// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../../contracts/guards/registry/ILeverageRegistry.sol";
import {IVenueAdapter} from "../../../contracts/guards/registry/IVenueAdapter.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {GuardWorld} from "../../support/GuardWorld.sol";

/// @notice The registry over the real venues: what it sees, what it refuses and what it never stops.
/// hardhat-config: fuzz.runs = 32
contract GuardedVenuesTest is GuardWorld {
    error Outcome(bytes books);

    function setUp() public {
        buildGuardWorld();
    }

    // What it sees

    function test_measure_ofAStackIsWhatTheBalancesSay(uint256 shares, uint256 debt, uint256 size) public {
        shares = bound(shares, 1e24, 50e24);
        _stack(shares, bound(debt, 1e6, (shares / 1e24) * 800e6), bound(size, 1e16, 5e18));

        LoopTypes.Position memory p = vault.getPosition();
        uint256 supply = vault.totalSupply();
        assertClose(
            lineOf(stacker, address(wsteth)).held,
            ((p.idle + p.supplied) * shares) / supply,
            1,
            "part of the vault's collateral"
        );
        IVenueAdapter.Line memory ether_ = lineOf(stacker, address(weth));
        assertClose(ether_.owed, (p.debt * shares) / supply, 1, "and of its debt");
        assertEq(ether_.size, exchange.getPosition(stacker, ETH).size, "the position");
        assertEq(lineOf(stacker, address(usdc)).owed, owed(stacker, usdc), "the debt");
        int256 equity = exchange.getMargin(stacker).equity;
        assertClose(lineOf(stacker, address(usdc)).held, uint256(equity), 2, "margin and profit");
    }

    /// @dev GUARD-3, with a holder in hand, one in the market, one on the exchange and the queue.
    function test_lookThrough_ofAllHoldersIsTheVaultsBooks(uint256 a, uint256 b, uint256 c) public {
        (a, b, c) = (bound(a, 1, 60e24), bound(b, 1, 60e24), bound(c, 1, 60e24));
        address[4] memory holders = [actor("one"), actor("two"), alice, address(vault)];
        vm.startPrank(alice);
        vault.transfer(holders[0], a);
        vault.transfer(holders[1], b);
        vault.requestRedeem(c, alice, alice);
        vm.stopPrank();
        supplyShares(holders[0], vault, a);
        vm.startPrank(holders[1]);
        vault.approve(address(exchange), b);
        exchange.deposit(address(vault), b, holders[1]);
        vm.stopPrank();

        LoopTypes.Position memory p = vault.getPosition();
        uint256 held = lineOf(holders[0], address(wsteth)).held;
        uint256 debt = lineOf(holders[0], address(weth)).owed;
        for (uint256 i = 1; i < 3; ++i) {
            held += lineOf(holders[i], address(wsteth)).held;
            debt += lineOf(holders[i], address(weth)).owed;
        }
        held += ((p.idle + p.supplied) * vault.pendingShares()) / vault.totalSupply();
        debt += (p.debt * vault.pendingShares()) / vault.totalSupply();
        assertClose(held, p.idle + p.supplied, 4, "collateral");
        assertClose(debt, p.debt, 4, "debt");
    }

    function test_measure_ofTheBasisVaultIsItsBooks() public view {
        BasisTypes.Position memory p = basis.getPosition();
        assertEq(lineOf(address(basis), address(usdc)).held, p.idle + p.parked + uint256(p.equity), "dollars");
        assertEq(lineOf(address(basis), address(weth)).held, p.spot, "spot");
        assertEq(lineOf(address(basis), address(weth)).size, p.size, "short");
        uint256 worth = (basis.totalAssets() * 1e8) / one;
        assertClose(uint256(measureOf(address(basis)).equity), worth, 1e4, "net assets");
    }

    function test_system_isTheSumOverHoldersOutside() public {
        _stack(40e24, 20_000e6, 3e18);
        openPerp(bob, 50_000 * one, -20e18);
        freshen();
        registry.pokeSystem();

        uint256 exposure;
        int256 equity;
        address[4] memory holders = [alice, bob, stacker, lender];
        for (uint256 i = 0; i < 4; ++i) {
            ILeverageRegistry.Measure memory m = measureOf(holders[i]);
            exposure += m.exposure;
            equity += m.equity;
        }
        uint256 summed = (exposure * 1e18) / uint256(equity);
        assertClose(registry.getSystem().leverage, summed, 1e12, "totals less claims");
        assertGe(registry.getReuse(address(wsteth)), 1e18 + 1, "posted shares use wstETH once more");
    }

    function test_snapshot_followsEachTradeOfAVault() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 9_900) / 1e4);
        align(wsteth, weth);
        rebalance(vault, true);
        _assertSnapshot();

        requestAs(alice, vault, 50e24);
        fulfil(vault, true);
        _assertSnapshot();
        skip(1 days);
        enter(bob, basis, 500_000 * one);
        steer();
        assertEq(registry.getSnapshot(address(basis)).takenAt, block.timestamp - COOLDOWN, "the basis vault too");
    }

    // What it refuses

    function test_borrow_isRefusedAboveTheCapThroughShares() public {
        vm.prank(alice);
        vault.transfer(stacker, 40e24);
        supplyShares(stacker, vault, 40e24);
        capAccounts(4e18);
        borrowAs(stacker, usdc, 10_000e6);

        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(stacker, usdc, 25_000e6);
        assertLe(measureOf(stacker).leverage, 4e18, "stays below");
    }

    /// @dev GUARD-1 on each of the venues' ways of growing.
    function test_growth_isRefusedEverywhereAboveTheCap() public {
        _stack(40e24, 20_000e6, 3e18);
        capAccounts(2e18);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        borrowAs(stacker, usdc, 1e6);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        this.orderOf(stacker, 1e16);
        dollar.mint(stacker, one);
        vm.startPrank(stacker);
        dollar.approve(address(basis), one);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        basis.deposit(one, stacker);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        pool.withdraw(address(vault), 1e24, stacker);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        exchange.withdraw(address(dollar), one, stacker);
        vm.stopPrank();
    }

    function test_vaults_areRefusedToGrowAboveTheCap() public {
        setPrice(address(wsteth), (WSTETH_PRICE * 10_300) / 1e4);
        align(wsteth, weth);
        capAccounts(1.5e18);
        skip(COOLDOWN);
        vm.prank(steward);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        vault.rebalance(true);

        dollar.mint(address(basis), 500_000 * one);
        vm.prank(steward);
        vm.expectPartialRevert(ILeverageRegistry.LeverageRegistry_AboveCap.selector);
        basis.rebalance();
    }

    // What it never stops

    /// @dev GUARD-2
    function test_lowering_isNeverStoppedUnderTheLowestCapAndOldFigures(uint256 age) public {
        _stack(40e24, 20_000e6, 3e18);
        capAccounts(1e18);
        skip(bound(age, 1, 30 days));

        fund(stacker, usdc, 30_000e6);
        vm.startPrank(stacker);
        pool.repay(address(usdc), 1_000e6, 2, stacker);
        pool.supply(address(usdc), 1_000e6, stacker, 0);
        vm.stopPrank();
        marginFor(stacker, stacker, 100 * one);
        order(stacker, -1e18);
        order(stacker, -2e18);
        vm.startPrank(stacker);
        pool.repay(address(usdc), type(uint256).max, 2, stacker);
        int256 settled = exchange.getAccount(stacker).settled;
        exchange.withdraw(address(dollar), uint256(settled), stacker);
        pool.withdraw(address(vault), 40e24, stacker);
        vault.redeem(1e24, stacker, stacker);
        vm.stopPrank();
        requestAs(alice, vault, 10e24);
    }

    /// @dev GUARD-2. Lowering, fulfilment and the ripcord withdraw collateral while the vault is above the cap.
    function test_vaults_areNeverStoppedFromLowering(bool flash) public {
        capAccounts(1e18);
        requestAs(alice, vault, 20e24);
        fulfil(vault, flash);
        fall(wsteth, weth, 9_500);
        rebalance(vault, flash);
        fall(wsteth, weth, 9_000);
        vault.ripcord(flash);
        skip(COOLDOWN);
        ask(alice, basis.balanceOf(alice) / 4);
        serve();
        moveEth(11_500);
        steer();
    }

    /// @dev GUARD-2
    function test_liquidation_isNeverStopped() public {
        _stack(40e24, 60_000e6, 3e18);
        capAccounts(1e18);
        fall(wsteth, weth, 8_700);
        assertLe(healthOf(stacker), 1e18 - 1, "liquidatable");
        fund(bob, usdc, 5_000e6);
        vm.prank(bob);
        pool.liquidationCall(address(vault), address(usdc), stacker, 5_000e6, false);
    }

    /// @dev GUARD-4. The same actions end in the same books, whether nobody is asked or somebody looks on who would
    /// refuse them all. Both outcomes are told by reverting, so that each starts from the same state.
    function test_observe_changesNoOutcome(uint256 debt, uint256 size, bool flash) public {
        (debt, size) = (bound(debt, 1e6, 20_000e6), bound(size, 1e16, 5e18));
        capAccounts(1e18);
        registry.setMode(GuardTypes.Mode.Observe);
        setPrice(address(wsteth), (WSTETH_PRICE * 10_300) / 1e4);
        align(wsteth, weth);

        uint256 start = block.timestamp;
        bytes memory alone = _outcomeOf(address(0), debt, size, flash);
        vm.warp(start);
        bytes memory observed = _outcomeOf(address(registry), debt, size, flash);
        assertTrue(bytes4(alone) == Outcome.selector, "it went through");
        assertTrue(keccak256(alone) == keccak256(observed), "and alike");

        vm.warp(start);
        vm.recordLogs();
        _stack(40e24, debt, size);
        lastLog(address(registry), ILeverageRegistry.Observed.selector);
    }

    function actAndTell(address hook_, uint256 debt, uint256 size, bool flash) external {
        hook(hook_);
        _stack(40e24, debt, size);
        rebalance(vault, flash);
        enter(bob, basis, 500_000 * one);
        steer();
        ask(alice, basis.balanceOf(alice) / 4);
        serve();
        IVenueAdapter.Line[] memory a = lendingAdapter.totals();
        IVenueAdapter.Line[] memory b = perpAdapter.totals();
        IVenueAdapter.Line[] memory c = shareAdapter.totals();
        revert Outcome(abi.encode(a, b, c, vault.getPosition(), basis.getPosition(), usdc.balanceOf(stacker)));
    }

    function orderOf(address account, int256 size) external {
        order(account, size);
    }

    /// @dev Shares in the market, a debt on them, and a long on a fifth of its value in margin.
    function _stack(uint256 shares, uint256 debt, uint256 size) private {
        vm.prank(alice);
        vault.transfer(stacker, shares);
        supplyShares(stacker, vault, shares);
        borrowAs(stacker, usdc, debt);
        openPerp(stacker, (size * 400 * one) / 1e18 + 100 * one, int256(size));
    }

    function _outcomeOf(address hook_, uint256 debt, uint256 size, bool flash) private returns (bytes memory outcome) {
        try this.actAndTell(hook_, debt, size, flash) {} catch (bytes memory reason) {
            outcome = reason;
        }
    }

    function _assertSnapshot() private view {
        GuardTypes.Snapshot memory s = registry.getSnapshot(address(vault));
        LoopTypes.Position memory p = vault.getPosition();
        assertEq(s.supply, vault.totalSupply(), "supply");
        assertClose(s.lines[0].held, p.idle + p.supplied, p.supplied / 1e4, "collateral, but for an hour's interest");
        assertClose(s.lines[1].owed, p.debt, p.debt / 1e4, "debt, but for an hour's interest");
    }
}
