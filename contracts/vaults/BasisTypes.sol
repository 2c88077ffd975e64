// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IRateProvider} from "../oracles/IRateProvider.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title BasisTypes
/// @notice The settings of a basis vault, and what passes between its libraries.
library BasisTypes {
    /// @notice What a hedge does when the short is too small for the spot. `Rehedge`: sells more of the perpetual, and
    /// spot only where the exchange refuses. `SellSpot`: sells the spot that nothing hedges.
    enum Rule {
        Rehedge,
        SellSpot
    }

    /// @notice How a basis vault steers. The hedge ratio is the short's size ÷ the spot in the market's base asset.
    /// 0 < open ≤ min ≤ target ≤ max; 0 < least margin ≤ margin.
    struct Config {
        uint64 targetHedge; // [wad]
        uint64 minHedge; // [wad]
        uint64 maxHedge; // [wad]
        uint64 openHedge; // [wad] below it everyone may hedge
        uint64 marginRatio; // [wad] equity on the exchange ÷ notional of the short, aimed at
        uint64 minMarginRatio; // [wad] below it a rebalance tops margin up, out of idle assets and then out of spot
        uint16 slippage; // [bps] most that a trade may lose against the oracle or the mark
        uint16 openSlippage; // [bps] the same for an open hedge
        uint16 idleShare; // [bps] of net assets kept idle
        uint16 parkedShare; // [bps] of what is idle that is lent out at the pool
        uint32 cooldown; // [seconds] between rebalances, and between fulfilments that trade
        uint32 openCooldown; // [seconds] between hedges by others than keepers
        uint128 maxTrade; // [asset] most that a rebalance, a hedge or a fulfilment trades on the AMM
        uint128 openMaxTrade; // [asset] the same by others than keepers
        uint128 openReward; // [asset] for whoever hedges an open vault; at most a twentieth of what was traded
        Rule rule;
    }

    /// @notice All that a basis vault is built from.
    /// @param asset The exchange's quote token.
    /// @param spot The market's base asset, or a staked token of it.
    /// @param rate Base asset for one spot token; zero address where they are the same.
    /// @param pool Where idle assets may be parked; zero address for nowhere.
    /// @param path Uniswap v3 path from the asset to the spot token.
    struct Setup {
        IERC20 asset;
        IERC20 spot;
        IRateProvider rate;
        IPerpExchange exchange;
        uint256 market;
        IPriceOracle oracle;
        ILendingPool pool;
        ISwapRouter swapRouter;
        IQuoter quoter;
        bytes path;
        string name;
        string symbol;
        address owner;
        VaultTypes.Terms terms;
        Config config;
    }

    /// @notice When each kind of action last traded. [seconds]
    struct Clock {
        uint64 rebalancedAt;
        uint64 fulfilledAt;
        uint64 hedgedAt; // by others than keepers
    }

    /// @notice What a vault holds.
    /// @param idle In its hands, without what is owed to claims. [asset]
    /// @param parked Lent out at the pool. [asset]
    /// @param spot [spot token]
    /// @param size Position on the exchange, negative when short. [wad base]
    /// @param equity On the exchange: settled margin and the position's profit. [asset]
    struct Position {
        uint256 idle;
        uint256 parked;
        uint256 spot;
        int256 size;
        int256 equity;
    }

    /// @notice What a trade needs to know.
    /// @param aToken Claims on the pool; the zero address without one.
    /// @param back Uniswap v3 path from the spot token to the asset.
    /// @param rate Base asset for one spot token. [wad]
    /// @param mark The market's. [wad]
    /// @param owed In the vault's hands, but no longer its own. [asset]
    /// @param slippage Most that a trade may lose against the oracle or the mark. [bps]
    /// @param maxTrade Most that one order on the exchange may be worth. [asset]
    /// @param room What may still be traded on the AMM. [asset]
    struct Trade {
        IERC20 asset;
        IERC20 spot;
        IPerpExchange exchange;
        uint256 market;
        ILendingPool pool;
        IERC20 aToken;
        ISwapRouter swapRouter;
        bytes path;
        bytes back;
        uint256 assetPrice;
        uint256 spotPrice;
        uint256 assetUnit;
        uint256 spotUnit;
        uint256 rate;
        uint256 mark;
        uint256 owed;
        uint256 slippage;
        uint256 maxTrade;
        uint256 room;
    }

    /// @notice What mending a hedge did.
    /// @param spotSold [spot token]
    /// @param sizeDelta Change of the position. [wad base]
    /// @param traded Value of both at the oracle and the mark. [asset]
    struct Mending {
        uint256 spotSold;
        int256 sizeDelta;
        uint256 traded;
    }
}
