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
/// **Rebalance**, by keepers, a cool-down apart. In this order: margin below its least ratio is brought to the ratio
/// aimed at, out of idle, then parked assets, then by selling spot and buying as much of the short back; a hedge out of
/// its band is mended; where neither was needed, assets beyond the idle share and the queue are put to work (buy spot,
/// add margin, sell the perpetual), or what the idle share lacks is freed the same way back. Margin as far above its
/// aim as the least is below it is taken back as far as it is settled. Last, `parkedShare` of what is idle and not
/// asked for is lent out. The queue is not served from here: who leaves bears what leaving costs. While paused, or
/// where the market only lets positions shrink, nothing more is put to work.
///
/// **Hedge**, by keepers whenever it is out of its band, by everyone below the open ratio and as far above the band as
/// the open ratio is below it: after a deleveraging or a liquidation has taken the short, the spot is unhedged. The
/// rule says whether the vault goes short again or sells the spot. A reward is paid to whoever is no keeper, at most a
/// twentieth of what was traded; no action of a keeper opens a hedge that was in its band.
///
/// **Size and price.** A call trades at most `maxTrade` on the AMM, and mends the hedge by an order of at most as much.
/// A swap that would lose more than `slippage` against the oracle is not made: putting to work, freeing and fulfilment
/// revert, topping up and mending go on without. An order fills within `slippage` of the mark, or the exchange refuses
/// it. Where it refuses: nothing is put to work (the call reverts with its error), a rehedging vault sells spot
/// instead, freeing, topping up and the queue go on without.
///
/// **Fulfilment** buys the shares' part of the short back, sells their part of the spot, frees their part of the margin
/// and pays what comes of it, at most the share price: they bear the cost, and the others keep their price and hedge.
/// Of shares whose part is not liquid then, as many are served as what is liquid pays. Where the exchange refuses, as
/// it does to an account below maintenance, nothing is traded and what is liquid serves as many as it can, at the
/// price. When net assets are zero a keeper, and nobody else, may fulfil: for nothing. `flash` says nothing here.
///
/// **On the exchange** the vault is an account like any other: it can be liquidated, taken over and deleveraged. Once
/// taken over, its margin and its short are gone and all spot is unhedged.
///
/// **Parked** assets are lent out at the lending pool. At full utilisation they cannot be called back: they count in
/// net assets and not in what can leave at once. So they do when the pool records a deficit: a pool with Aave's ABI
/// does not cut its suppliers' claims, and whoever is last finds it without cash. Calling parked assets back may cost a
/// unit of the asset by the pool's own rounding, which the holders bear.
///
/// **Gifts** of what the vault counts (its asset, spot, claims on the pool, settled margin) are everyone's. Other
/// tokens that somebody deposits on the exchange in its name count for nothing, and anyone can have them disowned.
///
/// Warning: the exchange's mark and the oracle say what the vault is worth. Where they are late, those who leave first
/// leave at the others' expense. Warning: a mark of profit is not cash; the exchange's pool may pay only part of it.
///
/// @dev For whoever deploys: the bytecode links `BasisConfigLib`, `BasisFulfilLib`, `BasisHedgeLib`,
/// `BasisRebalanceLib` and `BasisViewLib`, which link nothing themselves. `setKeeper` is the owner's; the account that
/// rebalances and serves the queue must be a keeper. Neither the exchange nor the pool has to be told of the vault.
interface IBasisVault is IQueuedVault {
    /// @notice Spot was bought for `spent`, `margin` was added and the position changed by `sizeDelta`; any of them may
    /// be zero. [asset], [spot token], [asset], [wad base]
    event Invested(uint256 spent, uint256 spotBought, uint256 margin, int256 sizeDelta);

    /// @notice Spot was sold for `received`, `margin` was taken back and the position changed by `sizeDelta`; any of
    /// them may be zero. [asset], [spot token], [asset], [wad base]
    event Divested(uint256 received, uint256 spotSold, uint256 margin, int256 sizeDelta);

    /// @notice A keeper steered. Ratios [wad].
    event Rebalanced(address indexed keeper, uint256 hedgeBefore, uint256 hedgeAfter);

    /// @notice The hedge was mended by `rule`, in a hedge or in a rebalance. Ratios [wad], reward [asset]. What the
    /// spot brought is in the `Divested` of each sale, what margin was added in `Invested`.
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

    /// @notice `asset` is the vault's own.
    error BasisVault_SameAsset(address asset);
    /// @notice The asset is not the exchange's quote token.
    error BasisVault_NotQuote(address asset, address quote);
    /// @notice The market settles orders later than it takes them. [blocks]
    error BasisVault_DelayedMarket(uint256 market, uint32 settlementDelay);
    /// @notice The pool does not list `asset`.
    error BasisVault_ReserveNotListed(address asset);
    /// @notice A setting is out of its bounds; `field` names it.
    error BasisVault_BadConfig(string field);
    /// @notice The last action of the kind was too recent. [seconds]
    error BasisVault_Cooling(uint256 until);
    /// @notice The hedge ratio is neither below the open ratio nor as far above the band, and the caller is no keeper.
    /// [wad]
    error BasisVault_NotOpen(uint256 hedge, uint256 openHedge);
    /// @notice The hedge ratio is in its band. [wad]
    error BasisVault_InBand(uint256 hedge);
    /// @notice A swap would lose more than the slippage allows.
    error BasisVault_BoughtTooLittle(uint256 bought, uint256 minimum);
    /// @notice Nothing can be traded or paid: no spot, no margin, no cash, the AMM is too far from the oracle or the
    /// exchange refuses.
    error BasisVault_NothingTraded();
    /// @notice What it costs to unwind the shares' part is more than the part is worth. [asset]
    error BasisVault_UnwindingCostsMore(uint256 part, uint256 cost);

    /// @notice Brings idle assets, margin and hedge toward what the config asks for. Keepers only.
    /// @return reached Hedge ratio. [wad]
    function rebalance() external returns (uint256 reached);

    /// @notice Mends the hedge by the rule; for a reward where the caller is no keeper.
    /// @return reached Hedge ratio. [wad]
    function hedge() external returns (uint256 reached);

    /// @notice Takes out of the vault's account what others have deposited of `token` in its name; what it does not
    /// hold as spot then counts for nothing. Never its own asset.
    /// @dev The exchange refuses every order of an account that holds a token without a fresh price.
    function disown(address token) external;

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
