// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPriceOracle} from "../../oracles/IPriceOracle.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title GuardTypes
/// @notice The registry's settings and storage. Values are in the oracle's base currency, ratios and leverage [wad].
library GuardTypes {
    /// @notice What a cap is for.
    enum Scope {
        Account, // an account's leverage; the zero address is whoever has no cap of its own
        Asset, // how often an asset is used
        System // leverage of all together, at the zero address
    }

    enum Mode {
        Observe, // what would be refused is an event
        Enforce // it is refused
    }

    /// @notice A cap on its way from one value to another. Zero is no cap.
    struct Ramp {
        uint88 from; // [wad]
        uint88 to; // [wad]
        uint32 length; // [seconds]
        uint40 start; // [seconds]
    }

    struct Terms {
        uint32 maxAge; // [seconds] of an exposure, and of the system's figures
        uint64 haircut; // [wad] of a share in a circle that does not count as equity
        uint64 bound; // [wad] most that a submitted solution may be off, in its residual and leverage
    }

    struct StoredLine {
        address asset;
        uint128 held; // [asset]
        uint128 owed; // [asset]
        int128 size; // [asset]
    }

    /// @notice What a vault held when it was last looked at, other vaults' shares looked through.
    struct Snapshot {
        uint128 supply; // [shares] among which the lines are divided
        uint80 leverage; // [wad]
        uint40 takenAt; // [seconds] 0 if never
        uint8 depth; // vaults on top of one another: 1 holds no share
        bool solved; // in a circle, by a submitted solution
        uint40 oldest; // [seconds] when the oldest part of it was taken
        StoredLine[] lines;
    }

    /// @notice What an adapter counts of an account that is no holder outside, left out of the system's totals: a
    /// vault's position, which its shares stand for, or shares that a venue keeps for accounts.
    /// @param custody The latter: what stands behind those shares is used once more.
    struct Claim {
        IVenueAdapter adapter;
        address account;
        bool custody;
    }

    struct System {
        uint128 leverage; // [wad]
        uint40 takenAt; // [seconds]
    }

    struct State {
        IPriceOracle oracle;
        Terms terms;
        System system;
        IVenueAdapter[] adapters;
        mapping(IVenueAdapter adapter => uint256) weights; // [wad]
        IVenueAdapter hands; // the one of them that reads what accounts have in hand; zero if none does
        Claim[] claims;
        mapping(address vault => IVenueAdapter) readers; // zero for what is no registered vault
        mapping(address vault => Snapshot) snapshots;
        mapping(address asset => uint256) reuse; // [wad]
        mapping(Scope => mapping(address subject => Ramp)) caps;
        address[] cappedAssets;
    }
}
