// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IQueuedVault} from "./IQueuedVault.sol";

/// @title IBasisVault
/// @notice A queued vault that holds spot and is short as much of it on a perpetual exchange: the price of the asset
/// cancels, and the vault earns the funding that longs pay.
///
/// **Net assets**, in the exchange's quote token: idle + parked + spot at the oracle + equity on the exchange, never
/// below zero; everything rounded down.
///
/// **Rebalance**, by keepers: puts idle assets beyond their share to work (buys spot, adds margin, sells the
/// perpetual), frees what is missing, tops margin up below its least ratio, and brings the hedge into its band.
///
/// **Hedge**, by keepers at any time and by everyone below the open ratio: after a deleveraging or a liquidation has
/// taken the short, the spot is unhedged. The rule says whether the vault goes short again or sells the spot.
///
/// **Fulfilment** closes the shares' part of the short, sells their part of the spot, frees their part of the margin
/// and pays what comes of it, at most the share price.
///
/// **On the exchange** the vault is an account like any other: it can be liquidated, taken over and deleveraged.
///
/// **Parked** assets are lent out at the lending pool. At full utilisation they cannot be called back: they count in
/// net assets and not in what can leave at once.
interface IBasisVault is IQueuedVault {
    /// @notice Spot was bought for `spent`, `margin` was added and the position changed by `sizeDelta`.
    event Invested(uint256 spent, uint256 spotBought, uint256 margin, int256 sizeDelta);

    /// @notice Spot was sold for `received`, `margin` was taken back and the position changed by `sizeDelta`.
    event Divested(uint256 received, uint256 spotSold, uint256 margin, int256 sizeDelta);

    /// @notice A keeper steered. Ratios [wad].
    event Rebalanced(address indexed keeper, uint256 hedgeBefore, uint256 hedgeAfter);

    /// @notice The hedge was mended by `rule`. Ratios [wad], reward [asset].
    event Hedged(
        address indexed caller,
        BasisTypes.Rule rule,
        uint256 hedgeBefore,
        uint256 hedgeAfter,
        uint256 spotSold,
        int256 sizeDelta,
        uint256 reward
    );

    /// @notice How the vault steers from now on.
    event ConfigSet(BasisTypes.Config config);

    /// @notice A setting is out of its bounds; `field` names it.
    error BasisVault_BadConfig(string field);
    /// @notice The last action of the kind was too recent. [seconds]
    error BasisVault_Cooling(uint256 until);
    /// @notice The hedge ratio is not below the open ratio, and the caller is no keeper. [wad]
    error BasisVault_NotOpen(uint256 hedge, uint256 openHedge);
    /// @notice The hedge ratio is in its band. [wad]
    error BasisVault_InBand(uint256 hedge);
    /// @notice A swap would lose more than the slippage allows.
    error BasisVault_BoughtTooLittle(uint256 bought, uint256 minimum);
    /// @notice Nothing can be traded: no spot, no margin, or the exchange refuses.
    error BasisVault_NothingTraded();

    /// @notice Brings idle assets, margin and hedge toward what the config asks for. Keepers only.
    /// @return hedge [wad]
    function rebalance() external returns (uint256 hedge);

    /// @notice Mends the hedge by the rule; for a reward where the caller is no keeper.
    /// @return hedge [wad]
    function hedge() external returns (uint256 hedge);

    /// @notice Sets how the vault steers. Owner only.
    function setConfig(BasisTypes.Config calldata config_) external;

    /// @notice What would be left if all spot were sold on the AMM now and the short closed at its fill price, fees
    /// taken, never below zero. [asset]
    /// @dev Quotes by swapping and reverting, so it is not a view; call it, do not send it.
    function liquidationNav() external returns (uint256 assets);

    /// @notice Size of the short ÷ spot in the base asset, rounded down; the largest word where there is a short and
    /// no spot, 1 where there is neither. [wad]
    function hedgeRatio() external view returns (uint256);

    function getPosition() external view returns (BasisTypes.Position memory);
    function getConfig() external view returns (BasisTypes.Config memory);
    function getClock() external view returns (BasisTypes.Clock memory);

    /// @notice The token that is held against the short.
    function SPOT() external view returns (IERC20);

    function EXCHANGE() external view returns (IPerpExchange);
    function MARKET() external view returns (uint256);
    function ORACLE() external view returns (IPriceOracle);
    function POOL() external view returns (ILendingPool);
    function SWAP_ROUTER() external view returns (ISwapRouter);
    function QUOTER() external view returns (IQuoter);

    /// @notice Uniswap v3 path from the asset to the spot token.
    function path() external view returns (bytes memory);
}
