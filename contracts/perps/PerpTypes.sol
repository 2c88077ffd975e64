// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IAggregatorV3} from "../oracles/IAggregatorV3.sol";

/// @title PerpTypes
/// @notice What the perpetual exchange is set to, and what it stores. Tags: [quote] smallest units of the quote token,
/// [wad] 1e18; sizes are in whole units of the market's base [wad], long positive; prices are quote per base [wad]:
/// 1e18 says that one whole base is worth one whole quote token, which is taken to be one US dollar.
library PerpTypes {
    /// @notice What may be done in a market.
    enum Status {
        Paused, // nothing, not even liquidation
        ReduceOnly, // orders that shrink a position, and liquidation
        Open
    }

    /// @notice Which price values positions.
    enum MarkRule {
        Index, // the feed's price
        Median // of the index, the index at the average skew premium, and the spot average
    }

    /// @notice How the funding rate follows the skew.
    enum FundingRule {
        Velocity, // the skew moves the rate's speed (Synthetix)
        ClampedPremium // the average premium is the rate, with an interest leg (centralised venues, Hyperliquid)
    }

    /// @notice What a price is read for: how old it may be depends on it.
    enum Purpose {
        View, // any age
        Order, // orders, withdrawals, the pool's deposits and withdrawals
        Liquidation // liquidation, takeover, deleveraging
    }

    /// @notice At which price a liquidation closes against the pool.
    enum LiquidationPrice {
        Mark,
        Fill // index at the skew premium, as an order of that size
    }

    /// @notice Whom auto-deleveraging takes first.
    enum AdlPolicy {
        None, // nobody: a liquidation that the insurance fund cannot pay for reverts (Perp v2)
        HyperliquidQueue, // (mark ÷ entry, inverted for shorts) · notional ÷ equity
        BinanceQueue, // profit ÷ settled margin · maintenance ÷ equity
        ProfitProRata, // everyone in profit, by profit
        ContractsProRata, // everyone in profit, by size
        Random // by a hash of the account and the market's seed
    }

    /// @notice At which price auto-deleveraging closes.
    enum AdlPrice {
        Bankruptcy, // the price at which the engine took over: counterparties give up what it lacks
        Mark // counterparties give up nothing but their position
    }

    /// @notice How much of the engine's position auto-deleveraging closes.
    enum AdlScope {
        Deficit, // as much as brings the engine's equity back to zero
        Position, // all of it, in one market after another until the engine's equity is back
        Account // all of it, in every market where it has a loss (Hyperliquid)
    }

    struct TradingConfig {
        uint256 skewScale; // [wad base] skew at which the premium is 100 %
        uint256 makerFee; // [wad] of notional, for the part of an order that shrinks the skew
        uint256 takerFee; // [wad] of notional, for the part that grows it
        uint256 maxSize; // [wad base] each side may hold; 0 is none
        uint256 maxValue; // [quote] each side may hold at the index; 0 is none
        uint32 settlementDelay; // [blocks] between commitment and settlement; 0 trades at once
        uint32 settlementWindow; // [blocks] after the delay in which an order may be settled
        uint256 settlementReward; // [quote] to whoever settles or clears a delayed order
        uint32 maxPriceAge; // [seconds] for orders and withdrawals; 0 accepts any age
        uint32 maxLiquidationPriceAge; // [seconds] for liquidations and deleveraging; 0 accepts any age
    }

    struct MarginConfig {
        uint256 initialRatio; // [wad] least initial margin, of notional
        uint256 initialSlope; // [wad] added for each size ÷ skew scale
        uint256 maintenanceScalar; // [wad] maintenance ÷ initial margin ratio
        uint256 minPositionMargin; // [quote] added to both margins of a position
        uint256 openInterestLower; // [quote] of a side; above it the initial ratio grows toward 100 % (dYdX v4)
        uint256 openInterestUpper; // [quote] where it is 100 %; 0 switches the scaling off
    }

    struct FundingConfig {
        FundingRule rule;
        uint256 maxVelocity; // [wad a day, a day] velocity: change of the daily rate at full skew
        uint256 interest; // [wad in 8 hours] clamped premium: the interest leg
        uint256 clamp; // [wad in 8 hours] clamped premium: most that interest less premium may add
        uint256 cap; // [wad in 8 hours] clamped premium: most of the rate, either way; 0 is none
        uint32 premiumWindow; // [seconds] over which the skew premium is averaged, for funding and mark
    }

    struct LiquidationConfig {
        LiquidationPrice price;
        uint256 flagReward; // [wad] of notional, from the account to whoever flags it
        uint256 minReward; // [quote] least reward to whoever liquidates
        uint256 maxReward; // [quote] most
        uint256 rewardRatio; // [wad] of liquidated notional, to whoever liquidates, between the two
        uint256 penalty; // [wad] of liquidated notional, from the account to the insurance fund
        uint256 partialShare; // [wad] of the position that a first liquidation closes; 1e18 is all
        uint256 partialAbove; // [quote] positions of at most this notional are closed whole
        uint256 partialFloor; // [quote] least notional of a partial liquidation
        uint256 partialCap; // [quote] most notional of a partial liquidation; 0 is none
        uint32 cooldown; // [seconds] after a partial liquidation, then all of the position may be closed
        bool repeatPartial; // after the cool-down the next part is again only a share (dYdX v4)
        uint256 windowSize; // [wad base] most that is liquidated in a window; 0 is no limit
        uint32 windowSeconds; // length of the window
        uint256 maxSkewInWindow; // [wad] of the skew scale below which one more part of windowSize fits a new block
        uint256 backstop; // [wad] of maintenance: below it the engine takes the whole account over; 0 if bankrupt only
        uint256 insuranceBlockCap; // [quote] most that the insurance fund pays for this market in a block; 0 is none
    }

    struct AdlConfig {
        AdlPolicy policy;
        AdlPrice price;
        AdlScope scope;
        uint256 severity; // [wad] of the deficit that counterparties bear; the rest is the pool's
        uint256 poolTrigger; // [wad] a side's profit ÷ pool cash above which it may be deleveraged (GMX); 0 is never
        uint256 poolTarget; // [wad] the same ratio below which deleveraging stops
    }

    struct MarketConfig {
        IAggregatorV3 indexFeed; // any decimals
        IAggregatorV3 spotFeed; // time-weighted spot price for the median mark; zero leaves it out
        TradingConfig trading;
        MarginConfig margin;
        FundingConfig funding;
        LiquidationConfig liquidation;
        AdlConfig adl;
        MarkRule markRule;
    }

    struct CollateralConfig {
        IAggregatorV3 feed; // USD price of one whole token, any decimals
        uint256 haircut; // [wad] that its value does not count
        uint256 cap; // [token] that the exchange accepts in all; 0 is none
        uint256 saleDiscount; // [wad] at which seized tokens are sold to anyone
        uint8 decimals;
        uint32 maxPriceAge; // [seconds] for orders and withdrawals; 0 accepts any age
    }

    struct PoolConfig {
        uint256 feeShare; // [wad] of trading fees that goes to the pool
        uint256 maxProfitForWithdrawal; // [wad] traders' profit ÷ pool cash above which nobody withdraws; 0 is none
        uint256 maxProfitForPayout; // [wad] traders' profit ÷ pool cash above which it is paid in part (GMX); 0 is none
    }

    /// @notice A position: its profit is size · mark − cost + funding.
    struct Position {
        int128 size; // [wad base]
        int128 cost; // [quote] what the size was worth when it was opened, of the size's sign
        int256 funding; // [wad quote per base] the market's funding index when the position was last settled
    }

    /// @notice One side of a market, engine included.
    struct Side {
        uint128 size; // [wad base] sum of |size|
        uint128 cost; // [quote] sum of |cost|
        int256 fundingWeight; // [wad · wad quote] sum of |size| · funding index at entry
    }

    /// @notice A market's moving parts.
    struct Market {
        Status status;
        MarketConfig config;
        Side long;
        Side short;
        int256 fundingRate; // [wad a day] positive: longs pay
        int256 fundingIndex; // [wad quote per base] what a long of one base has received since the start
        uint40 fundingTime; // [seconds] up to which funding is accrued
        int256 premiumSum; // [wad · seconds] of the skew premium since the start
        Checkpoints.Trace224 premiums; // the same by time, offset by 2^223 to be unsigned
        uint40 windowStart; // [seconds]
        uint40 windowBlock; // [block] of the last liquidation
        uint128 windowUsed; // [wad base]
        uint40 insuranceBlock; // [block] for which insurancePaid counts
        uint128 insurancePaid; // [quote]
        EnumerableSet.AddressSet longs; // accounts with a long position, the engine left out
        EnumerableSet.AddressSet shorts;
        uint256 seed; // randomness of the block in which the engine last took a position over
        AdlRound round;
    }

    /// @notice A round of deleveraging that is being proven, in one block.
    struct AdlRound {
        uint40 number; // [block]; 0 once it is over, or when a side gained or lost a holder since
        bool longs; // the side that is deleveraged
        bool againstPool; // not the engine
        bool weighed; // pro rata: the first pass is over
        uint32 cursor; // accounts of that side that are seen
        uint32 found; // of these, how many rank no lower than the last in the order
        uint32 eligible; // of these, how many may be deleveraged at all
        bytes32 key; // hash of the order and of what it is taken against
        uint256 weight; // [wad] pro rata: sum over the accounts seen
        uint256 base; // [wad base] of the engine's position that the round settles; against the pool [quote] of profit
        uint256 target; // of that, what counterparties are to close
        uint256 done; // of that, what they have closed
        uint256 closed; // [wad base] what they have closed
    }

    /// @notice An account: cash, and what it is in.
    struct Account {
        int104 settled; // [quote] deposits and realised results; negative where other collateral backs it
        uint8 orders; // how many wait for their block
        uint64 markets; // bit i: has a position in market i
        uint40 partialTime; // [seconds] of the last partial liquidation, 0 for none
        bool flagged; // may be liquidated, may neither grow a position nor withdraw
        uint32 collaterals; // bit i: holds the i-th collateral
    }

    /// @notice An order that waits for its block.
    struct Order {
        int256 sizeDelta; // [wad base]
        uint256 acceptablePrice; // [wad]
        uint128 escrow; // [quote]
        uint40 committed; // [block]
        bool reduceOnly;
    }

    /// @notice All of the exchange's storage, for its linked libraries.
    struct State {
        bool locked;
        address quote;
        uint256 quoteUnit; // 10^decimals
        address pool;
        address owner;
        uint256 poolCash; // [quote]
        uint256 insurance; // [quote]
        uint256 fees; // [quote]
        uint256 escrow; // [quote]
        int256 settledSum; // [quote] over all accounts
        uint256 overdrawn; // [quote] over all accounts whose settled margin is negative, of their collateral's value
        uint40 lackingBlock; // [block] in which a round of scope Account last found the engine without equity
        uint256 unpaid; // [quote] profit that the pool could not pay, so far
        uint256 lost; // [quote] of the engine's losses, what others than the insurance fund bore, so far
        PoolConfig poolConfig;
        uint96 marketCount;
        address riskHook; // asked before risk grows; zero for nobody. In a slot that every order reads
        mapping(uint256 market => Market) markets;
        address[] collaterals;
        mapping(address token => CollateralConfig) collateralConfigs;
        mapping(address token => uint256) collateralSums; // [token] of all accounts
        mapping(address token => uint256) seized; // [token] taken over and not yet sold
        mapping(address account => Account) accounts;
        mapping(address account => mapping(address token => uint256)) collateralOf; // [token]
        mapping(address account => mapping(uint256 market => Position)) positions;
        mapping(address account => mapping(uint256 market => Order)) orders;
    }
}
