// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "./BreakerTypes.sol";
import {ICircuitBreaker} from "./ICircuitBreaker.sol";
import {LossLib} from "./LossLib.sol";
import {OutflowLib} from "./OutflowLib.sol";
import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {PauseLib} from "./PauseLib.sol";
import {PriceVelocityLib} from "./PriceVelocityLib.sol";
import {QuotaLib} from "./QuotaLib.sol";

/// @title BreakerStorage
/// @notice All that the circuit breaker stores.
abstract contract BreakerStorage is Ownable, ICircuitBreaker {
    struct Controls {
        QuotaLib.Quota liquidations;
        QuotaLib.Quota borrows;
        LossLib.Stop losses;
        PauseLib.Pause pause;
        PriceVelocityLib.Watch price;
        OutflowLib.Limiter outflow;
        uint256 reported; // [asset] the holder's balance as the limiter knows it
    }

    struct Lock {
        address token;
        address recipient;
        uint40 until; // [seconds]
        uint256 amount; // [asset]
    }

    /// @inheritdoc ICircuitBreaker
    mapping(address venue => bool) public isVenue;

    /// @inheritdoc ICircuitBreaker
    mapping(address venue => mapping(address reporter => bool)) public isReporter;

    /// @inheritdoc ICircuitBreaker
    mapping(address venue => mapping(address vault => bool)) public isVault;

    /// @inheritdoc ICircuitBreaker
    mapping(address recipient => mapping(address token => uint256)) public lockedFunds;

    /// @inheritdoc ICircuitBreaker
    address public guardian;

    mapping(address venue => mapping(address asset => Controls)) internal _controls;
    mapping(address venue => address[]) internal _watched;
    mapping(address venue => address) internal _marginViews;
    mapping(uint256 id => Lock) internal _locks;
    mapping(address token => uint256) internal _held; // [asset] of all locks
    uint256 internal _lockCount;
    BreakerTypes.GuardianTerms internal _guardianTerms;
    PauseLib.Watch internal _guardianWatch;

    /// @notice The four scopes that bind an asset at a venue, the closest first; two of them where there is no asset.
    function _scopes(address venue, address asset) internal pure returns (BreakerTypes.Scope[] memory list) {
        list = new BreakerTypes.Scope[](asset == address(0) ? 2 : 4);
        list[0] = BreakerTypes.Scope(venue, address(0));
        list[1] = BreakerTypes.Scope(address(0), address(0));
        if (asset == address(0)) return list;
        list[2] = BreakerTypes.Scope(venue, asset);
        list[3] = BreakerTypes.Scope(address(0), asset);
    }

    function _at(BreakerTypes.Scope memory scope) internal view returns (Controls storage) {
        return _controls[scope.venue][scope.asset];
    }
}
