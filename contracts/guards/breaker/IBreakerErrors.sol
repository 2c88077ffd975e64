// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "./BreakerTypes.sol";

/// @title IBreakerErrors
/// @notice Why the circuit breaker refuses something.
interface IBreakerErrors {
    error CircuitBreaker_NotVenue(address venue);
    error CircuitBreaker_NotGuardian(address caller);
    error CircuitBreaker_ZeroAddress();
    error CircuitBreaker_AboveMaximum(uint256 value, uint256 maximum);
    error CircuitBreaker_BelowMinimum(uint256 value, uint256 minimum);

    /// @notice A period is a positive number of ticks, 64 at most.
    error CircuitBreaker_BadPeriod(uint256 period, uint256 tick);

    /// @notice `asked` is more than the `left` of a quota. [asset, or usd for liquidations]
    error CircuitBreaker_AboveQuota(
        BreakerTypes.Control control,
        BreakerTypes.Scope scope,
        uint256 asked,
        uint256 left
    );

    /// @notice The price moved by `move` [wad] in the window, or did so before `until`. [seconds]
    error CircuitBreaker_PriceHalted(address asset, uint256 move, uint256 until);

    /// @notice The feed that watches `asset` gives no answer.
    error CircuitBreaker_NoPrice(address asset, address feed);

    /// @notice Of `liquidity` a period ago `least` has to stay, and `left` would. [asset]
    error CircuitBreaker_OutflowLimited(address venue, address token, int256 left, uint256 least, int256 liquidity);

    /// @notice Losses stopped borrowing until `until`; the largest word without automatic reset. [seconds]
    error CircuitBreaker_LossStopped(BreakerTypes.Scope scope, uint256 until);

    /// @notice [seconds]
    error CircuitBreaker_Paused(BreakerTypes.Scope scope, uint256 until);

    /// @notice The pause is over, liquidations wait for the grace to be. [seconds]
    error CircuitBreaker_Grace(BreakerTypes.Scope scope, uint256 until);

    /// @notice The guardian rests until `until`. [seconds]
    error CircuitBreaker_GuardianRests(uint256 until);

    /// @notice The tokens that an outflow announces have not arrived. [asset]
    error CircuitBreaker_NotReceived(address token, uint256 received, uint256 announced);

    error CircuitBreaker_LockUnknown(uint256 id);

    /// @notice Locked until `until`. [seconds]
    error CircuitBreaker_StillLocked(uint256 id, uint256 until);

    /// @notice With the spread `spread` [wad] the account needs more than backs it; in the venue's own unit.
    error CircuitBreaker_MarginTooLow(address venue, address account, uint256 backing, uint256 needed, uint256 spread);

    /// @notice Whoever reports is neither the venue nor was asked by it.
    error CircuitBreaker_NotReporter(address venue, address caller);

    /// @notice The control does not apply to such a scope.
    error CircuitBreaker_BadScope(BreakerTypes.Scope scope);
}
