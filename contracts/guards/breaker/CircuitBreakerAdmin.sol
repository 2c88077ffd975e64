// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerStorage} from "./BreakerStorage.sol";
import {BreakerTypes} from "./BreakerTypes.sol";
import {IAggregatorV3} from "../../oracles/IAggregatorV3.sol";
import {ICircuitBreaker} from "./ICircuitBreaker.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {LossLib} from "./LossLib.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {OutflowLib} from "./OutflowLib.sol";
import {PauseLib} from "./PauseLib.sol";
import {PriceVelocityLib} from "./PriceVelocityLib.sol";
import {QuotaLib} from "./QuotaLib.sol";

/// @title CircuitBreakerAdmin
/// @notice What the breaker's owner sets and resets, and what its guardian may do.
abstract contract CircuitBreakerAdmin is BreakerStorage {
    using LossLib for LossLib.Stop;
    using OutflowLib for OutflowLib.Limiter;
    using PauseLib for PauseLib.Pause;
    using PauseLib for PauseLib.Watch;
    using PriceVelocityLib for PriceVelocityLib.Watch;
    using QuotaLib for QuotaLib.Quota;

    uint256 public constant MAX_WATCHED = 8;
    uint256 public constant MAX_HALT = 1 days; // after the latest move
    uint256 public constant MAX_PERIOD = 30 days;
    uint256 public constant MAX_DELAY = 7 days;
    uint256 public constant MAX_SPREAD = 0.9e18; // 90 %: what is backed ten times is never refused

    // Settings

    /// @inheritdoc ICircuitBreaker
    function setVenue(address venue, bool known) external onlyOwner {
        _requireAddress(venue);
        isVenue[venue] = known;
        emit VenueSet(venue, known);
    }

    /// @inheritdoc ICircuitBreaker
    function setReporter(address venue, address reporter, bool allowed) external onlyOwner {
        _requireAddress(reporter);
        isReporter[venue][reporter] = allowed;
        emit ReporterSet(venue, reporter, allowed);
    }

    /// @inheritdoc ICircuitBreaker
    function setVault(address venue, address vault, bool known) external onlyOwner {
        _requireAddress(vault);
        isVault[venue][vault] = known;
        emit VaultSet(venue, vault, known);
    }

    /// @inheritdoc ICircuitBreaker
    function setMarginView(address venue, address marginView) external onlyOwner {
        _marginViews[venue] = marginView;
        emit MarginViewSet(venue, marginView);
    }

    /// @inheritdoc ICircuitBreaker
    function setWatched(address venue, address[] calldata assets) external onlyOwner {
        _requireAtMost(assets.length, MAX_WATCHED);
        _watched[venue] = assets;
        emit WatchedSet(venue, assets);
    }

    /// @inheritdoc ICircuitBreaker
    function setPrice(BreakerTypes.Scope calldata scope, BreakerTypes.PriceConfig calldata config) external onlyOwner {
        require(scope.asset != address(0), CircuitBreaker_BadScope(scope));
        if (config.feed != address(0)) {
            _requireAtLeast(config.unit, 1);
            _requireAtMost(config.blocks, PriceVelocityLib.MAX_BLOCKS);
            _requireAtMost(config.haltSeconds, MAX_HALT);
            _requireAtLeast(config.haltSeconds, config.blocks == 0 ? 0 : 1);
            _requireAtMost(config.maxSpread, MAX_SPREAD);
        }
        _at(scope).price.set(config, config.feed == address(0) ? 0 : IAggregatorV3(config.feed).decimals());
        _mark(scope, BreakerTypes.Control.PriceVelocity, config.feed != address(0));
        emit PriceSet(scope, config);
    }

    /// @inheritdoc ICircuitBreaker
    function setOutflow(
        BreakerTypes.Scope calldata scope,
        BreakerTypes.OutflowConfig calldata config,
        uint256 liquidity
    ) external onlyOwner {
        require(scope.venue != address(0) && scope.asset != address(0), CircuitBreaker_BadScope(scope));
        _requireAtMost(config.period, MAX_PERIOD);
        _requireAtMost(config.delay, MAX_DELAY);

        if (config.holder != address(0)) liquidity = IERC20(scope.asset).balanceOf(config.holder);
        Controls storage controls = _at(scope);
        controls.outflow.set(config, liquidity);
        controls.reported = liquidity;
        _mark(scope, BreakerTypes.Control.Outflow, config.minRetained != 0);
        emit OutflowSet(scope, config, liquidity);
    }

    /// @inheritdoc ICircuitBreaker
    function setLiquidationQuota(
        BreakerTypes.Scope calldata scope,
        BreakerTypes.QuotaConfig calldata config
    ) external onlyOwner {
        _requireAtMost(config.period, MAX_PERIOD);
        _at(scope).liquidations.set(config);
        _mark(scope, BreakerTypes.Control.LiquidationThrottle, config.period != 0);
        emit LiquidationQuotaSet(scope, config);
    }

    /// @inheritdoc ICircuitBreaker
    function setBorrowQuota(
        BreakerTypes.Scope calldata scope,
        BreakerTypes.QuotaConfig calldata config
    ) external onlyOwner {
        require(scope.asset != address(0), CircuitBreaker_BadScope(scope));
        _requireAtMost(config.period, MAX_PERIOD);
        _at(scope).borrows.set(config);
        _mark(scope, BreakerTypes.Control.BorrowVelocity, config.period != 0);
        emit BorrowQuotaSet(scope, config);
    }

    /// @inheritdoc ICircuitBreaker
    function setLossStop(
        BreakerTypes.Scope calldata scope,
        BreakerTypes.LossConfig calldata config
    ) external onlyOwner {
        _at(scope).losses.set(config);
        _mark(scope, BreakerTypes.Control.LossStop, config.on);
        emit LossStopSet(scope, config);
    }

    /// @inheritdoc ICircuitBreaker
    function setGuardian(address guardian_, BreakerTypes.GuardianTerms calldata terms) external onlyOwner {
        _requireAtMost(terms.watch, PauseLib.MAX_PAUSE);
        if (terms.watch != 0) _requireAtLeast(terms.rest, Math.max(terms.watch, PauseLib.MIN_REST));
        (guardian, _guardianTerms) = (guardian_, terms);
        emit GuardianSet(guardian_, terms);
    }

    // Pauses and resets

    /// @inheritdoc ICircuitBreaker
    function pause(BreakerTypes.Scope calldata scope, uint256 duration, uint256 grace) external {
        require(msg.sender == owner() || msg.sender == guardian, CircuitBreaker_NotGuardian(msg.sender));
        _requireAtMost(duration, PauseLib.MAX_PAUSE);

        uint256 most = type(uint256).max;
        if (msg.sender != owner()) {
            _requireAtLeast(duration, 1);
            most = _guardianWatch.watched(_guardianTerms);
        }
        PauseLib.Pause storage pause_ = _at(scope).pause;
        uint256 until = pause_.begin(block.timestamp + duration, grace, most);
        emit Paused(msg.sender, scope, until, pause_.grace);
    }

    /// @inheritdoc ICircuitBreaker
    function reset(BreakerTypes.Control control, BreakerTypes.Scope calldata scope) external onlyOwner {
        Controls storage controls = _at(scope);
        if (control == BreakerTypes.Control.PriceVelocity) controls.price.clear();
        else if (control == BreakerTypes.Control.Outflow) controls.outflow.clear();
        else if (control == BreakerTypes.Control.LiquidationThrottle) controls.liquidations.clear();
        else if (control == BreakerTypes.Control.BorrowVelocity) controls.borrows.clear();
        else if (control == BreakerTypes.Control.LossStop) controls.losses.clear();
        else controls.pause.finish();
        emit Reset(control, scope);
    }

    /// @inheritdoc ICircuitBreaker
    function release(uint256 id) external onlyOwner {
        Lock storage lock = _locks[id];
        require(lock.recipient != address(0), CircuitBreaker_LockUnknown(id));
        lock.until = uint40(block.timestamp);
        emit FundsReleased(id);
    }

    function _mark(BreakerTypes.Scope calldata scope, BreakerTypes.Control control, bool on) private {
        PauseLib.Pause storage head = _at(scope).pause;
        uint8 bit = uint8(1 << uint8(control));
        head.active = on ? head.active | bit : head.active & ~bit;
    }

    function _requireAddress(address account) private pure {
        require(account != address(0), CircuitBreaker_ZeroAddress());
    }

    function _requireAtMost(uint256 value, uint256 maximum) private pure {
        require(value <= maximum, CircuitBreaker_AboveMaximum(value, maximum));
    }

    function _requireAtLeast(uint256 value, uint256 minimum) private pure {
        require(value >= minimum, CircuitBreaker_BelowMinimum(value, minimum));
    }
}
