// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title VaultTypes
/// @notice What every vault with a redemption queue stores.
library VaultTypes {
    /// @notice What shares cost, and how long a redemption waits for a keeper.
    struct Terms {
        uint16 entryFee; // [bps] of a deposit; stays in the vault
        uint16 exitFee; // [bps] of what leaves at once; stays in the vault
        uint16 managementFee; // [bps a year] of the assets, in shares
        uint16 performanceFee; // [bps] of a gain above the high-water mark, in shares
        uint32 patience; // [seconds] a request waits for a keeper before anyone may fulfil
        uint128 assetCap; // [asset] deposits end at this many assets; 0 = no cap
        address feeRecipient; // receives fee shares
    }

    /// @notice How far fees have been taken.
    struct FeeState {
        uint64 accruedAt; // [seconds]
        uint192 highWaterMark; // [wad] share price
    }

    /// @notice One redemption request. All requests lie end to end on a line of shares; this one ends at `end` and
    /// begins where the one before ends.
    struct Request {
        uint128 end; // [shares] on the line
        uint128 claimedTo; // [shares] on the line, 0 before the first claim
        address controller;
        uint48 at; // [seconds]
    }

    /// @notice How much of the line was fulfilled by and including one fulfilment, and what for.
    struct Fulfilment {
        uint128 shares; // [shares] on the line
        uint128 assets; // [asset] in total
    }

    struct Queue {
        Request[] requests;
        Fulfilment[] fulfilments;
        uint128 owed; // [asset] fulfilled and not yet claimed
    }
}
