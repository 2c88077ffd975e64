// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {GuardTypes} from "../../contracts/guards/registry/GuardTypes.sol";
import {ILeverageRegistry} from "../../contracts/guards/registry/ILeverageRegistry.sol";
import {IVenueAdapter} from "../../contracts/guards/registry/IVenueAdapter.sol";
import {ILendingPool} from "../../contracts/lending/ILendingPool.sol";
import {IPerpExchange} from "../../contracts/perps/IPerpExchange.sol";
import {IQueuedVault} from "../../contracts/vaults/IQueuedVault.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LoopTypes} from "../../contracts/vaults/LoopTypes.sol";
import {GuardWorld} from "../support/GuardWorld.sol";

/// @notice Two accounts lend, borrow, trade and hold shares on four venues, keepers steer the vaults, prices, caps,
/// weights and time move. What an action refuses is left out, but for refusals of what lowers risk.
abstract contract GuardActions is GuardWorld {
    bool public leveredTooMuch;
    bool public stoppedLowering;
    bool public lookedPast;
    address private _liquidator = actor("liquidator");

    constructor() {
        buildGuardWorld();
        vm.startPrank(alice);
        vault.transfer(bob, 60e24);
        vault.transfer(stacker, 60e24);
        vm.stopPrank();
        for (uint256 i = 0; i < 2; ++i) {
            address account = _account(i == 0);
            supplyShares(account, vault, 30e24);
            marginFor(account, account, 50_000 * one);
            fund(account, usdc, 1e13);
            vm.startPrank(account);
            usdc.approve(address(basis), type(uint256).max);
            usdc.approve(address(exchange), type(uint256).max);
            wsteth.approve(address(vault), type(uint256).max);
            vault.approve(address(pool), type(uint256).max);
            vault.approve(address(exchange), type(uint256).max);
            exchange.deposit(address(vault), 10e24, account);
            vm.stopPrank();
            wsteth.mint(account, 1_000e18);
        }
        capAccounts(5e18);
    }

    // What grows

    function borrow(bool first, uint256 amount) external {
        amount = bound(amount, 1e6, 40_000e6);
        address account = _account(first);
        _grow(account, address(pool), abi.encodeCall(ILendingPool.borrow, (address(usdc), amount, 2, 0, account)));
    }

    function grow(bool first, bool long, uint256 size) external {
        address account = _account(first);
        int256 held = exchange.getPosition(account, ETH).size;
        if (held != 0) long = held > 0;
        size = bound(size, 1e15, 50e18);
        bytes memory call = abi.encodeCall(
            IPerpExchange.trade,
            (ETH, long ? int256(size) : -int256(size), long ? type(uint256).max : 0, false)
        );
        _grow(account, address(exchange), call);
    }

    function deposit(bool first, bool loops, uint256 amount) external {
        address account = _account(first);
        amount = loops ? bound(amount, 1e15, 50e18) : bound(amount, 1e6, 100_000e6);
        address into = loops ? address(vault) : address(basis);
        _grow(account, into, abi.encodeCall(IERC4626.deposit, (amount, account)));
    }

    function withdraw(bool first, bool away, uint256 shares) external {
        address account = _account(first);
        shares = bound(shares, 1e18, 30e24);
        address to = away ? alice : account;
        _leave(account, address(pool), abi.encodeCall(ILendingPool.withdraw, (address(vault), shares, to)));
    }

    function marginOut(bool first, bool ofShares, uint256 amount) external {
        address account = _account(first);
        amount = ofShares ? bound(amount, 1e18, 10e24) : bound(amount, 1, 50_000 * one);
        address token = ofShares ? address(vault) : address(dollar);
        _leave(account, address(exchange), abi.encodeCall(IPerpExchange.withdraw, (token, amount, account)));
    }

    /// @dev Other terms for what is owed: aTokens sent away, collateral off, e-mode.
    function loosen(bool first, uint256 kind, uint256 amount) external {
        address account = _account(first);
        bytes memory call = abi.encodeCall(ILendingPool.setUserEMode, (pool.getUserEMode(account) == 0 ? 1 : 0));
        if (kind % 3 == 1 && !_backs(account)) return;
        if (kind % 3 == 1) call = abi.encodeCall(ILendingPool.setUserUseReserveAsCollateral, (address(vault), false));
        if (kind % 3 == 2) call = abi.encodeCall(IERC20.transfer, (alice, bound(amount, 1e18, 30e24)));
        _leave(account, kind % 3 == 2 ? pool.getReserveAToken(address(vault)) : address(pool), call);
    }

    function redeem(bool first, bool loops, uint256 part) external {
        address account = _account(first);
        IERC4626 from = loops ? IERC4626(address(vault)) : IERC4626(address(basis));
        uint256 shares = from.maxRedeem(account);
        if (shares == 0) return;
        shares = bound(part, 1, shares);
        _leave(account, address(from), abi.encodeCall(IERC4626.redeem, (shares, account, account)));
    }

    // What lowers

    function repay(bool first, uint256 amount) external {
        address account = _account(first);
        amount = bound(amount, 1, 40_000e6);
        _lower(account, address(pool), abi.encodeCall(ILendingPool.repay, (address(usdc), amount, 2, account)));
    }

    /// @dev Shares in hand become collateral, or margin.
    function post(bool first, bool margin, uint256 part) external {
        address account = _account(first);
        uint256 shares = vault.balanceOf(account);
        if (shares == 0) return;
        shares = bound(part, 1, shares);
        bytes memory call = abi.encodeCall(ILendingPool.supply, (address(vault), shares, account, 0));
        if (margin) call = abi.encodeCall(IPerpExchange.deposit, (address(vault), shares, account));
        _lower(account, margin ? address(exchange) : address(pool), call);
    }

    function topUp(bool first, bool margin, uint256 amount) external {
        address account = _account(first);
        amount = bound(amount, 1e6, 10_000e6);
        if (margin) {
            bytes memory call = abi.encodeCall(IPerpExchange.deposit, (address(dollar), amount, account));
            _lower(account, address(exchange), call);
        } else {
            _lower(account, address(pool), abi.encodeCall(ILendingPool.supply, (address(usdc), amount, account, 0)));
        }
    }

    function shrink(bool first, uint256 part) external {
        address account = _account(first);
        int256 size = exchange.getPosition(account, ETH).size;
        if (size == 0) return;
        int256 closed = int256(bound(part, 1, uint256(size < 0 ? -size : size)));
        bytes memory call = abi.encodeCall(
            IPerpExchange.trade,
            (ETH, size > 0 ? -closed : closed, size > 0 ? 0 : type(uint256).max, true)
        );
        _lower(account, address(exchange), call);
    }

    function request(bool first, bool loops, uint256 part) external {
        address account = _account(first);
        IERC4626 from = loops ? IERC4626(address(vault)) : IERC4626(address(basis));
        uint256 shares = from.balanceOf(account);
        if (shares == 0) return;
        shares = bound(part, 1, shares);
        _lower(account, address(from), abi.encodeCall(IQueuedVault.requestRedeem, (shares, account, account)));
    }

    function keep(uint256 kind, bool flash) external {
        if (kind % 4 == 0) _lower(steward, address(vault), abi.encodeCall(IQueuedVault.fulfil, (1e24, flash)));
        if (kind % 4 == 1) _lower(steward, address(basis), abi.encodeCall(IQueuedVault.fulfil, (1e16, flash)));
        if (kind % 4 == 2) _steerLoop(flash);
        if (kind % 4 == 3) _steerBasis();
    }

    /// @dev Nobody is stopped: whoever is below 1 is liquidated.
    function liquidate(bool first, bool perps) external {
        address account = _account(first);
        if (perps) {
            _lower(alice, address(exchange), abi.encodeCall(IPerpExchange.liquidate, (ETH, account)));
            return;
        }
        fund(_liquidator, usdc, 1_000e6);
        bytes memory call = abi.encodeCall(
            ILendingPool.liquidationCall,
            (address(vault), address(usdc), account, 1_000e6, false)
        );
        _lower(_liquidator, address(pool), call);
    }

    // The world

    function move(bool staked, uint256 left) external {
        left = bound(left, 9_700, 10_300);
        if (staked) fall(wsteth, weth, left);
        else moveEth(left);
    }

    function pass(uint256 elapsed) external {
        skip(bound(elapsed, 1, 40 minutes));
    }

    function cap(uint256 to, uint32 length) external {
        registry.setCap(GuardTypes.Scope.Account, address(0), bound(to, 1e18, 8e18), length % 2 hours);
    }

    function weigh(uint256 weight) external {
        registry.setAdapter(shareAdapter, true, bound(weight, 0, 1e18));
    }

    function poke() external {
        freshen();
        GuardTypes.Snapshot memory s = registry.getSnapshot(address(vault));
        LoopTypes.Position memory p = vault.getPosition();
        uint256 held = p.idle + p.supplied;
        if (s.lines[0].held != held || s.lines[1].owed != p.debt) lookedPast = true;

        uint256 waiting = vault.pendingShares();
        uint256 supply = vault.totalSupply();
        uint256 seen = (held * waiting) / supply;
        address[4] memory holders = [alice, bob, stacker, _liquidator];
        for (uint256 i = 0; i < 4; ++i) {
            seen += lineOf(holders[i], address(wsteth)).held;
            if (!_backs(holders[i])) seen += (held * supplied(holders[i], MintableToken(address(vault)))) / supply;
        }
        // Each holder's line is rounded up at each of three venues.
        if (seen + 1 < held || seen > held + 12) lookedPast = true;
    }

    function _grow(address account, address target, bytes memory call) private {
        vm.prank(account);
        (bool done, ) = target.call(call);
        if (done) _judge(account);
    }

    function _leave(address account, address target, bytes memory call) private {
        bool owes = owed(account, usdc) != 0 || exchange.getPosition(account, ETH).size != 0;
        vm.prank(account);
        (bool done, bytes memory reason) = target.call(call);
        if (done && owes) _judge(account);
        if (!done && !owes && _isGuards(bytes4(reason))) stoppedLowering = true;
    }

    function _lower(address account, address target, bytes memory call) private {
        vm.prank(account);
        (bool done, bytes memory reason) = target.call(call);
        if (!done && _isGuards(bytes4(reason))) stoppedLowering = true;
    }

    /// @dev Below its target a loop vault raises, and may be refused; above it lowers.
    function _steerLoop(bool flash) private {
        bool raises = vault.leverage() < TARGET;
        uint256 before = measureOf(address(vault)).leverage;
        vm.prank(steward);
        try vault.rebalance(flash) {
            if (raises && measureOf(address(vault)).leverage > before) _judge(address(vault));
        } catch (bytes memory reason) {
            if (!raises && _isGuards(bytes4(reason))) stoppedLowering = true;
        }
    }

    /// @dev What it puts to work is judged. Nothing is where it has as much short as before, or less.
    function _steerBasis() private {
        uint256 before = uint256(-basis.getPosition().size);
        vm.prank(steward);
        try basis.rebalance() {
            if (uint256(-basis.getPosition().size) > before) _judge(address(basis));
        } catch {}
    }

    function _judge(address account) private {
        uint256 most = registry.getCap(GuardTypes.Scope.Account, account);
        if (measureOf(account).leverage > most) leveredTooMuch = true;
    }

    function _isGuards(bytes4 selector) private pure returns (bool) {
        return
            selector == ILeverageRegistry.LeverageRegistry_AboveCap.selector ||
            selector == ILeverageRegistry.LeverageRegistry_Stale.selector ||
            selector == ILeverageRegistry.LeverageRegistry_TooDeep.selector ||
            selector == ILeverageRegistry.LeverageRegistry_NotVenue.selector ||
            selector == ILeverageRegistry.LeverageRegistry_TooManyAssets.selector;
    }

    /// @dev Whether the shares that an account has in the market are switched on: others stand behind nothing.
    function _backs(address account) private view returns (bool) {
        IVenueAdapter.Line[] memory lines = lendingAdapter.linesOf(account);
        for (uint256 i = 0; i < lines.length; ++i) {
            if (lines[i].asset == address(vault) && lines[i].held != 0) return true;
        }
        return false;
    }

    function _account(bool first) private view returns (address) {
        return first ? bob : stacker;
    }
}
