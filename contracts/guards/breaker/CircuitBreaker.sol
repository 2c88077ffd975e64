// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {CircuitBreakerAdmin} from "./CircuitBreakerAdmin.sol";
import {ICircuitBreaker} from "./ICircuitBreaker.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IMarginView} from "../margin/IMarginView.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {LossLib} from "./LossLib.sol";
import {MarginCheckLib} from "../margin/MarginCheckLib.sol";
import {OutflowLib} from "./OutflowLib.sol";
import {PauseLib} from "./PauseLib.sol";
import {PriceVelocityLib} from "./PriceVelocityLib.sol";
import {QuotaLib} from "./QuotaLib.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @title CircuitBreaker
contract CircuitBreaker is CircuitBreakerAdmin {
    using LossLib for LossLib.Stop;
    using OutflowLib for OutflowLib.Limiter;
    using PauseLib for PauseLib.Pause;
    using PriceVelocityLib for PriceVelocityLib.Watch;
    using QuotaLib for QuotaLib.Quota;
    using SafeERC20 for IERC20;

    constructor(address owner) Ownable(owner) {}

    // Reports

    /// @inheritdoc IRiskHook
    function onRisk(Report calldata report) external {
        _requireReporter(report.venue);
        address asset = _assetOf(report);
        if (isVault[report.venue][report.account] && _takesOut(report.action)) {
            return _count(_controls[report.venue][asset], asset, report.amount);
        }

        BreakerTypes.Scope[] memory scopes = _scopes(report.venue, asset);
        bool liquidates = report.action == RiskAction.Liquidation;
        uint256 active = 0;
        for (uint256 i = 0; i < scopes.length; i++) {
            PauseLib.Pause storage pause_ = _at(scopes[i]).pause;
            if (liquidates) pause_.requireNoGrace(scopes[i]);
            else pause_.requireNone(scopes[i]);
            active |= pause_.active;
        }
        address named = _has(active, BreakerTypes.Control.PriceVelocity) ? asset : address(0);
        uint256 spread = _requireCalm(report, named);

        if (liquidates) {
            if (_has(active, BreakerTypes.Control.LiquidationThrottle)) {
                _throttle(scopes, report.venue, asset, report.amount);
            }
        } else {
            _limit(scopes, report, asset, active);
            if (spread != 0) _requireMargin(report.venue, report.account, spread);
        }
    }

    /// @inheritdoc IRiskHook
    /// @dev What a vault traded is no control's business.
    function onChange(address vault) external {}

    /// @inheritdoc ICircuitBreaker
    function onTokenInflow(address token, uint256 amount) external {
        if (!isVenue[msg.sender]) return;
        OutflowLib.Limiter storage outflow = _controls[msg.sender][token].outflow;
        if (outflow.isOn() && outflow.config.holder == address(0)) outflow.record(OutflowLib.clamped(amount));
    }

    /// @inheritdoc ICircuitBreaker
    function onTokenOutflow(
        address token,
        uint256 amount,
        address recipient,
        bool revertOnRateLimit
    ) external returns (uint256 lockId) {
        require(isVenue[msg.sender], CircuitBreaker_NotVenue(msg.sender));
        uint256 received = IERC20(token).balanceOf(address(this)) - _held[token];
        require(received >= amount, CircuitBreaker_NotReceived(token, received, amount));

        Controls storage controls = _controls[msg.sender][token];
        bool beyond = controls.outflow.isOn() && amount > _syncedRoom(controls, token, amount);
        if (beyond && revertOnRateLimit) _refuseOutflow(controls, BreakerTypes.Scope(msg.sender, token), amount);

        _book(controls, amount);
        if (beyond) return _lock(token, recipient, amount, controls.outflow.config.delay);

        IERC20(token).safeTransfer(recipient, amount);
    }

    /// @inheritdoc ICircuitBreaker
    function claimLockedFunds(uint256 id) external returns (uint256 amount) {
        Lock memory lock = _locks[id];
        require(lock.recipient != address(0), CircuitBreaker_LockUnknown(id));
        require(block.timestamp >= lock.until, CircuitBreaker_StillLocked(id, lock.until));

        amount = lock.amount;
        delete _locks[id];
        _held[lock.token] -= amount;
        lockedFunds[lock.recipient][lock.token] -= amount;

        emit LockedFundsClaimed(id, lock.token, lock.recipient, amount);

        IERC20(lock.token).safeTransfer(lock.recipient, amount);
    }

    /// @inheritdoc ICircuitBreaker
    function onLoss(address venue, address asset, uint256 value) external {
        _requireReporter(venue);

        emit LossReported(venue, asset, value);
        BreakerTypes.Scope[] memory scopes = _scopes(venue, asset);
        for (uint256 i = 0; i < scopes.length; i++) {
            LossLib.Stop storage losses = _at(scopes[i]).losses;
            if (!losses.record(value)) continue;
            emit Tripped(BreakerTypes.Control.LossStop, scopes[i], losses.sum, losses.stoppedUntil());
        }
    }

    /// @inheritdoc ICircuitBreaker
    function poke(BreakerTypes.Scope calldata scope) external {
        Controls storage controls = _at(scope);
        if (controls.price.config.feed != address(0)) _look(scope);
        if (controls.outflow.isOn()) _sync(controls, scope.asset, 0);
    }

    // Views

    /// @inheritdoc ICircuitBreaker
    function activeControls(BreakerTypes.Scope calldata scope) external view returns (uint8) {
        return _at(scope).pause.active;
    }

    /// @inheritdoc ICircuitBreaker
    function liquidationRoom(address venue, address asset) external view returns (uint256 room) {
        BreakerTypes.Scope[] memory scopes = _scopes(venue, asset);
        room = type(uint256).max;
        for (uint256 i = 0; i < scopes.length; i++) room = Math.min(room, _at(scopes[i]).liquidations.left());
    }

    /// @inheritdoc ICircuitBreaker
    function borrowRoom(address venue, address asset) external view returns (uint256) {
        return Math.min(_controls[venue][asset].borrows.left(), _controls[address(0)][asset].borrows.left());
    }

    /// @inheritdoc ICircuitBreaker
    function outflowRoom(address venue, address token) public view returns (uint256) {
        return _controls[venue][token].outflow.headroom();
    }

    /// @inheritdoc ICircuitBreaker
    function isRateLimited(address venue, address token) external view returns (bool) {
        return outflowRoom(venue, token) == 0;
    }

    /// @inheritdoc ICircuitBreaker
    function priceState(
        BreakerTypes.Scope calldata scope
    ) external view returns (uint256 price, uint256 move, uint256 until, uint256 spread) {
        PriceVelocityLib.Watch storage watch = _at(scope).price;
        if (watch.config.feed == address(0)) return (0, 0, 0, 0);
        PriceVelocityLib.Sight memory s = watch.look();
        if (s.until != 0 && watch.config.response == BreakerTypes.Response.Widen) {
            spread = PriceVelocityLib.spreadUp(watch.config, s.peak);
        }
        return (s.price, s.move, s.until, spread);
    }

    /// @inheritdoc ICircuitBreaker
    function lossStoppedUntil(BreakerTypes.Scope calldata scope) external view returns (uint256) {
        return _at(scope).losses.stoppedUntil();
    }

    /// @inheritdoc ICircuitBreaker
    function pausedUntil(BreakerTypes.Scope calldata scope) external view returns (uint256 until, uint256 graceUntil) {
        PauseLib.Pause storage pause_ = _at(scope).pause;
        return (pause_.until, pause_.graceUntil());
    }

    /// @inheritdoc ICircuitBreaker
    function lockOf(
        uint256 id
    ) external view returns (address token, address recipient, uint256 amount, uint256 until) {
        Lock memory lock = _locks[id];
        return (lock.token, lock.recipient, lock.amount, lock.until);
    }

    /// @inheritdoc ICircuitBreaker
    function guardianWatch() external view returns (uint256 end, uint256 next) {
        return (_guardianWatch.end, _guardianWatch.next);
    }

    // Controls

    /// @dev The named asset's watches and those of all assets that the venue watches.
    /// @return spread The widest asked for. [wad]
    function _requireCalm(Report calldata report, address asset) private returns (uint256 spread) {
        if (asset != address(0)) spread = _calmAt(report, asset);
        address[] storage watched = _watched[report.venue];
        for (uint256 i = 0; i < watched.length; i++) {
            if (watched[i] != asset) spread = Math.max(spread, _calmAt(report, watched[i]));
        }
    }

    /// @dev The asset's own watch at the venue, and the one everywhere.
    function _calmAt(Report calldata report, address asset) private returns (uint256) {
        return Math.max(_calm(report, report.venue, asset), _calm(report, address(0), asset));
    }

    function _calm(Report calldata report, address venue, address asset) private returns (uint256 spread) {
        PriceVelocityLib.Watch storage watch = _controls[venue][asset].price;
        if (watch.config.feed == address(0)) return 0;
        BreakerTypes.PriceConfig memory config = watch.config;
        if (config.blocks == 0) return 0;
        PriceVelocityLib.Sight memory s = _look(BreakerTypes.Scope(venue, asset));

        bool blind = s.price == 0 && config.failsClosed && report.action != RiskAction.Liquidation;
        if (s.until == 0 && !blind) return 0;
        bool widens = config.response == BreakerTypes.Response.Widen;
        bool stops = (blind || !widens) && _stops(config, report);
        require(!blind || !stops, CircuitBreaker_NoPrice(asset, config.feed));
        if (s.until == 0) return 0;
        if (widens) return PriceVelocityLib.spreadUp(config, s.peak);
        require(!stops, CircuitBreaker_PriceHalted(asset, s.move, s.until));
    }

    /// @dev What takes backing out is refused to whoever owes something, as far as the venue's view tells. Without one,
    /// or where it fails, nobody is kept in: what a venue reports as an exit passes, the rest does not.
    function _stops(BreakerTypes.PriceConfig memory config, Report calldata report) private view returns (bool) {
        RiskAction action = report.action;
        if (action == RiskAction.Liquidation) return config.stopsLiquidations;
        if (config.stopsWithdrawals) return true;
        if (action == RiskAction.VaultExit) return false;
        bool exits = action == RiskAction.Withdraw || action == RiskAction.Transfer;
        bool unbacks = action == RiskAction.CollateralOff || action == RiskAction.EModeChange;
        if (!exits && !unbacks && action != RiskAction.MarginOut) return true;

        address marginView = _marginViews[report.venue];
        if (marginView == address(0)) return !exits;
        try IMarginView(marginView).marginOf(report.venue, report.account) returns (uint256, uint256 needed) {
            return needed != 0;
        } catch {
            return !exits;
        }
    }

    /// @dev What a vault does at a venue to lower itself.
    function _takesOut(RiskAction action) private pure returns (bool) {
        return action == RiskAction.Withdraw || action == RiskAction.MarginOut;
    }

    function _look(BreakerTypes.Scope memory scope) private returns (PriceVelocityLib.Sight memory s) {
        PriceVelocityLib.Watch storage watch = _at(scope).price;
        bool tripped = block.timestamp < watch.until;
        s = watch.look();
        watch.keep(s);
        if (!tripped && s.until != 0) emit Tripped(BreakerTypes.Control.PriceVelocity, scope, s.move, s.until);
    }

    function _throttle(BreakerTypes.Scope[] memory scopes, address venue, address asset, uint256 amount) private {
        for (uint256 i = 0; i < scopes.length; i++) {
            QuotaLib.Quota storage quota = _at(scopes[i]).liquidations;
            if (!quota.isOn()) continue;
            quota.use(BreakerTypes.Control.LiquidationThrottle, scopes[i], _valueUp(venue, asset, amount));
        }
    }

    function _limit(BreakerTypes.Scope[] memory scopes, Report calldata report, address asset, uint256 active) private {
        RiskAction action = report.action;
        bool grows = action == RiskAction.Borrow || action == RiskAction.Order;
        for (uint256 i = 0; grows && i < scopes.length; i++) {
            if (_has(active, BreakerTypes.Control.LossStop)) _at(scopes[i]).losses.requireNone(scopes[i]);
            if (!_has(active, BreakerTypes.Control.BorrowVelocity)) continue;
            _at(scopes[i]).borrows.use(BreakerTypes.Control.BorrowVelocity, scopes[i], report.amount);
        }
        bool leaves = _takesOut(action) || action == RiskAction.Borrow || action == RiskAction.VaultExit;
        Controls storage controls = _controls[report.venue][asset];
        if (!leaves || !_has(active, BreakerTypes.Control.Outflow) || !controls.outflow.isOn()) return;

        uint256 room = _syncedRoom(controls, asset, 0);
        if (report.amount > room) _refuseOutflow(controls, BreakerTypes.Scope(report.venue, asset), report.amount);
        _book(controls, report.amount);
    }

    /// @param active A bit for each control that is set in a scope that binds.
    function _has(uint256 active, BreakerTypes.Control control) private pure returns (bool) {
        return active & (1 << uint8(control)) != 0;
    }

    function _requireMargin(address venue, address account, uint256 spread) private view {
        (bool enough, uint256 backing, uint256 needed) = MarginCheckLib.check(
            _marginViews[venue],
            venue,
            account,
            spread
        );
        require(enough, CircuitBreaker_MarginTooLow(venue, account, backing, needed, spread));
    }

    // Flows

    /// @dev `gone` has left the holder already.
    function _sync(Controls storage controls, address token, uint256 gone) private {
        address holder = controls.outflow.config.holder;
        if (holder == address(0)) return;
        uint256 balance = Math.saturatingAdd(IERC20(token).balanceOf(holder), gone);
        int256 change = OutflowLib.clamped(balance) - OutflowLib.clamped(controls.reported);
        if (change != 0) controls.outflow.record(change);
        controls.reported = balance;
    }

    /// @dev What leaves whatever the limit.
    function _count(Controls storage controls, address token, uint256 amount) private {
        if (!controls.outflow.isOn()) return;
        _sync(controls, token, 0);
        _book(controls, amount);
    }

    function _syncedRoom(Controls storage controls, address token, uint256 gone) private returns (uint256) {
        _sync(controls, token, gone);
        return controls.outflow.headroom();
    }

    function _book(Controls storage controls, uint256 amount) private {
        if (!controls.outflow.isOn()) return;
        controls.outflow.record(-OutflowLib.clamped(amount));
        controls.reported = Math.saturatingSub(controls.reported, amount);
    }

    /// @dev Where the limiter limits, something has settled.
    function _refuseOutflow(Controls storage controls, BreakerTypes.Scope memory scope, uint256 amount) private view {
        (int256 settled, int256 net) = controls.outflow.state();
        uint256 least = controls.outflow.leastUp(uint256(settled));
        int256 left = settled + net - OutflowLib.clamped(amount);
        revert CircuitBreaker_OutflowLimited(scope.venue, scope.asset, left, least, settled);
    }

    function _lock(address token, address recipient, uint256 amount, uint256 delay) private returns (uint256 id) {
        require(recipient != address(0), CircuitBreaker_ZeroAddress());
        id = ++_lockCount;
        uint256 until = block.timestamp + delay;
        _locks[id] = Lock(token, recipient, uint40(until), amount);
        _held[token] += amount;
        lockedFunds[recipient][token] += amount;

        emit Tripped(BreakerTypes.Control.Outflow, BreakerTypes.Scope(msg.sender, token), amount, until);
        emit FundsLocked(id, token, recipient, amount, until);
    }

    /// @dev 0 where no feed answers. [usd]
    function _valueUp(address venue, address asset, uint256 amount) private view returns (uint256) {
        return
            _controls[venue][asset].price.config.feed != address(0)
                ? _controls[venue][asset].price.valueUp(amount)
                : _controls[address(0)][asset].price.valueUp(amount);
    }

    /// @dev A market's number is far below any address; a category is no asset.
    function _assetOf(Report calldata report) private pure returns (address) {
        if (report.action == RiskAction.EModeChange) return address(0);
        return address(uint160(report.subject <= type(uint16).max ? report.subject + 1 : report.subject));
    }

    function _requireReporter(address venue) private view {
        require(isVenue[venue], CircuitBreaker_NotVenue(venue));
        require(msg.sender == venue || isReporter[venue][msg.sender], CircuitBreaker_NotReporter(venue, msg.sender));
    }
}
