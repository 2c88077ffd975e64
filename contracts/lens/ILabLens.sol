// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ILabLens
/// @notice Reads for recording: what a block's record needs, as flat lists of words, in one call.
/// @dev Answers are `uint256[]` because client libraries decode long lists of structs slowly; a record of w words
/// about item i is `words[i·w … i·w + w − 1]`. Signed values are in two's complement. Everything is read raw,
/// through public getters, on any pool with Aave v3's ABI.
interface ILabLens {
    /// @notice What one `record` call shall read; any list may be empty.
    /// @param aTokens, debtTokens Of the same reserves in the same order.
    struct Query {
        address pool;
        address oracle;
        address[] assets;
        address[] aTokens;
        address[] debtTokens;
        address[] users;
        address[] ammPools;
        address[] feeds;
        address[] tokens;
        address[] holders;
    }

    /// @notice Two lists that belong together differ in length.
    error LabLens_LengthMismatch(uint256 aTokens, uint256 debtTokens);

    /// @notice A getter reverted or answered less than a word.
    error LabLens_ReadFailed(address target, bytes4 selector, address user);

    /// @notice Three words: block number, timestamp [seconds], base fee [wei].
    function chain() external view returns (uint256[] memory words);

    /// @notice Twelve words an asset, in this order:
    /// 0 oracle price [base currency] · 1 liquidity index [ray] · 2 variable borrow index [ray] · 3 liquidity rate
    /// [ray a year] · 4 variable borrow rate [ray a year] · 5 last update [seconds] · 6 scaled aToken supply ·
    /// 7 scaled variable debt · 8 cash: the aToken's balance of the asset · 9 accrued to treasury [scaled] ·
    /// 10 deficit [asset], 0 where the pool has no such getter · 11 configuration bitmap.
    /// @dev Indexes and rates are as stored at the last update, without interest since. An unlisted asset reverts.
    function reserves(
        address pool,
        address oracle,
        address[] calldata assets
    ) external view returns (uint256[] memory words);

    /// @notice 2 + 2·n words a user for n reserves: 0 e-mode category · 1 configuration bitmap · then for each
    /// reserve its scaled aToken balance and its scaled variable debt.
    /// @dev Debt is read only where the bitmap says that there is some, which on Aave is exact. An account of three
    /// reserves and one debt costs about 20,800 gas, most of it first reads of storage: 800 of them fit into one call
    /// under the cap of 16,777,216.
    function accounts(
        address pool,
        address[] calldata aTokens,
        address[] calldata debtTokens,
        address[] calldata users
    ) external view returns (uint256[] memory words);

    /// @notice Three words a Uniswap v3 pool: square root of the price [Q64.96], tick (two's complement), liquidity;
    /// a Uniswap v2 pair: reserve of token0, reserve of token1, last change [seconds, modulo 2^32].
    function amm(address[] calldata ammPools) external view returns (uint256[] memory words);

    /// @notice Three words a feed: answer (two's complement), updated at [seconds], round.
    function feeds(address[] calldata aggregators) external view returns (uint256[] memory words);

    /// @notice One word a token a holder, all tokens of the first holder first. [asset]
    function balances(
        address[] calldata tokens,
        address[] calldata holders
    ) external view returns (uint256[] memory words);

    /// @notice Nine words an asset, all zero where the pool asks nobody for its terms: how the margin that bounds the
    /// LTV moves (0 value [wad] · 1 target [wad] · 2 time of the value [seconds] · 3 speed up · 4 speed down [wad a
    /// second]), and the threshold (5 from [bps], 2^64 − 1 for its own · 6 to [bps] · 7 start [seconds] · 8 end
    /// [seconds], 0 for its own).
    /// @dev Only for pools with `getRiskTerms`, whose terms are a `MarginScaling`.
    function riskTerms(address pool, address[] calldata assets) external view returns (uint256[] memory words);

    /// @notice All of the above but the terms one after another: chain, reserves, accounts, amm, feeds, balances.
    function record(Query calldata query) external view returns (uint256[] memory words);
}
