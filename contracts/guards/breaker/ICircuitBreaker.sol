// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BreakerTypes} from "./BreakerTypes.sol";
import {IBreakerErrors} from "./IBreakerErrors.sol";
import {IRiskHook} from "../IRiskHook.sol";

/// @title ICircuitBreaker
/// @notice Stops or slows what a venue lets happen while prices, flows, liquidations, borrowing or losses run away.
/// Each control is off until it is set, for a scope; venues reach it by the risk hook.
///
/// **Scopes.** A control set for a venue and an asset binds there; for the zero venue, that asset everywhere; for the
/// zero asset, all of that venue; for neither, all there is. Where several bind, each has to agree. A perpetual market
/// is an asset by its number and one: market 0 is `0x…01`.
///
/// **Price velocity** (for an asset, everywhere or at one venue). Each report that names the asset, or comes from a
/// venue that watches it, looks at its feed; anyone may look (`poke`). A price that lies more than `maxMove` from an
/// extreme of the last `blocks` blocks trips: until `haltSeconds` after the latest such move, risk-increasing actions
/// stop (Halt), or have to leave an account with its backing to spare by a spread (Widen). The extremes of a block
/// count whole, so no ordering inside a block hides a move. Warning: a halt of liquidations lets debt go bad.
///
/// A halt stops loans, orders that grow, deposits into vaults and what vaults put to work. What takes backing out
/// (withdrawals and transfers of supply, collateral switched off, another e-mode, margin out) it stops for whoever owes
/// something or has a position at that venue, as the venue's margin view tells, and lets pass for whoever does not;
/// exits from vaults pass. Where a venue has no margin view, or it fails, nobody can be told apart: withdrawals and
/// transfers pass, **debtors' too**, and the rest is refused, to whoever owes nothing too. With `stopsWithdrawals` all
/// of it is refused to all. Warning: whoever sells collateral to repay takes it out too, and waits where there is a
/// view.
///
/// **Outflow** (for a token at a venue; the form of ERC-7265's draft). Of the liquidity that settled a period ago
/// `minRetained` has to stay, net of what came in since. What would leave beyond it is refused (hook), or held here for
/// `delay` and then claimed (`onTokenOutflow`). What a venue does not report as it comes in, its holder's balance shows
/// at the next report or `poke`, as of then. A venue sends through the one or the other: each counts.
///
/// **Liquidation throttle** (any scope). Value seized in a period, at the asset's feed. Sliding, it is Maker's hole, of
/// everything or of one collateral, a liquidation filling it for the period as an auction would; from the first use on,
/// it is Synthetix' window. Where no feed answers nothing is counted: a dead feed keeps nobody from liquidating.
/// Warning: a throttle below the least leftovers that a venue allows leaves remainders that nobody can liquidate.
///
/// **Borrow velocity** (for an asset, everywhere or at one venue). Amount borrowed, or size ordered, in a period; with
/// a period of one second, in a block.
///
/// **Borrow stop on loss** (any scope). Losses that were reported stop borrowing and orders that grow positions.
///
/// **Pause** (any scope). Stops whatever the hook reports, until its end at the latest; liquidations wait for the grace
/// after it too. The owner pauses for a week at most at a time, with four hours of grace; the guardian's pauses end
/// with its watch, graces included, and then it rests: through all of a rest no pause of its own keeps a liquidation
/// waiting.
///
/// **What no control touches.** Repayments, supply, top-ups, closing orders and requests for redemption are never
/// reported to the hook. A vault lowers itself with what it takes out: what a known vault withdraws passes whatever is
/// tripped, and counts as an outflow, so who leaves through a vault leaves past the limiter. `onTokenInflow` and
/// `onLoss` revert for nobody but a stranger to the venue, whatever the state.
///
/// **Resets.** Automatic: halts, pauses and stops end, windows slide, locked funds fall due. By hand: `reset`,
/// `release` (owner). A call that is refused undoes what it saw too: whoever wants a trip to stand pokes.
///
/// **Rights.** The owner sets and resets; what is locked leaves for its recipient alone. The guardian pauses, no more.
///
/// Assumptions: a venue reports as `IRiskHook` says; tokens transfer in full.
interface ICircuitBreaker is IRiskHook, IBreakerErrors {
    event VenueSet(address indexed venue, bool known);
    event ReporterSet(address indexed venue, address indexed reporter, bool allowed);
    event VaultSet(address indexed venue, address indexed vault, bool known);
    event MarginViewSet(address indexed venue, address marginView);
    event WatchedSet(address indexed venue, address[] assets);
    event PriceSet(BreakerTypes.Scope scope, BreakerTypes.PriceConfig config);
    event OutflowSet(BreakerTypes.Scope scope, BreakerTypes.OutflowConfig config, uint256 liquidity);
    event LiquidationQuotaSet(BreakerTypes.Scope scope, BreakerTypes.QuotaConfig config);
    event BorrowQuotaSet(BreakerTypes.Scope scope, BreakerTypes.QuotaConfig config);
    event LossStopSet(BreakerTypes.Scope scope, BreakerTypes.LossConfig config);
    event GuardianSet(address indexed guardian, BreakerTypes.GuardianTerms terms);

    /// @notice A control has tripped; it resets itself at `until`, the largest word if by hand only. [seconds]
    event Tripped(BreakerTypes.Control indexed control, BreakerTypes.Scope scope, uint256 measure, uint256 until);
    /// @notice Reset by hand.
    event Reset(BreakerTypes.Control indexed control, BreakerTypes.Scope scope);
    event Paused(address indexed by, BreakerTypes.Scope scope, uint256 until, uint256 grace);
    event LossReported(address indexed venue, address indexed asset, uint256 value);

    /// @notice ERC-7265: an outflow was held. Its value is claimed from `until` on. [seconds]
    event FundsLocked(
        uint256 indexed id,
        address indexed token,
        address indexed recipient,
        uint256 amount,
        uint256 until
    );
    /// @notice The owner lets what is held be claimed.
    event FundsReleased(uint256 indexed id);
    event LockedFundsClaimed(uint256 indexed id, address indexed token, address indexed recipient, uint256 amount);

    /// @notice ERC-7265: `amount` of `token` has come in at the caller, a venue.
    /// @dev Does nothing for anyone else, and for tokens without a limit; never reverts.
    function onTokenInflow(address token, uint256 amount) external;

    /// @notice ERC-7265: the caller, a venue, has sent `amount` of `token` here for `recipient`. Within the limit it
    /// goes on at once; beyond it, it is refused if `revertOnRateLimit`, else held.
    /// @return lockId 0 if it went on.
    function onTokenOutflow(
        address token,
        uint256 amount,
        address recipient,
        bool revertOnRateLimit
    ) external returns (uint256 lockId);

    /// @notice Pays what is held under `id` to its recipient, from its time on. Anyone.
    function claimLockedFunds(uint256 id) external returns (uint256 amount);

    /// @notice A venue, or one that reports for it, lost `value` on `asset`. [usd]
    function onLoss(address venue, address asset, uint256 value) external;

    /// @notice Looks at the price and the liquidity of a scope, so that what is seen stands. Anyone.
    function poke(BreakerTypes.Scope calldata scope) external;

    /// @notice Pauses `scope` for `duration` from now, then lets `grace` pass before liquidations. [seconds] Owner: a
    /// week at most, and four hours. Guardian: a second at least; pause and grace are cut at the end of its watch, and
    /// a guardian whose watch has no length is refused.
    function pause(BreakerTypes.Scope calldata scope, uint256 duration, uint256 grace) external;

    /// @notice Resets a control of a scope by hand: windows begin empty, halts, stops and pauses end (a pause's grace
    /// begins, or its grace ends), the liquidity of now is that which settled. Owner only.
    function reset(BreakerTypes.Control control, BreakerTypes.Scope calldata scope) external;

    /// @notice Lets what is held under `id` be claimed at once. Owner only.
    function release(uint256 id) external;

    /// @notice Owner only, as are all that follow.
    function setVenue(address venue, bool known) external;

    /// @notice Whether `reporter`, such as a hook that asks several guards, may report for `venue`.
    function setReporter(address venue, address reporter, bool allowed) external;

    /// @notice Whether `vault` takes out at `venue` only to lower itself, to top itself up, or to pay who leaves it.
    function setVault(address venue, address vault, bool known) external;

    /// @notice The adapter that tells what a venue's accounts owe: they are held to a spread by it, and a halt judges
    /// by it what takes backing out. Zero asks for no spread, and lets debtors withdraw in a halt.
    function setMarginView(address venue, address marginView) external;

    /// @notice Assets whose halts and spreads, everywhere or at `venue`, bind every action there, whatever it names. 8
    /// at most.
    function setWatched(address venue, address[] calldata assets) external;

    /// @notice Needs an asset.
    function setPrice(BreakerTypes.Scope calldata scope, BreakerTypes.PriceConfig calldata config) external;

    /// @notice Needs a venue and an asset.
    /// @param liquidity What is there now; not read where there is a holder. [asset]
    function setOutflow(
        BreakerTypes.Scope calldata scope,
        BreakerTypes.OutflowConfig calldata config,
        uint256 liquidity
    ) external;

    /// @notice Of what is seized. Any scope. [usd]
    function setLiquidationQuota(BreakerTypes.Scope calldata scope, BreakerTypes.QuotaConfig calldata config) external;

    /// @notice Needs an asset.
    function setBorrowQuota(BreakerTypes.Scope calldata scope, BreakerTypes.QuotaConfig calldata config) external;

    /// @notice Any scope; losses up to now are forgotten.
    function setLossStop(BreakerTypes.Scope calldata scope, BreakerTypes.LossConfig calldata config) external;

    /// @notice A watch of a week at most, and a rest at least as long and of an hour at least; a watch of no length
    /// takes the guardian its rights.
    function setGuardian(address guardian_, BreakerTypes.GuardianTerms calldata terms) external;

    /// @notice Which controls are set in this very scope: bit n is `BreakerTypes.Control` n.
    function activeControls(BreakerTypes.Scope calldata scope) external view returns (uint8);

    /// @notice What may still be seized of `asset` at `venue` now; the largest word where nothing throttles. [usd]
    function liquidationRoom(address venue, address asset) external view returns (uint256);

    /// @notice What may still be borrowed of `asset` at `venue` as far as its velocity goes. [asset]
    function borrowRoom(address venue, address asset) external view returns (uint256);

    /// @notice What may still leave at once. [asset]
    function outflowRoom(address venue, address token) external view returns (uint256);

    /// @notice ERC-7265: whether nothing more may leave at once.
    function isRateLimited(address venue, address token) external view returns (bool);

    /// @return price 0 where the feed fails. [decimals of the feed]
    /// @return move In the window that ends now. [wad]
    /// @return until End of the halt or the spread, 0 if there is none. [seconds]
    /// @return spread 0 unless the response is to widen. [wad]
    function priceState(
        BreakerTypes.Scope calldata scope
    ) external view returns (uint256 price, uint256 move, uint256 until, uint256 spread);

    /// @notice 0 while losses stop nothing in this very scope. [seconds]
    function lossStoppedUntil(BreakerTypes.Scope calldata scope) external view returns (uint256);

    /// @notice Of this very scope, past or not. [seconds]
    function pausedUntil(BreakerTypes.Scope calldata scope) external view returns (uint256 until, uint256 graceUntil);

    /// @notice ERC-7265: what is held for a recipient. [asset]
    function lockedFunds(address recipient, address token) external view returns (uint256);

    function lockOf(uint256 id) external view returns (address token, address recipient, uint256 amount, uint256 until);

    function guardian() external view returns (address);

    /// @return end Of the guardian's watch, under way or last. [seconds]
    /// @return next Earliest start of another. [seconds]
    function guardianWatch() external view returns (uint256 end, uint256 next);

    function isVenue(address venue) external view returns (bool);
    function isReporter(address venue, address reporter) external view returns (bool);
    function isVault(address venue, address vault) external view returns (bool);
}
