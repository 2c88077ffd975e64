// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {FeeLib} from "./FeeLib.sol";
import {IQueuedVault} from "./IQueuedVault.sol";
import {QueueLib} from "./QueueLib.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title QueuedVault
/// @notice Shares, fees and the queue of a vault; what the assets do is left to the contract that extends it.
abstract contract QueuedVault is IQueuedVault, ERC4626, Ownable, ReentrancyGuard {
    using FeeLib for VaultTypes.FeeState;
    using Math for uint256;
    using QueueLib for VaultTypes.Queue;

    uint8 private constant OFFSET = 6;
    uint256 internal constant VIRTUAL_SHARES = 10 ** OFFSET;

    /// @dev Below this part of its first price a share is worth next to nothing: deposits would make more shares than
    /// the queue can count.
    uint256 private constant WORTHLESS = 1e6; // a millionth

    uint256 private constant MAX_FEE = 500; // [bps] 5 % of what comes or goes, 5 % a year
    uint256 private constant MAX_PERFORMANCE_FEE = 5_000; // [bps] 50 %
    uint256 private constant MAX_PATIENCE = 30 days;

    VaultTypes.Terms private _terms;
    VaultTypes.FeeState private _feeState;
    VaultTypes.Queue private _queue;

    /// @inheritdoc IQueuedVault
    bool public paused;

    /// @inheritdoc IQueuedVault
    address public riskHook;

    /// @inheritdoc IQueuedVault
    mapping(address account => bool) public isKeeper;

    /// @inheritdoc IQueuedVault
    mapping(address controller => mapping(address operator => bool)) public isOperator;

    // The books as an action found them, for whoever asks while it runs; 0 shares when none does.
    uint256 private transient _foundAssets; // [asset]
    uint256 private transient _foundShares; // [shares], virtual ones included

    /// @dev Fees first, at the price before the action. That price answers while the action runs: the pool may ask for
    /// it, since anyone can hand the vault its own shares as collateral.
    modifier priced() {
        uint256 assets = _takeFees();
        (_foundAssets, _foundShares) = (assets, totalSupply() + VIRTUAL_SHARES);
        _;
        _foundShares = 0;
    }

    modifier onlyKeeper() {
        require(isKeeper[msg.sender], QueuedVault_NotKeeper(msg.sender));
        _;
    }

    constructor(
        IERC20 asset_,
        string memory name_,
        string memory symbol_,
        VaultTypes.Terms memory terms_,
        address owner_
    ) ERC20(name_, symbol_) ERC4626(asset_) Ownable(owner_) {
        _setTerms(terms_);
        _feeState.settle(FeeLib.WAD);
    }

    // Requests

    /// @inheritdoc IQueuedVault
    function requestRedeem(
        uint256 shares,
        address controller,
        address owner
    ) external nonReentrant returns (uint256 requestId) {
        require(shares != 0, QueuedVault_ZeroShares());
        require(controller != address(0), QueuedVault_ZeroAddress());
        if (msg.sender != owner && !isOperator[owner][msg.sender]) _spendAllowance(owner, msg.sender, shares);

        requestId = _queue.push(controller, shares);

        emit RedeemRequest(controller, owner, requestId, msg.sender, shares);

        _transfer(owner, address(this), shares);
    }

    /// @inheritdoc IQueuedVault
    function claimRedeem(uint256 requestId, address receiver) external nonReentrant returns (uint256 assets) {
        address controller = controllerOf(requestId);
        require(
            msg.sender == controller || isOperator[controller][msg.sender],
            QueuedVault_NotOperator(msg.sender, controller)
        );

        uint256 shares;
        (shares, assets) = _queue.claim(requestId);
        require(shares != 0, QueuedVault_NothingClaimable(requestId));

        emit Withdraw(msg.sender, receiver, controller, assets, shares);

        _transferOut(receiver, assets);
    }

    /// @inheritdoc IQueuedVault
    function setOperator(address operator, bool approved) external returns (bool) {
        isOperator[msg.sender][operator] = approved;

        emit OperatorSet(msg.sender, operator, approved);

        return true;
    }

    /// @inheritdoc IQueuedVault
    function takeFees() external nonReentrant {
        _takeFees();
    }

    // The owner's

    /// @inheritdoc IQueuedVault
    function setTerms(VaultTypes.Terms calldata terms_) external onlyOwner nonReentrant {
        _takeFees();
        _setTerms(terms_);
    }

    /// @inheritdoc IQueuedVault
    function setKeeper(address account, bool allowed) external onlyOwner {
        isKeeper[account] = allowed;

        emit KeeperSet(account, allowed);
    }

    /// @inheritdoc IQueuedVault
    function setPaused(bool paused_) external onlyOwner {
        paused = paused_;

        emit PausedSet(paused_);
    }

    /// @inheritdoc IQueuedVault
    function setRiskHook(address hook) external onlyOwner {
        riskHook = hook;

        emit RiskHookSet(hook);
    }

    // ERC-4626

    /// @inheritdoc IERC4626
    function totalAssets() public view override(ERC4626, IERC4626) returns (uint256) {
        if (!_reentrancyGuardEntered()) return _netAssets();
        require(_foundShares != 0, ReentrancyGuardReentrantCall());
        return _foundAssets;
    }

    /// @inheritdoc IERC4626
    function maxDeposit(address) public view override(ERC4626, IERC4626) returns (uint256) {
        try this.totalAssets() returns (uint256 assets) {
            if (paused || _reentrancyGuardEntered() || _isWorthless(assets)) return 0;
            uint256 cap = _terms.assetCap;
            return cap == 0 ? type(uint256).max : cap.saturatingSub(assets);
        } catch {
            return 0;
        }
    }

    /// @inheritdoc IERC4626
    function maxMint(address receiver) public view override(ERC4626, IERC4626) returns (uint256) {
        uint256 assets = maxDeposit(receiver);
        return assets == 0 || assets == type(uint256).max ? assets : previewDeposit(assets);
    }

    /// @inheritdoc IERC4626
    function maxWithdraw(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        uint256 shares = maxRedeem(owner);
        return shares == 0 ? 0 : previewRedeem(shares);
    }

    /// @inheritdoc IERC4626
    function maxRedeem(address owner) public view override(ERC4626, IERC4626) returns (uint256) {
        try this.instantAssets() returns (uint256 limit) {
            uint256 shares = balanceOf(owner);
            if (limit == 0 || previewRedeem(shares) <= limit) return limit == 0 ? 0 : shares;
            return convertToShares(limit.mulDiv(FeeLib.BPS, FeeLib.BPS - _terms.exitFee));
        } catch {
            return 0;
        }
    }

    /// @inheritdoc IERC4626
    function previewDeposit(uint256 assets) public view override(ERC4626, IERC4626) returns (uint256) {
        return _convertToShares(FeeLib.netDown(assets, _terms.entryFee), Math.Rounding.Floor);
    }

    /// @inheritdoc IERC4626
    function previewMint(uint256 shares) public view override(ERC4626, IERC4626) returns (uint256) {
        return FeeLib.grossUp(_convertToAssets(shares, Math.Rounding.Ceil), _terms.entryFee);
    }

    /// @inheritdoc IERC4626
    function previewWithdraw(uint256 assets) public view override(ERC4626, IERC4626) returns (uint256) {
        return _convertToShares(FeeLib.grossUp(assets, _terms.exitFee), Math.Rounding.Ceil);
    }

    /// @inheritdoc IERC4626
    function previewRedeem(uint256 shares) public view override(ERC4626, IERC4626) returns (uint256) {
        return FeeLib.netDown(_convertToAssets(shares, Math.Rounding.Floor), _terms.exitFee);
    }

    // Views

    /// @inheritdoc IQueuedVault
    function sharePrice() external view returns (uint256) {
        return _convertToAssets(FeeLib.WAD * VIRTUAL_SHARES, Math.Rounding.Floor);
    }

    /// @inheritdoc IQueuedVault
    function instantAssets() external view nonReentrantView returns (uint256) {
        return _instantAssets(_convertToAssets(_queue.pendingTotal(), Math.Rounding.Ceil));
    }

    /// @inheritdoc IQueuedVault
    function idleAssets() public view returns (uint256) {
        return IERC20(asset()).balanceOf(address(this)).saturatingSub(_queue.owed);
    }

    /// @inheritdoc IQueuedVault
    function owedAssets() public view returns (uint256) {
        return _queue.owed;
    }

    /// @inheritdoc IQueuedVault
    function pendingShares() public view returns (uint256) {
        return _queue.pendingTotal();
    }

    /// @inheritdoc IQueuedVault
    function waitingSince() public view returns (uint256) {
        return _queue.waitingSince();
    }

    /// @inheritdoc IQueuedVault
    function requestCount() public view returns (uint256) {
        return _queue.requests.length;
    }

    /// @inheritdoc IQueuedVault
    function controllerOf(uint256 requestId) public view returns (address) {
        _requireKnown(requestId);
        return _queue.requests[requestId - 1].controller;
    }

    /// @inheritdoc IQueuedVault
    function pendingRedeemRequest(uint256 requestId, address controller) external view returns (uint256) {
        return controllerOf(requestId) == controller ? _queue.pending(requestId) : 0;
    }

    /// @inheritdoc IQueuedVault
    function claimableRedeemRequest(uint256 requestId, address controller) external view returns (uint256 shares) {
        if (controllerOf(requestId) == controller) (shares, ) = _queue.claimable(requestId);
    }

    /// @inheritdoc IQueuedVault
    function claimableAssets(uint256 requestId) external view returns (uint256 assets) {
        _requireKnown(requestId);
        (, assets) = _queue.claimable(requestId);
    }

    /// @inheritdoc IQueuedVault
    function isBusy() external view returns (bool) {
        return _reentrancyGuardEntered();
    }

    /// @inheritdoc IQueuedVault
    function getTerms() external view returns (VaultTypes.Terms memory) {
        return _terms;
    }

    /// @inheritdoc IQueuedVault
    function getFeeState() external view returns (VaultTypes.FeeState memory) {
        return _feeState;
    }

    // What the extending contract says

    /// @dev What all shares together are worth, never below zero. [asset]
    function _netAssets() internal view virtual returns (uint256);

    /// @dev What may leave at once after `asked` is kept for the queue. [asset]
    function _instantAssets(uint256 asked) internal view virtual returns (uint256);

    /// @dev Makes at least `assets` idle, which `_instantAssets` has promised.
    function _bringIn(uint256 assets) internal virtual;

    // Inside

    function _takeFees() private returns (uint256 assets) {
        assets = _netAssets();
        uint256 shares = _feesDue(assets);
        if (shares != 0) _mint(_terms.feeRecipient, shares);
        uint256 price = FeeLib.priceUp(assets, totalSupply(), VIRTUAL_SHARES);
        _feeState.settle(price);

        if (shares != 0) emit FeesTaken(shares, price);
    }

    /// @dev A keeper, as much as it wants; or anyone once the first request has waited for long enough, but not in
    /// driblets that would use up the cool-down.
    /// @return shares To fulfil.
    function _requireMayFulfil(uint256 maxShares) internal view returns (uint256 shares) {
        shares = pendingShares();
        require(shares != 0, QueuedVault_NothingPending());
        if (isKeeper[msg.sender]) return Math.min(maxShares, shares);

        uint256 openAt = waitingSince() + _terms.patience;
        require(block.timestamp >= openAt, QueuedVault_TooEarly(msg.sender, openAt));
    }

    /// @dev Burns the first `shares` of the queue and sets `assets` aside for them.
    function _setAside(uint256 shares, uint256 assets) internal {
        require(shares != 0, QueuedVault_ZeroShares());

        _burn(address(this), shares);
        _queue.fulfil(shares, assets);

        emit RedeemFulfilled(msg.sender, shares, assets);

        _tell();
    }

    /// @dev To whoever keeps this vault's exposure.
    function _tell() internal {
        RiskHookLib.tell(riskHook);
    }

    function _report(RiskAction action, address account, uint256 assets) internal {
        RiskHookLib.report(riskHook, action, account, asset(), assets);
    }

    function _deposit(
        address caller,
        address receiver,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant priced {
        require(shares != 0 || assets == 0, QueuedVault_DepositTooSmall(assets));

        super._deposit(caller, receiver, assets, shares);
        _report(RiskAction.VaultDeposit, receiver, assets);
    }

    function _withdraw(
        address caller,
        address receiver,
        address owner,
        uint256 assets,
        uint256 shares
    ) internal override nonReentrant priced {
        _bringIn(assets);

        if (caller != owner) _spendAllowance(owner, caller, shares);
        _burn(owner, shares);
        _report(RiskAction.VaultExit, owner, assets);

        _transferOut(receiver, assets);

        emit Withdraw(caller, receiver, owner, assets, shares);
    }

    function _transferIn(address from, uint256 assets) internal override {
        uint256 before = IERC20(asset()).balanceOf(address(this));
        super._transferIn(from, assets);
        uint256 received = IERC20(asset()).balanceOf(address(this)) - before;
        require(received == assets, QueuedVault_TransferAmountMismatch(received, assets));
    }

    function _convertToShares(uint256 assets, Math.Rounding rounding) internal view override returns (uint256) {
        uint256 total = totalAssets();
        return assets.mulDiv(_supplyAt(total), total + 1, rounding);
    }

    function _convertToAssets(uint256 shares, Math.Rounding rounding) internal view override returns (uint256) {
        uint256 total = totalAssets();
        return shares.mulDiv(total + 1, _supplyAt(total), rounding);
    }

    function _decimalsOffset() internal pure override returns (uint8) {
        return OFFSET;
    }

    /// @dev Shares with fees taken, virtual ones included.
    function _supplyAt(uint256 assets) private view returns (uint256) {
        if (_reentrancyGuardEntered()) return _foundShares;
        return totalSupply() + _feesDue(assets) + VIRTUAL_SHARES;
    }

    function _isWorthless(uint256 assets) private view returns (bool) {
        return assets < totalSupply() / (VIRTUAL_SHARES * WORTHLESS);
    }

    function _feesDue(uint256 assets) private view returns (uint256) {
        return FeeLib.dueDown(_terms, _feeState, assets, totalSupply(), VIRTUAL_SHARES);
    }

    function _setTerms(VaultTypes.Terms memory terms_) private {
        _requireAtMost(terms_.entryFee, MAX_FEE);
        _requireAtMost(terms_.exitFee, MAX_FEE);
        _requireAtMost(terms_.managementFee, MAX_FEE);
        _requireAtMost(terms_.performanceFee, MAX_PERFORMANCE_FEE);
        _requireAtMost(terms_.patience, MAX_PATIENCE);

        _terms = terms_;

        emit TermsSet(terms_);
    }

    function _requireKnown(uint256 requestId) private view {
        require(requestId != 0 && requestId <= requestCount(), QueuedVault_RequestUnknown(requestId));
    }

    function _requireAtMost(uint256 value, uint256 maximum) private pure {
        require(value <= maximum, QueuedVault_AboveMaximum(value, maximum));
    }
}
