// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {PairLib} from "../loops/PairLib.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title LoopTypes
/// @notice The settings of a loop vault, and what passes between its libraries.
library LoopTypes {
    /// @notice How a loop vault steers. 1 ≤ least ≤ target ≤ most < ripcord.
    struct Config {
        uint64 targetLeverage; // [wad]
        uint64 minLeverage; // [wad]
        uint64 maxLeverage; // [wad]
        uint64 ripcordLeverage; // [wad] from here on everyone may lower
        uint64 recenteringSpeed; // [wad] share of the gap to the target that a rebalance closes
        uint16 slippage; // [bps] most that a trade may lose against the oracle
        uint16 ripcordSlippage; // [bps] the same for the ripcord
        uint16 idleShare; // [bps] of net assets kept idle
        uint32 cooldown; // [seconds] between rebalances, and between fulfilments that trade
        uint32 ripcordCooldown; // [seconds] between ripcords
        uint128 maxTrade; // [collateral asset] most that a rebalance or a fulfilment trades
        uint128 ripcordMaxTrade; // [collateral asset] most that a ripcord sells
        uint128 ripcordReward; // [collateral asset] for whoever pulls it; at most a twentieth of what was sold
    }

    /// @notice All that a loop vault is built from.
    /// @param path Uniswap v3 path from the debt asset to the collateral asset.
    /// @param eMode Category that the vault enters at the pool; 0 for none.
    struct Setup {
        IERC20 collateral;
        IERC20 debt;
        ILendingPool pool;
        ISwapRouter swapRouter;
        IQuoter quoter;
        bytes path;
        uint8 eMode;
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
        uint64 ripcordAt;
    }

    /// @notice What a vault holds and owes.
    /// @param idle In its hands, without what is owed to claims. [collateral asset]
    /// @param supplied At the pool. [collateral asset]
    /// @param debt [debt asset]
    struct Position {
        uint256 idle;
        uint256 supplied;
        uint256 debt;
    }

    /// @notice What a trade needs to know.
    /// @param owed In the vault's hands, but no longer its own. [collateral asset]
    /// @param slippage Most that a swap may lose against the oracle. [bps]
    struct Trade {
        PairLib.Pair pair;
        ILendingPool pool;
        ISwapRouter swapRouter;
        bytes path;
        uint256 owed;
        uint256 slippage;
    }
}
