// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "./PerpTypes.sol";

/// @title IPerpEvents
/// @notice What the exchange tells the chain. The amounts of a transaction's events account for every change of the
/// books: settled, pool cash, insurance, fees, escrow.
interface IPerpEvents {
    event CollateralDeposited(address indexed account, address indexed token, uint256 amount, address indexed from);
    event CollateralWithdrawn(address indexed account, address indexed token, uint256 amount, address indexed to);

    /// @notice A position changed by an order. `pnl` [quote] is realised by the part closed; `fee` [quote] of which
    /// `poolFee` went to the pool.
    event Traded(
        uint256 indexed market,
        address indexed account,
        int256 sizeDelta,
        int256 size,
        uint256 fillPrice,
        int256 pnl,
        uint256 fee,
        uint256 poolFee
    );

    /// @notice `amount` [quote] of funding reached the account, negative when it paid; the pool has the other side.
    event FundingSettled(uint256 indexed market, address indexed account, int256 amount);

    /// @notice The pool paid `paid` of `owed` [quote], of the profit or funding that an event of this transaction
    /// tells.
    event ProfitUnpaid(address indexed account, uint256 owed, uint256 paid);

    event OrderCommitted(
        uint256 indexed market,
        address indexed account,
        int256 sizeDelta,
        uint256 acceptablePrice,
        uint256 escrow,
        bool reduceOnly
    );
    event OrderSettled(uint256 indexed market, address indexed account, address indexed keeper, uint256 reward);

    /// @notice The order was dropped: expired, or refused with `reason`, the selector of the error it met.
    event OrderDropped(
        uint256 indexed market,
        address indexed account,
        address indexed keeper,
        uint256 reward,
        bytes4 reason
    );

    /// @notice The account fell below maintenance. `reward` [quote] went to the keeper's settled margin.
    event Flagged(address indexed account, address indexed keeper, int256 equity, uint256 maintenance, uint256 reward);
    event Unflagged(address indexed account, int256 equity, uint256 maintenance);

    /// @notice A part of a position was closed against the pool. `bankruptcyPrice` [wad] is where the account would
    /// have had no equity left, before. `penalty` [quote] went to the insurance fund, `reward` to the keeper.
    event Liquidated(
        uint256 indexed market,
        address indexed account,
        address indexed keeper,
        int256 sizeDelta,
        int256 size,
        uint256 price,
        uint256 bankruptcyPrice,
        int256 pnl,
        uint256 penalty,
        uint256 reward
    );

    /// @notice The engine took the whole position over at `bankruptcyPrice` [wad]. `pnl` [quote], funding left out, is
    /// what the account realised there; `equity` [quote] is the position's share of its quote equity, at mark, negative
    /// when the engine starts with a loss.
    event TakenOver(
        uint256 indexed market,
        address indexed account,
        address indexed keeper,
        int256 size,
        uint256 markPrice,
        uint256 bankruptcyPrice,
        int256 pnl,
        int256 equity
    );

    /// @notice An account without positions owed `amount` [quote]; `LossBorne` of no market tells who bore it.
    event WrittenOff(address indexed account, address indexed keeper, uint256 amount);

    /// @notice Tokens of an account that was taken over now belong to the insurance fund.
    event CollateralSeized(address indexed account, address indexed token, uint256 amount);
    event SeizedSold(address indexed token, address indexed buyer, uint256 amount, uint256 cost);

    /// @notice The engine closed against the pool at `price`; `pnl` [quote] went to the insurance fund, or came from
    /// it.
    event Disposed(uint256 indexed market, int256 sizeDelta, int256 size, uint256 price, int256 pnl);

    /// @notice One step of the waterfall bore `amount` [quote] of a loss. What the insurance fund bears moves to the
    /// pool's cash. A loss of no market has `market` 2^256 − 1.
    event LossBorne(uint256 indexed market, Bearer indexed bearer, uint256 amount);

    /// @notice Who bears a loss, in the order in which they are asked.
    enum Bearer {
        Insurance,
        Deleveraged,
        Pool,
        Uncovered
    }

    /// @notice A counterparty, ranked by `score` [wad], was closed. `pnl` [quote], funding left out, is realised by the
    /// part closed; `taken` [quote] is what it gave up against closing at mark, `profit` [quote] its position's before,
    /// `equity` [quote] the account's before.
    event Deleveraged(
        uint256 indexed market,
        address indexed account,
        int256 sizeDelta,
        int256 size,
        uint256 price,
        int256 pnl,
        uint256 score,
        uint256 taken,
        int256 profit,
        int256 equity
    );

    /// @notice A round of deleveraging is over: `closed` of `target` [wad base], `passed` went to the pool. Against
    /// the pool the target is what the profit to be realised comes to at the average of what was closed.
    event RoundEnded(uint256 indexed market, bool longs, uint256 target, uint256 closed, uint256 passed);

    event InsuranceFunded(address indexed from, uint256 amount);
    event FeesCollected(address indexed to, uint256 amount);
    event PoolDeposited(uint256 amount);
    event PoolWithdrawn(address indexed to, uint256 amount);

    event FundingAccrued(uint256 indexed market, int256 rate, int256 index, int256 skew, uint256 price);
    event MarketListed(uint256 indexed market, address indexed indexFeed);
    event MarketConfigured(uint256 indexed market, PerpTypes.MarketConfig config);
    event StatusSet(uint256 indexed market, PerpTypes.Status status);
    event CollateralConfigured(address indexed token, PerpTypes.CollateralConfig config);
    event PoolConfigured(PerpTypes.PoolConfig config);
    event RiskHookSet(address indexed hook);
}
