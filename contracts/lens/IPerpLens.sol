// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpExchange} from "../perps/IPerpExchange.sol";

/// @title IPerpLens
/// @notice Reads a perpetual exchange for recording: what a block's record needs, as flat lists of words, in one call.
/// @dev As with ILabLens, a record of w words about item i is `words[i·w … i·w + w − 1]`, signed values are in two's
/// complement, and everything is raw: nothing is accrued since it was stored. The engine's account is the exchange.
interface IPerpLens {
    /// @notice What one `record` call shall read; `users` may be empty, and without `venue` nothing else is read.
    /// @param indexFeeds, spotFeeds Of every market in the order of its id; a zero spot feed answers with zero.
    /// @param collateralFeeds Of the collaterals, in their order.
    struct Query {
        IPerpExchange exchange;
        address[] indexFeeds;
        address[] spotFeeds;
        address[] collaterals;
        address[] collateralFeeds;
        address[] users;
        bool venue;
    }

    /// @notice Two lists that belong together differ in length.
    error PerpLens_LengthMismatch(uint256 first, uint256 second);

    /// @notice Twenty words a market, in this order:
    /// 0 index feed's answer, 0 where it has none · 1 its time [seconds] · 2 spot feed's answer, 0 where it has none ·
    /// 3 status · 4 size, 5 cost, 6 funding weight of the longs · 7, 8, 9 of the shorts · 10 funding rate [wad a day] ·
    /// 11 funding index [wad quote per base] · 12 funding time [seconds] · 13 premium sum [wad · seconds] · 14 window
    /// start [seconds] · 15 window's last block · 16 used in it [wad base] · 17 block for which the next counts · 18
    /// paid by the insurance fund in it [quote] · 19 seed of random deleveraging.
    function markets(
        IPerpExchange exchange,
        address[] calldata indexFeeds,
        address[] calldata spotFeeds
    ) external view returns (uint256[] memory words);

    /// @notice Four words a collateral: 0 feed's answer, 0 where it has none · 1 its time [seconds] · 2 seized and not
    /// sold [token] · 3 the exchange's balance [token].
    function collaterals(
        IPerpExchange exchange,
        address[] calldata tokens,
        address[] calldata feeds
    ) external view returns (uint256[] memory words);

    /// @notice Eight words: 0 sum of settled margins · 1 pool cash · 2 insurance · 3 fees · 4 escrow · 5 unpaid · 6 the
    /// exchange's balance of the quote · 7 shares of the liquidity pool.
    function books(IPerpExchange exchange) external view returns (uint256[] memory words);

    /// @notice 5 + 3·m + c words a user for m markets and c collaterals: 0 settled [quote] · 1 bitmap of markets · 2
    /// whether flagged · 3 time of the last partial liquidation [seconds] · 4 number of waiting orders · then for each
    /// market its size, cost and funding index at entry · then its amount of each collateral.
    /// @dev Positions and collateral are read only where the account's bits say that there are some.
    function accounts(
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata tokens,
        address[] calldata users
    ) external view returns (uint256[] memory words);

    /// @notice Five words a market a user, all markets of the first user first: 0 size of the waiting order, 0 where
    /// there is none · 1 acceptable price · 2 block of its commitment · 3 escrow · 4 whether it may only reduce.
    function orders(
        IPerpExchange exchange,
        uint256 marketCount,
        address[] calldata users
    ) external view returns (uint256[] memory words);

    /// @notice Block number and timestamp, then the above one after another: with `venue` markets, collaterals and
    /// books, then accounts.
    function record(Query calldata query) external view returns (uint256[] memory words);
}
