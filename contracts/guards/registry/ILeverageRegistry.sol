// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPriceOracle} from "../../oracles/IPriceOracle.sol";
import {GuardTypes} from "./GuardTypes.sol";
import {IRiskHook, RiskAction} from "../IRiskHook.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";

/// @title ILeverageRegistry
/// @notice Sees an account's leverage over all venues, vaults looked through, and caps it: by account, by asset and for
/// the system. It reads; it holds no funds, moves none and has no say over anything but the reports it gets.
///
/// **Leverage** is exposure ÷ equity. Exposure: what stands behind something at a venue, and the size of perpetual
/// positions, longs and shorts of an asset netted within a venue but not across. Equity: what is held less what is
/// owed, venue by venue times the venue's weight where it is positive. All at the oracle's prices; exposure is rounded
/// up, equity down. A hedged position is not low in leverage by being hedged: `getMeasure` tells the amounts by asset.
///
/// **What counts.** Supply that is switched on as collateral, margin and profit on the exchange, shares in hand. Not:
/// money in the account's hands, nor the exchange's liquidity tokens. So leverage is overstated between a borrow and
/// its use, and a cap of L holds a loop built step by step as an LTV of 1 − 1 ÷ L would. Shares that a venue pays out
/// must pass as kept and as gone. Of more than 24 assets nothing is measured, and growth is refused.
///
/// **Shares** are looked through: a vault's lines are stored with its supply, and a holder has its part of them. They
/// are taken at each trade of the vault and by anyone at any time. Older than `maxAge` they are not used: what would
/// need them is refused. A vault of vaults is as old as its oldest part, and at most three deep. Amounts are stored and
/// valued at the prices of the moment, but for profit on the exchange, which is cash as of when it was taken.
///
/// **Circles.** Where vaults hold each other's shares, anyone may submit what stands behind each; it is accepted
/// where putting it back into the vaults' own lines changes no amount by more than `bound`, and where no vault's
/// leverage can be off by more than `bound`, however often what is wrong is passed around. The circle must be whole:
/// each of its vaults stands behind each, and none is left out. It is one deeper than the deepest it holds outside.
/// Without a solution, shares in the circle count at the leverage stored of their vault, and a part of their price, the
/// haircut, is no equity. A solution lasts until the vault trades or `maxAge` is over.
///
/// **What may be refused.** Borrow, an order that grows, a deposit into a vault, a vault's raising: above the account's
/// cap, above the cap of an asset that it is exposed to, above the system's. What takes equity out or loosens terms
/// (withdrawals, aTokens sent away, collateral off, e-mode, margin out, exit from a vault): above the account's cap,
/// and only for whoever owes something or has a position. Repaying, topping up, shrinking, redemption requests, a vault
/// lowering and liquidations: never.
///
/// **Asset caps** bound reuse: claims on the asset that stand behind something ÷ what there is of it. It grows by one
/// for each time that shares with all of it behind them are posted. **The system's** leverage is that of all holders
/// outside: venues' totals less the registered claims of vaults and venues on each other. Both are taken by anyone at
/// any time, and refused to be used beyond `maxAge`.
///
/// **Modes.** Observing, whatever would be refused passes with an event that carries the refusal. Enforcing, it
/// reverts with it.
///
/// **Rights.** The owner lists venues, adapters, vaults and claims, and sets caps, which move in a straight line over
/// at least `MIN_RAMP`. The guardian can do one thing: go from enforcing to observing.
///
/// Warning: it sees the venues that it was told of, and accounts one by one: docs/LIMITS.md says how that is evaded.
interface ILeverageRegistry is IRiskHook {
    /// @notice [base currency], [base currency], [wad]
    struct Measure {
        uint256 exposure;
        int256 equity;
        uint256 leverage;
    }

    /// @notice While observing: this would have been refused, with `reason`.
    event Observed(address indexed venue, RiskAction action, address indexed account, bytes reason);

    /// @notice A vault's lines were taken, with its supply [shares] and leverage [wad].
    event ExposureTaken(address indexed vault, uint256 supply, uint256 leverage, uint8 depth, bool solved);

    /// @notice All venues together: leverage [wad], exposure and equity [base currency].
    event SystemTaken(uint256 leverage, uint256 exposure, int256 equity);

    event VenueSet(address indexed venue, bool allowed);
    event RelaySet(address indexed relay);
    event AdapterSet(IVenueAdapter indexed adapter, bool listed, uint256 weight);
    event HandsSet(IVenueAdapter indexed adapter);
    event VaultSet(address indexed vault, IVenueAdapter reader);
    event ClaimsSet(GuardTypes.Claim[] claims);

    /// @notice The cap goes from one value to the other within `length` seconds; 0 is none. [wad]
    event CapSet(GuardTypes.Scope indexed scope, address indexed subject, uint256 from, uint256 to, uint256 length);
    event TermsSet(GuardTypes.Terms terms);
    event ModeSet(GuardTypes.Mode mode);
    event GuardianSet(address indexed guardian);

    /// @notice `value` is above its cap: leverage of an account or of the system, or reuse of an asset. [wad]
    error LeverageRegistry_AboveCap(GuardTypes.Scope scope, address subject, uint256 value, uint256 cap);
    /// @notice What is stored is too old, or was never taken; the zero address is the system. [seconds]
    error LeverageRegistry_Stale(address vault, uint256 takenAt, uint256 maxAge);
    error LeverageRegistry_TooDeep(address vault, uint256 depth);
    /// @notice More assets over all venues, shares looked through, than are measured.
    error LeverageRegistry_TooManyAssets(uint256 most);
    error LeverageRegistry_VaultUnknown(address vault);
    /// @notice The vault is in the middle of an action: its books are not yet what they will be.
    error LeverageRegistry_VaultBusy(address vault);
    /// @notice The reporter is no registered venue, or not the one that it speaks for.
    error LeverageRegistry_NotVenue(address caller, address venue);
    error LeverageRegistry_NotGuardian(address caller);
    /// @notice A vault twice or not registered, an asset twice or itself a share, or lists of different length.
    error LeverageRegistry_SolutionInvalid();
    /// @notice Put back into the vaults' lines, an amount changes by more than the bound. [wad]
    error LeverageRegistry_Residual(address vault, address asset, uint256 residual, uint256 bound);
    /// @notice Not each of the vaults stands behind each, a vault that is left out stands in between, or nobody outside
    /// has a part in them.
    error LeverageRegistry_NoCircle();
    /// @notice The vault's leverage may be off by more than the bound, of itself. [wad]
    error LeverageRegistry_Inexact(address vault, uint256 off, uint256 bound);
    /// @notice A setting is out of its bounds; `field` names it.
    error LeverageRegistry_BadSetting(string field, uint256 value, uint256 limit);

    /// @notice Takes a vault's lines from its books. Anyone.
    /// @dev Does nothing while a submitted solution is in force. Not in the middle of an action of a vault that says so
    /// (`IQueuedVault.isBusy`): a token that calls out while it moves would show assets without the shares for them.
    function poke(address vault) external;

    /// @notice Takes the system's leverage and each asset's reuse. Anyone.
    function pokeSystem() external;

    /// @notice Offers what stands behind each of a circle of vaults, without shares. Anyone.
    function submit(address[] calldata vaults, IVenueAdapter.Line[][] calldata solution) external;

    /// @notice Reverts where a report would be refused, whatever the mode.
    function check(Report calldata report) external view;

    /// @notice Whether reports of `venue` are heard. Owner only.
    function setVenue(address venue, bool allowed) external;

    /// @notice Who may pass reports of all venues on; zero for nobody. Owner only.
    function setRelay(address relay_) external;

    /// @notice Lists an adapter, at a weight of at most 100 % [wad], changes its weight or drops it. At most eight.
    /// Owner only.
    function setAdapter(IVenueAdapter adapter, bool listed, uint256 weight) external;

    /// @notice Names the adapter that reads shares in accounts' own hands; zero for none. Owner only.
    /// @dev Shares that a venue pays out must pass as the account's and as gone: which they will be is not known yet.
    function setHands(IVenueAdapter adapter) external;

    /// @notice Registers a vault with the adapter that reads its books; the zero address drops it. Owner only.
    function setVault(address vault, IVenueAdapter reader) external;

    /// @notice Replaces the claims of vaults and venues on each other. At most 32. Owner only.
    function setClaims(GuardTypes.Claim[] calldata claims) external;

    /// @notice Moves a cap to `to` [wad] over `length` seconds, from where it is now; 0 lifts it. Owner only.
    /// @dev At least 1; at most 1,000. At most eight assets ever have one.
    function setCap(GuardTypes.Scope scope, address subject, uint256 to, uint32 length) external;

    /// @notice Owner only. The haircut is at most 100 %, the bound at most 1 %.
    function setTerms(GuardTypes.Terms calldata terms) external;

    /// @notice Observe or enforce. Owner only.
    function setMode(GuardTypes.Mode mode_) external;

    /// @notice Owner only.
    function setGuardian(address guardian_) external;

    /// @notice From enforcing to observing. Guardian only.
    function relax() external;

    /// @notice An account's figures, and the amounts behind them by asset, shares looked through.
    function getMeasure(address account) external view returns (Measure memory, IVenueAdapter.Line[] memory);

    /// @notice A cap as it is now; 0 for none. [wad]
    function getCap(GuardTypes.Scope scope, address subject) external view returns (uint256);

    function getSnapshot(address vault) external view returns (GuardTypes.Snapshot memory);
    function getSystem() external view returns (GuardTypes.System memory);

    /// @notice Claims on the asset that stand behind something ÷ what there is of it, as last taken. [wad]
    function getReuse(address asset) external view returns (uint256);

    function getAdapters() external view returns (IVenueAdapter[] memory adapters, uint256[] memory weights);
    function getHands() external view returns (IVenueAdapter);
    function getReader(address vault) external view returns (IVenueAdapter);
    function getClaims() external view returns (GuardTypes.Claim[] memory);
    function getTerms() external view returns (GuardTypes.Terms memory);
    function ORACLE() external view returns (IPriceOracle);

    /// @notice Least length of a cap's ramp. [seconds]
    function MIN_RAMP() external view returns (uint256);
    function mode() external view returns (GuardTypes.Mode);
    function guardian() external view returns (address);
    function relay() external view returns (address);
    function isVenue(address venue) external view returns (bool);
}
