// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "../guards/breaker/BreakerTypes.sol";
import {GuardTypes} from "../guards/registry/GuardTypes.sol";
import {ICircuitBreaker} from "../guards/breaker/ICircuitBreaker.sol";
import {IGuardLens} from "./IGuardLens.sol";
import {ITieredLiquidation} from "../guards/liquidation/ITieredLiquidation.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title GuardLens
contract GuardLens is IGuardLens {
    uint256 private constant PLACE_WORDS = 8;
    uint256 private constant STEP_WORDS = 3;
    uint256 private constant REGISTRY_WORDS = 4;
    uint256 private constant VAULT_WORDS = 3;

    /// @inheritdoc IGuardLens
    function guards(Query calldata query) external view returns (uint256[] memory words) {
        words = new uint256[](_size(query));
        uint256 at = 0;
        if (address(query.breaker) != address(0)) at = _writePlaces(words, at, query);
        if (address(query.margin) != address(0)) at = _writeMargins(words, at, query);
        if (address(query.steps) != address(0)) at = _writeSteps(words, at, query);
        if (address(query.registry) != address(0)) _writeRegistry(words, at, query);
    }

    function _size(Query calldata query) private pure returns (uint256 size) {
        if (address(query.breaker) != address(0)) size += query.places.length * PLACE_WORDS;
        if (address(query.margin) != address(0)) size += query.marginAssets.length + query.marginVenues.length;
        if (address(query.steps) != address(0)) size += query.accounts.length * STEP_WORDS;
        if (address(query.registry) != address(0)) size += REGISTRY_WORDS + query.vaults.length * VAULT_WORDS;
    }

    function _writePlaces(uint256[] memory words, uint256 at, Query calldata query) private view returns (uint256) {
        for (uint256 i = 0; i < query.places.length; ++i) {
            (address venue, address asset) = (query.places[i].venue, query.places[i].asset);
            words[at] = query.breaker.liquidationRoom(venue, asset);
            words[at + 1] = query.breaker.borrowRoom(venue, asset);
            words[at + 2] = query.breaker.outflowRoom(venue, asset);
            _writeScope(words, at + 3, query.breaker, BreakerTypes.Scope(venue, asset));
            _writeScope(words, at + 3, query.breaker, BreakerTypes.Scope(address(0), asset));
            _writeScope(words, at + 3, query.breaker, BreakerTypes.Scope(venue, address(0)));
            _writeScope(words, at + 3, query.breaker, BreakerTypes.Scope(address(0), address(0)));
            at += PLACE_WORDS;
        }
        return at;
    }

    /// @dev Keeps what is later, or larger, than what stands there.
    function _writeScope(
        uint256[] memory words,
        uint256 at,
        ICircuitBreaker breaker,
        BreakerTypes.Scope memory scope
    ) private view {
        (uint256 paused, uint256 grace) = breaker.pausedUntil(scope);
        (, , uint256 halted, uint256 spread) = breaker.priceState(scope);
        words[at] = Math.max(words[at], paused);
        words[at + 1] = Math.max(words[at + 1], grace);
        words[at + 2] = Math.max(words[at + 2], breaker.lossStoppedUntil(scope));
        words[at + 3] = Math.max(words[at + 3], halted);
        words[at + 4] = Math.max(words[at + 4], spread);
    }

    function _writeMargins(uint256[] memory words, uint256 at, Query calldata query) private view returns (uint256) {
        for (uint256 i = 0; i < query.marginAssets.length; ++i) {
            words[at++] = query.margin.initialRatio(query.marginAssets[i]);
        }
        for (uint256 i = 0; i < query.marginVenues.length; ++i) {
            words[at++] = query.margin.haircutOf(query.marginVenues[i]);
        }
        return at;
    }

    function _writeSteps(uint256[] memory words, uint256 at, Query calldata query) private view returns (uint256) {
        for (uint256 i = 0; i < query.accounts.length; ++i) {
            ITieredLiquidation.Step memory step = query.steps.stepOf(query.stepVenue, query.accounts[i]);
            (words[at], words[at + 1], words[at + 2]) = (step.until, step.budget, step.used);
            at += STEP_WORDS;
        }
        return at;
    }

    function _writeRegistry(uint256[] memory words, uint256 at, Query calldata query) private view {
        GuardTypes.System memory system = query.registry.getSystem();
        words[at] = query.registry.getCap(GuardTypes.Scope.Account, address(0));
        words[at + 1] = query.registry.getCap(GuardTypes.Scope.System, address(0));
        (words[at + 2], words[at + 3]) = (system.leverage, system.takenAt);
        at += REGISTRY_WORDS;
        for (uint256 i = 0; i < query.vaults.length; ++i) {
            GuardTypes.Snapshot memory snapshot = query.registry.getSnapshot(query.vaults[i]);
            (words[at], words[at + 1]) = (snapshot.leverage, snapshot.takenAt);
            words[at + 2] = query.registry.getCap(GuardTypes.Scope.Account, query.vaults[i]);
            at += VAULT_WORDS;
        }
    }
}
