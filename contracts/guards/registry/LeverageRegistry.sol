// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPriceOracle} from "../../oracles/IPriceOracle.sol";
import {AccountCheckLib} from "./AccountCheckLib.sol";
import {CircleLib} from "./CircleLib.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {RampLib} from "./RampLib.sol";
import {SnapshotLib} from "./SnapshotLib.sol";
import {SystemLib} from "./SystemLib.sol";

/// @title LeverageRegistry
contract LeverageRegistry is ILeverageRegistry, Ownable {
    using RampLib for GuardTypes.Ramp;

    uint256 private constant WAD = 1e18;
    uint256 private constant MOST_ADAPTERS = 8;
    uint256 private constant MOST_CLAIMS = 32;
    uint256 private constant MOST_ASSETS = 8; // with a cap
    uint256 private constant MOST_CAP = 1_000e18; // [wad]
    uint256 private constant MOST_BOUND = 0.01e18; // [wad] 1 %

    /// @inheritdoc ILeverageRegistry
    uint256 public immutable MIN_RAMP;

    GuardTypes.State private _state;

    /// @inheritdoc ILeverageRegistry
    GuardTypes.Mode public mode;

    /// @inheritdoc ILeverageRegistry
    address public guardian;

    /// @inheritdoc ILeverageRegistry
    address public relay;

    /// @inheritdoc ILeverageRegistry
    mapping(address venue => bool) public isVenue;

    constructor(IPriceOracle oracle, GuardTypes.Terms memory terms, uint256 minRamp, address owner_) Ownable(owner_) {
        _state.oracle = oracle;
        MIN_RAMP = minRamp;
        _setTerms(terms);
    }

    // The venues'

    /// @inheritdoc IRiskHook
    function onRisk(Report calldata report) external {
        _requireVenue(report.venue);
        if (report.action == RiskAction.VaultDeposit) _refresh(report.venue);

        if (mode == GuardTypes.Mode.Enforce) {
            AccountCheckLib.check(_state, report);
            return;
        }
        try this.check(report) {} catch (bytes memory reason) {
            emit Observed(report.venue, report.action, report.account, reason);
        }
    }

    /// @inheritdoc IRiskHook
    function onChange(address vault) external {
        _requireVenue(vault);
        SnapshotLib.take(_state, vault, true);
    }

    // Anyone's

    /// @inheritdoc ILeverageRegistry
    function poke(address vault) external {
        if (msg.sender != address(this)) SnapshotLib.requireSettled(vault);
        SnapshotLib.take(_state, vault, false);
    }

    /// @inheritdoc ILeverageRegistry
    function pokeSystem() external {
        SystemLib.take(_state);
    }

    /// @inheritdoc ILeverageRegistry
    function submit(address[] calldata vaults, IVenueAdapter.Line[][] calldata solution) external {
        for (uint256 i = 0; i < vaults.length; ++i) SnapshotLib.requireSettled(vaults[i]);
        CircleLib.accept(_state, vaults, solution);
    }

    // The owner's

    /// @inheritdoc ILeverageRegistry
    function setVenue(address venue, bool allowed) external onlyOwner {
        isVenue[venue] = allowed;

        emit VenueSet(venue, allowed);
    }

    /// @inheritdoc ILeverageRegistry
    function setRelay(address relay_) external onlyOwner {
        relay = relay_;

        emit RelaySet(relay_);
    }

    /// @inheritdoc ILeverageRegistry
    function setAdapter(IVenueAdapter adapter, bool listed, uint256 weight) external onlyOwner {
        _requireAtMost("weight", weight, WAD);
        IVenueAdapter[] storage adapters = _state.adapters;
        uint256 at = 0;
        while (at < adapters.length && adapters[at] != adapter) ++at;
        if (at == adapters.length && listed) {
            _requireAtMost("adapters", at + 1, MOST_ADAPTERS);
            adapters.push(adapter);
        } else if (at < adapters.length && !listed) {
            adapters[at] = adapters[adapters.length - 1];
            adapters.pop();
        }
        _state.weights[adapter] = weight;

        emit AdapterSet(adapter, listed, weight);
    }

    /// @inheritdoc ILeverageRegistry
    function setHands(IVenueAdapter adapter) external onlyOwner {
        _state.hands = adapter;

        emit HandsSet(adapter);
    }

    /// @inheritdoc ILeverageRegistry
    function setVault(address vault, IVenueAdapter reader) external onlyOwner {
        _state.readers[vault] = reader;

        emit VaultSet(vault, reader);
    }

    /// @inheritdoc ILeverageRegistry
    function setClaims(GuardTypes.Claim[] calldata claims) external onlyOwner {
        _requireAtMost("claims", claims.length, MOST_CLAIMS);
        delete _state.claims;
        for (uint256 i = 0; i < claims.length; ++i) _state.claims.push(claims[i]);

        emit ClaimsSet(claims);
    }

    /// @inheritdoc ILeverageRegistry
    function setCap(GuardTypes.Scope scope, address subject, uint256 to, uint32 length) external onlyOwner {
        _requireAtMost("cap", to, MOST_CAP);
        if (to != 0) _requireAtLeast("cap", to, WAD);
        _requireAtLeast("ramp", length, MIN_RAMP);
        if (scope == GuardTypes.Scope.System) _requireAtMost("subject", uint160(subject), 0);
        if (scope == GuardTypes.Scope.Asset) _listAsset(subject);

        GuardTypes.Ramp memory old = _state.caps[scope][subject];
        GuardTypes.Ramp memory ramp = old.toward(uint88(to), length);
        _state.caps[scope][subject] = ramp;

        emit CapSet(scope, subject, ramp.from, to, length);
    }

    /// @inheritdoc ILeverageRegistry
    function setTerms(GuardTypes.Terms calldata terms) external onlyOwner {
        _setTerms(terms);
    }

    /// @inheritdoc ILeverageRegistry
    function setMode(GuardTypes.Mode mode_) external onlyOwner {
        _setMode(mode_);
    }

    /// @inheritdoc ILeverageRegistry
    function setGuardian(address guardian_) external onlyOwner {
        guardian = guardian_;

        emit GuardianSet(guardian_);
    }

    // The guardian's

    /// @inheritdoc ILeverageRegistry
    function relax() external {
        require(msg.sender == guardian, LeverageRegistry_NotGuardian(msg.sender));

        _setMode(GuardTypes.Mode.Observe);
    }

    // Views

    /// @inheritdoc ILeverageRegistry
    function check(Report calldata report) external view {
        AccountCheckLib.check(_state, report);
    }

    /// @inheritdoc ILeverageRegistry
    function getMeasure(address account) external view returns (Measure memory, IVenueAdapter.Line[] memory) {
        return AccountCheckLib.measure(_state, account);
    }

    /// @inheritdoc ILeverageRegistry
    function getCap(GuardTypes.Scope scope, address subject) external view returns (uint256) {
        if (scope == GuardTypes.Scope.Account) return AccountCheckLib.capOf(_state, subject);
        return _state.caps[scope][subject].current();
    }

    /// @inheritdoc ILeverageRegistry
    function getSnapshot(address vault) external view returns (GuardTypes.Snapshot memory) {
        return _state.snapshots[vault];
    }

    /// @inheritdoc ILeverageRegistry
    function getSystem() external view returns (GuardTypes.System memory) {
        return _state.system;
    }

    /// @inheritdoc ILeverageRegistry
    function getReuse(address asset) external view returns (uint256) {
        return _state.reuse[asset];
    }

    /// @inheritdoc ILeverageRegistry
    function getAdapters() external view returns (IVenueAdapter[] memory adapters, uint256[] memory weights) {
        adapters = _state.adapters;
        weights = new uint256[](adapters.length);
        for (uint256 i = 0; i < weights.length; ++i) weights[i] = _state.weights[adapters[i]];
    }

    /// @inheritdoc ILeverageRegistry
    function getHands() external view returns (IVenueAdapter) {
        return _state.hands;
    }

    /// @inheritdoc ILeverageRegistry
    function getReader(address vault) external view returns (IVenueAdapter) {
        return _state.readers[vault];
    }

    /// @inheritdoc ILeverageRegistry
    function getClaims() external view returns (GuardTypes.Claim[] memory) {
        return _state.claims;
    }

    /// @inheritdoc ILeverageRegistry
    function getTerms() external view returns (GuardTypes.Terms memory) {
        return _state.terms;
    }

    /// @inheritdoc ILeverageRegistry
    function ORACLE() external view returns (IPriceOracle) {
        return _state.oracle;
    }

    // Inside

    /// @dev A deposit makes no vault more levered: what is stored will do, unless it is too old or there was nobody to
    /// divide it among. Where it cannot be taken, the check says what is wrong.
    function _refresh(address vault) private {
        GuardTypes.Snapshot storage s = _state.snapshots[vault];
        if (s.supply != 0 && block.timestamp <= uint256(s.oldest) + _state.terms.maxAge) return;
        try this.poke(vault) {} catch {}
    }

    function _setTerms(GuardTypes.Terms memory terms) private {
        _requireAtMost("haircut", terms.haircut, WAD);
        _requireAtMost("bound", terms.bound, MOST_BOUND);

        _state.terms = terms;

        emit TermsSet(terms);
    }

    function _setMode(GuardTypes.Mode mode_) private {
        mode = mode_;

        emit ModeSet(mode_);
    }

    function _listAsset(address asset) private {
        address[] storage assets = _state.cappedAssets;
        for (uint256 i = 0; i < assets.length; ++i) if (assets[i] == asset) return;
        _requireAtMost("assets", assets.length + 1, MOST_ASSETS);
        assets.push(asset);
    }

    function _requireVenue(address venue) private view {
        require(
            isVenue[venue] && (msg.sender == venue || msg.sender == relay),
            LeverageRegistry_NotVenue(msg.sender, venue)
        );
    }

    function _requireAtMost(string memory field, uint256 value, uint256 limit) private pure {
        require(value <= limit, LeverageRegistry_BadSetting(field, value, limit));
    }

    function _requireAtLeast(string memory field, uint256 value, uint256 limit) private pure {
        require(value >= limit, LeverageRegistry_BadSetting(field, value, limit));
    }
}
