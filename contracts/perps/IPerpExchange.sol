// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title IPerpExchange
/// @notice Perpetual futures with cross-margin accounts against one liquidity pool, on Synthetix Perps v3's margin and
/// skew model, with an insurance fund, a liquidation engine and auto-deleveraging by policy. One address is one
/// account.
///
/// **Units.** Sizes [wad base], prices [wad quote per base], money [quote] in the quote token's smallest units, times
/// in seconds. Every rounding goes against the trader and to the pool.
///
/// **Rounding in detail.** A product with a quotient is rounded once, at its end; "up" and "down" of signed numbers are
/// toward plus and minus infinity. Premiums, rates and what funding adds to its index go toward zero. A fill goes up
/// for a buyer and down for a seller. Notional, ratios, shares, margins, fees, penalties and rewards go up, each by
/// itself: slope · |size| ÷ skewScale; ratio · maintenanceScalar; share; share · (1 − ratio); |size| · price; notional
/// · ratio; notional · fee, maker and taker part apart. The pool's share of a fee goes up.
///
/// **Funding.** Accrued before anything else that a call does, over the time since the last, in which the skew stood
/// still. Average premium: time-weighted over the window that ends now, or since listing where that is shorter; the
/// present premium where the window is zero. Velocity: the daily rate moves by maxVelocity · premium (within ±1) · Δt ÷
/// 1 day; charged is the mean of the rate before and after. Clamped premium: the rate is 3 · (average + (interest −
/// average, within ±clamp), within ±cap), from the average at the end of the time. The index falls by charged rate ·
/// index price now · Δt ÷ 1 day.
///
/// **Price.** Index: the feed's answer. Premium: skew ÷ skew scale, skew being longs − shorts. An order fills at index
/// · (1 + (skew + sizeDelta ÷ 2) ÷ skewScale), the mean of the premium before and after (SIP-279). Mark: as the
/// market's rule says; the index at the average premium is rounded down, and so is the mean of it and the index, which
/// stands for the median where there is no spot average.
///
/// **Profit** of a position: size · mark − cost, rounded down, + size · (funding index − index at entry), rounded down.
/// Cost grows by sizeDelta · fill, rounded up; a part that closes releases cost · part ÷ size, rounded up.
///
/// **Margin.** Equity = settled + Σ profit + Σ collateral · price · (1 − haircut), each rounded down. A position's
/// ratio is initialRatio + initialSlope · |size| ÷ skewScale. Maintenance margin = |size| · mark · ratio ·
/// maintenanceScalar + minPositionMargin; initial margin uses the ratio raised by open interest: ratio + share · (1 −
/// ratio) with share = (value of the larger side at the index − lower) ÷ (upper − lower) in [0, 1]; a ratio of 1 and
/// more stays. Each rounded up. An account may be liquidated when equity < Σ maintenance + reward, or when flagged.
/// Reward: Σ notional · rewardRatio, then between the largest minReward and the largest maxReward of its markets; none
/// without a position. The backstop is Σ maintenance · backstop, without the reward.
///
/// **Orders** need, once filled, equity at or above maintenance margin and reward; where the position grows or turns,
/// at or above initial margin too. So does a withdrawal. Whoever is liquidatable or flagged can do neither.
///
/// **Pool.** Traders' profit is that of all positions together, the engine's included, rounded up a market. The pool's
/// equity is its cash less that. While it is above maxProfitForPayout of the cash, profit realised is paid in the
/// ratio of the two, rounded down; funding, and profit below, in full. What the cash does not reach is never paid.
/// Providers may take what is left of the cash when profit is at its limit of it, never more than equity nor than cash
/// less what accounts have overdrawn.
///
/// **Waterfall.** An account's own margin → the insurance fund → counterparties, by deleveraging → the pool → nobody
/// (profit that the pool cannot pay).
///
/// **Engine.** An account that falls below the backstop, or goes bankrupt, is taken over whole: the engine holds its
/// positions at their bankruptcy prices, the account is left with nothing. The engine's account is the exchange itself.
/// Equity is spread over positions by maintenance margin: position k's bankruptcy price is mark − equity · share ÷
/// size. The engine's equity is the insurance fund, what seized tokens would sell for, and its positions' profit.
interface IPerpExchange is IPerpErrors, IPerpEvents {
    // Accounts

    /// @notice Moves `amount` of `token` in: of the quote token to settled margin, of any other as collateral.
    function deposit(address token, uint256 amount, address onBehalfOf) external;

    /// @notice Moves `amount` of `token` of the caller's out; equity must stay at or above initial margin. Not while an
    /// order of the caller's waits: its margin may not be taken from under it.
    function withdraw(address token, uint256 amount, address to) external;

    // Orders

    /// @notice Trades at once; for markets without settlement delay.
    /// @param acceptablePrice Highest to buy at, lowest to sell at. [wad]
    /// @param reduceOnly Reverts unless the position shrinks without changing side.
    /// @return fillPrice [wad]
    function trade(
        uint256 market,
        int256 sizeDelta,
        uint256 acceptablePrice,
        bool reduceOnly
    ) external returns (uint256 fillPrice);

    /// @notice Commits to an order that is settled at the price of a later block. It cannot be taken back before it
    /// expires, so it gives no free option. One order an account and market.
    function commitOrder(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly) external;

    /// @notice Settles a committed order within its window; the caller gets the escrow. An order that would revert is
    /// dropped instead, at the same reward; but a pause or a missing or old price lets it wait.
    function settleOrder(uint256 market, address account) external;

    /// @notice Drops an order whose window has passed; the caller gets the escrow.
    function clearOrder(uint256 market, address account) external;

    // Liquidation

    /// @notice Marks an account below maintenance; takes the mark from one that is healthy again.
    function flag(address account) external;

    /// @notice Closes what may be closed now of one position of an account below maintenance, against the pool; flags
    /// it first. An account that is healthy afterwards is unflagged.
    /// @return closed [wad base]
    function liquidate(uint256 market, address account) external returns (uint256 closed);

    /// @notice The engine takes over an account below the backstop: all positions, at prices that leave its cash at
    /// zero (bankruptcy prices, tokens left out), and all collateral. Where a market has no deleveraging, a deficit
    /// must be within the engine's equity. An account without positions and with negative equity is written off:
    /// insurance, then pool.
    function takeOver(address account) external;

    /// @notice Closes up to `maxSize` of the engine's position against the pool at mark, within the liquidation window
    /// and what the insurance fund may pay.
    /// @return closed [wad base]
    function dispose(uint256 market, uint256 maxSize) external returns (uint256 closed);

    /// @notice Deleverages one side of a market: against the engine's position while the engine's equity is negative
    /// and the position has a loss, else against the pool while that side's profit is above its trigger. What one
    /// account gives up is at most min(profit of the position, equity − maintenance margin of what is left).
    /// A round proves itself by going through the side, `scan` accounts a call, all in one block; it starts again when
    /// a holder comes or goes. Queue policies: `order` lists accounts from the first to be taken; every account not
    /// listed must rank below the last. Ranks fall by score, equal scores by rising address. It takes effect in the
    /// call that reaches the end. Pro rata: `order` is empty; a first pass weighs, a second takes.
    /// What severity leaves out passes to the pool with what is closed; what nobody can give up, once all who may be
    /// taken are listed. A shorter order that does not suffice leaves the rest to another round.
    /// @return closed [wad base] in this call
    function deleverage(
        uint256 market,
        bool longs,
        address[] calldata order,
        uint256 scan
    ) external returns (uint256 closed);

    /// @notice Buys seized tokens at oracle price less the discount, rounded up; the cost goes to the insurance fund.
    function buySeized(address token, uint256 amount, uint256 maxCost) external returns (uint256 cost);

    /// @notice Gives to the insurance fund.
    function fundInsurance(uint256 amount) external;

    // The pool's

    /// @notice Books quote tokens that the pool has sent. Pool only.
    function depositPool(uint256 amount) external;

    /// @notice Sends quote tokens out of the pool's cash. Pool only.
    function withdrawPool(uint256 amount, address to) external;

    // Views

    /// @notice The quote token.
    function quote() external view returns (address);

    /// @notice The liquidity pool that stands against all traders.
    function pool() external view returns (address);

    /// @notice Whom the exchange asks before risk grows (`IRiskHook`); zero for nobody.
    function riskHook() external view returns (address);

    function marketCount() external view returns (uint256);
    function getConfig(uint256 market) external view returns (PerpTypes.MarketConfig memory);
    function getStatus(uint256 market) external view returns (PerpTypes.Status);
    function getCollaterals() external view returns (address[] memory);
    function getCollateralConfig(address token) external view returns (PerpTypes.CollateralConfig memory);
    function getPoolConfig() external view returns (PerpTypes.PoolConfig memory);
    function getPosition(address account, uint256 market) external view returns (PerpTypes.Position memory);
    function getAccount(address account) external view returns (PerpTypes.Account memory);
    function getCollateral(address account, address token) external view returns (uint256);
    function getOrder(address account, uint256 market) external view returns (PerpTypes.Order memory);
    function getSeized(address token) external view returns (uint256);

    /// @notice Accounts with a position on a side, the engine left out, in no order.
    function getHolders(uint256 market, bool longs) external view returns (address[] memory);

    /// @notice The exchange's books. [quote] settledSum + poolCash + insurance + fees + escrow = balance, donations
    /// aside.
    /// `lost` is the sum of `LossBorne` of all bearers but the insurance fund: what went beyond it, so far.
    function getBooks() external view returns (Books memory);

    struct Books {
        int256 settledSum;
        uint256 poolCash;
        uint256 insurance;
        uint256 fees;
        uint256 escrow;
        uint256 unpaid;
        uint256 lost;
    }

    /// @notice A market as it stands now, funding accrued.
    struct MarketView {
        uint256 index; // [wad]
        uint256 mark; // [wad]
        int256 premium; // [wad] average over the premium window
        int256 fundingRate; // [wad a day]
        int256 fundingIndex; // [wad quote per base]
        PerpTypes.Side long;
        PerpTypes.Side short;
        uint256 windowLeft; // [wad base] that may still be liquidated in this block
    }

    function getMarket(uint256 market) external view returns (MarketView memory);

    /// @notice A market as stored, nothing accrued since `fundingTime`: for whoever computes what it will be.
    struct StoredMarket {
        PerpTypes.Status status;
        PerpTypes.Side long;
        PerpTypes.Side short;
        int256 fundingRate; // [wad a day]
        int256 fundingIndex; // [wad quote per base]
        uint40 fundingTime; // [seconds]
        int256 premiumSum; // [wad · seconds]
        uint40 windowStart; // [seconds]
        uint40 windowBlock; // [block]
        uint128 windowUsed; // [wad base]
        uint40 insuranceBlock; // [block]
        uint128 insurancePaid; // [quote]
        uint256 seed;
    }

    function getStoredMarket(uint256 market) external view returns (StoredMarket memory);

    /// @notice Where the premium's sum stood when it was written down, oldest first, without the first `from` of them.
    /// @return times [seconds]
    /// @return sums [wad · seconds]
    function getPremiums(
        uint256 market,
        uint256 from
    ) external view returns (uint256[] memory times, int256[] memory sums);

    /// @notice Where an order of `sizeDelta` would fill now.
    function getFillPrice(uint256 market, int256 sizeDelta) external view returns (uint256);

    struct MarginView {
        int256 equity; // [quote]
        uint256 initial; // [quote]
        uint256 maintenance; // [quote] the reward of a liquidation included
        uint256 backstop; // [quote]
        uint256 notional; // [quote]
    }

    function getMargin(address account) external view returns (MarginView memory);

    /// @notice Profit of a position at mark, with funding, and its bankruptcy price. [quote], [wad]
    function getProfit(uint256 market, address account) external view returns (int256 profit, uint256 bankruptcyPrice);

    /// @notice Insurance fund + sale value of seized tokens + profit of the engine's positions. [quote]
    function engineEquity() external view returns (int256);

    /// @notice What the pool is worth: cash − Σ profit of all positions, engine included; never below zero. [quote]
    function poolEquity() external view returns (uint256);

    /// @notice What liquidity providers may take out now: the pool's equity within what traders' profit and the cash
    /// that is there allow; nothing while the pool is not priced. [quote]
    function poolWithdrawable() external view returns (uint256);

    /// @notice Whether each market with positions is usable and its price fresh enough for an order. While one is not,
    /// the pool neither takes nor gives.
    function isPoolPriced() external view returns (bool);

    /// @notice An account's rank for deleveraging and how much of its position it can give up at `price`, both zero
    /// where it may not be taken.
    function getAdlTerms(
        uint256 market,
        address account,
        uint256 price
    ) external view returns (uint256 score, uint256 size);
}
