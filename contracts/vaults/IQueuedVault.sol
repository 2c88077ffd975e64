// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title IQueuedVault
/// @notice An ERC-4626 vault whose assets are mostly at work. What is idle can be withdrawn at once, as ERC-4626 says;
/// the rest is redeemed by request, fulfilled in the order of asking and then claimed, with ERC-7540's words and
/// operators.
///
/// **Price.** Conversions use net assets, with fees that are due already taken. Six decimals of virtual shares stand
/// beside the real ones: whoever inflates the price by a gift loses about the gift.
///
/// **Deposits** stay idle until a keeper puts them to work, and pay `entryFee`; instant withdrawals pay `exitFee`. Both
/// fees stay in the vault, for the trading that follows, so no deposit or withdrawal ever lowers the share price.
/// Deposits are refused while paused, at the cap, and while a share is worth less than a millionth of its first price.
///
/// **Instant withdrawals** take what is idle and not asked for by the queue. `maxWithdraw` and `maxRedeem` say how much
/// that is at this moment.
///
/// **Requests.** The shares move to the vault and share gains and losses with all others until a fulfilment reaches
/// them: at that moment they are burnt, their price is fixed and the assets are set aside. "Claimed" in "first in,
/// first out, at the price when claimed" means this moment, not that of the payout. A request cannot be taken back. A
/// keeper may fulfil at any time, everyone may once the first request has waited for `patience`; nobody can switch
/// that off.
///
/// **Where ERC-7540 differs.** `withdraw` and `redeem` stay instant, as ERC-4626 has them, so their previews do not
/// revert; what was requested is claimed by `claimRedeem`. Request ids start at 1 and each belongs to one request.
///
/// **While an action runs**, conversions answer as it found them, so that nobody reads half-written books; where an
/// action has no need of a price, they revert.
///
/// **Where ERC-4626 differs.** Conversions and previews revert where the price oracle has no price. The `max…`
/// functions answer 0 then, and while an action runs.
///
/// Assumption: the asset transfers in full; one that keeps a fee is refused.
interface IQueuedVault is IERC4626 {
    /// @notice ERC-7540: `owner`'s shares wait for `controller`.
    event RedeemRequest(
        address indexed controller,
        address indexed owner,
        uint256 indexed requestId,
        address sender,
        uint256 shares
    );

    /// @notice ERC-7540: `operator` may act for `controller`, or no longer.
    event OperatorSet(address indexed controller, address indexed operator, bool approved);

    /// @notice The first `shares` that waited are now worth `assets`, to be claimed.
    event RedeemFulfilled(address indexed sender, uint256 shares, uint256 assets);

    /// @notice Fees became `shares` of the recipient; `sharePrice` holds after them. [wad]
    event FeesTaken(uint256 shares, uint256 sharePrice);

    /// @notice The terms from now on.
    event TermsSet(VaultTypes.Terms terms);

    event KeeperSet(address indexed account, bool allowed);

    /// @notice Actions that add risk are stopped, or no longer.
    event PausedSet(bool paused);

    /// @notice Whom the vault asks before risk grows from now on; zero for nobody.
    event RiskHookSet(address indexed hook);

    error QueuedVault_Paused();
    /// @notice Neither the owner of what is moved nor an operator of it.
    error QueuedVault_NotOperator(address caller, address controller);
    error QueuedVault_NotKeeper(address caller);
    /// @notice No keeper, and the first request may be fulfilled by anyone only from `openAt` on. [seconds]
    error QueuedVault_TooEarly(address caller, uint256 openAt);
    error QueuedVault_RequestUnknown(uint256 requestId);
    error QueuedVault_NothingPending();
    error QueuedVault_NothingClaimable(uint256 requestId);
    error QueuedVault_ZeroShares();
    error QueuedVault_ZeroAddress();
    /// @notice The deposit is too small to be worth a share. [asset]
    error QueuedVault_DepositTooSmall(uint256 assets);
    /// @notice The token moved another amount than it was told to. [asset]
    error QueuedVault_TransferAmountMismatch(uint256 received, uint256 expected);
    error QueuedVault_AboveMaximum(uint256 value, uint256 maximum);

    /// @notice Moves `shares` of `owner` into the queue; `controller` will claim. The caller is the owner, an operator
    /// of the owner, or has an allowance of the shares.
    /// @dev Never paused. Reverts with `QueuedVault_ZeroShares` or `QueuedVault_ZeroAddress`.
    /// @return requestId From 1.
    function requestRedeem(uint256 shares, address controller, address owner) external returns (uint256 requestId);

    /// @notice Pays what a request may claim to `receiver`. The caller is the request's controller or its operator.
    /// @dev Never paused. Emits ERC-4626's `Withdraw` with the controller as owner. Reverts with
    /// `QueuedVault_NothingClaimable`.
    /// @return assets [asset]
    function claimRedeem(uint256 requestId, address receiver) external returns (uint256 assets);

    /// @notice Fulfils at most `maxShares` of the queue, in its order; each kind of vault says how. Who is no keeper
    /// fulfils as much as one call may, whatever `maxShares`.
    /// @param flash Whether trades are carried by a flash loan rather than step by step.
    /// @return shares Fulfilled.
    /// @return assets Set aside for them. [asset]
    function fulfil(uint256 maxShares, bool flash) external returns (uint256 shares, uint256 assets);

    /// @notice ERC-7540: lets `operator` request and claim for the caller, or no longer.
    function setOperator(address operator, bool approved) external returns (bool);

    /// @notice Turns the fees that are due into shares of the recipient, as every action does first.
    function takeFees() external;

    /// @notice Sets the terms; fees up to now are taken at the old ones. Owner only.
    /// @dev Fees are at most 5 % on the way in or out, 5 % a year, half of a gain; patience is at most 30 days.
    function setTerms(VaultTypes.Terms calldata terms_) external;

    /// @notice Makes `account` a keeper, or no longer. Owner only.
    function setKeeper(address account, bool allowed) external;

    /// @notice Stops deposits and whatever else adds risk, or lets them go on. Withdrawals, requests, claims and
    /// lowering risk never stop. Owner only.
    function setPaused(bool paused_) external;

    /// @notice Sets whom the vault asks before a holder's risk or its own grows (`IRiskHook`), and tells of its trades;
    /// zero for nobody. Owner only.
    function setRiskHook(address hook) external;

    /// @notice Price of a share, 1 when the vault began, rounded down. [wad]
    function sharePrice() external view returns (uint256);

    /// @notice What can leave at once, by whoever comes first: idle and not asked for by the queue. [asset]
    function instantAssets() external view returns (uint256);

    /// @notice Assets in the vault's hands that no request has claim to. [asset]
    function idleAssets() external view returns (uint256);

    /// @notice Fulfilled and not yet claimed. [asset]
    function owedAssets() external view returns (uint256);

    /// @notice Shares that wait in the queue. [shares]
    function pendingShares() external view returns (uint256);

    /// @notice When the first request that waits was made; 0 when none does. [seconds]
    function waitingSince() external view returns (uint256);

    /// @notice How many requests were ever made; the last one's id.
    function requestCount() external view returns (uint256);

    /// @notice Who claims a request.
    function controllerOf(uint256 requestId) external view returns (address);

    /// @notice ERC-7540: shares of a request of `controller` that wait; 0 if it is another's.
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice ERC-7540: shares of a request of `controller` that can be claimed; 0 if it is another's.
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares);

    /// @notice What a request would pay if claimed now. [asset]
    function claimableAssets(uint256 requestId) external view returns (uint256);

    function isOperator(address controller, address operator) external view returns (bool);
    function isKeeper(address account) external view returns (bool);
    function paused() external view returns (bool);

    /// @notice Whether an action is under way, in which books and balances may not agree yet.
    function isBusy() external view returns (bool);

    function riskHook() external view returns (address);
    function getTerms() external view returns (VaultTypes.Terms memory);
    function getFeeState() external view returns (VaultTypes.FeeState memory);
}
