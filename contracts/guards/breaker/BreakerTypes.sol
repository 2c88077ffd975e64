// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title BreakerTypes
/// @notice What the circuit breaker is set to. Tags: [wad] 1e18; [asset] smallest units of the asset at hand; [usd] the
/// base currency with 18 decimals, one dollar being 1e18.
library BreakerTypes {
    /// @notice The controls, as errors and events name them.
    enum Control {
        PriceVelocity,
        Outflow,
        LiquidationThrottle,
        BorrowVelocity,
        LossStop,
        Pause
    }

    /// @notice Where a control applies. The zero address stands for every venue, or for every asset of a venue.
    struct Scope {
        address venue;
        address asset;
    }

    /// @notice What a price that moves too fast does.
    enum Response {
        Halt, // risk-increasing actions stop
        Widen // they go on at a price that is worse by a spread, which the venue asks for
    }

    /// @notice At most `limit` in `period`.
    struct QuotaConfig {
        uint128 limit; // [asset] for borrowing, [usd] for liquidations
        uint32 period; // [seconds] 0 switches the quota off
        uint32 tick; // [seconds] the period slides by ticks of this length; 0 counts from the first use
    }

    struct PriceConfig {
        address feed; // the zero address switches the control off
        uint128 unit; // [asset] one whole asset, which the feed prices
        uint32 blocks; // in which moves are measured, the one under way not counted; 0 measures none
        uint32 memoryBlocks; // after which a price that nobody looked at is forgotten; 0 never forgets
        uint32 haltSeconds; // from the latest move seen to the automatic reset
        uint64 maxMove; // [wad] largest move that is calm, of the extreme price it is measured from
        Response response;
        bool stopsLiquidations; // a halt stops them too
        bool stopsWithdrawals; // a halt stops all that is taken out, whoever takes it
        bool failsClosed; // without an answer actions that add risk stop
        uint64 spreadPerMove; // [wad] spread that a move of 100 % asks for
        uint64 maxSpread; // [wad] below 1
    }

    /// @notice ERC-7265's draft, a token's liquidity at a venue.
    struct OutflowConfig {
        address holder; // whose balance is the liquidity; the zero address where the venue reports what comes in
        uint64 minRetained; // [wad] least share of the liquidity of a period ago that has to stay; 0 is off
        uint128 beginAt; // [asset] less liquidity than this is not limited
        uint32 period; // [seconds]
        uint32 tick; // [seconds]
        uint32 delay; // [seconds] that a delayed outflow waits
    }

    struct LossConfig {
        bool on;
        uint128 tolerance; // [usd] sum of losses beyond which borrowing stops; 0 is any loss
        uint32 resumesAfter; // [seconds] after the last loss to the automatic reset; 0 is by hand only
    }

    /// @notice What the guardian may do at most.
    struct GuardianTerms {
        uint32 watch; // [seconds] all pauses of one watch end with it
        uint32 rest; // [seconds] between two watches
    }
}
