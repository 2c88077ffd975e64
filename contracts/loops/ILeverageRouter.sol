// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {IFlashLoanReceiver} from "../lending/IFlashLoanReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";

/// @title ILeverageRouter
/// @notice Opens, lowers and closes recursive positions ("loops") of its caller: collateral supplied to a lending
/// pool against debt that was swapped into more of the same collateral.
///
/// Leverage is C / (C − B) in wad: C is what the pair's collateral is worth, B what the pair's debt is worth, both
/// at the pool's oracle. Other positions of the account are left out of it, but bind its borrowing power as the pool
/// sees fit.
///
/// What a caller grants first
/// - to open: an allowance of `equity` on the collateral asset, and credit delegation on the debt asset's variable
/// debt   token for what will be borrowed (`maxDebt` suffices);
/// - to lower or close: an allowance on the collateral's aToken.
/// E-mode is the account's own choice, made at the pool beforehand.
///
/// `path` is the same for every action on a pair: a Uniswap v3 path from the debt asset to the collateral asset, any
/// number of hops. It must be empty when both assets are the same.
///
/// Sizes are found on chain: the quoter says what a swap of a given size would lose, `LeverageLib` says how much to
/// trade at that loss, and the swap follows in the same transaction, against the same pool state.
///
/// The router has no owner, no storage, and holds nothing between transactions: what is left of either asset goes to
/// the caller, gifts included.
///
/// Warning: the oracle decides what leverage is and the AMM what the trades cost. Bounds in asset units are the
/// caller's only protection from both.
interface ILeverageRouter is IFlashLoanReceiver {
    /// @param equity Collateral taken from the caller; 0 raises the leverage of a position that exists. [asset]
    /// @param targetLeverage At least 1; not passed, but for the pool's rounding. [wad]
    /// @param minLeverage Least to accept in the target's place. Amounts are whole units and swaps move their price, so
    /// it stays a little below the target; 0 takes whatever `maxIterations` steps give. [wad]
    /// @param maxIterations Most borrow steps; `openFlash` takes one and ignores it.
    /// @param maxDebt Most that this call may borrow. [asset]
    /// @param minCollateral Least that this call must supply, equity included. [asset]
    /// @param deadline Last timestamp at which the call may run. [seconds]
    struct OpenParams {
        address collateral;
        address debt;
        uint256 equity;
        uint256 targetLeverage;
        uint256 minLeverage;
        uint256 maxIterations;
        uint256 maxDebt;
        uint256 minCollateral;
        uint256 deadline;
        bytes path;
    }

    /// @param targetLeverage At least 1. [wad]
    /// @param maxLeverage Most to accept in the target's place; a little above it. [wad]
    /// @param maxCollateralSold Most collateral that may be given up for the debt repaid. [asset]
    /// @param deadline Last timestamp at which the call may run. [seconds]
    struct DeleverageParams {
        address collateral;
        address debt;
        uint256 targetLeverage;
        uint256 maxLeverage;
        uint256 maxCollateralSold;
        uint256 deadline;
        bytes path;
    }

    /// @param maxCollateralSold Most collateral that may be given up for the debt. [asset]
    /// @param deadline Last timestamp at which the call may run. [seconds]
    struct CloseParams {
        address collateral;
        address debt;
        uint256 maxCollateralSold;
        uint256 deadline;
        bytes path;
    }

    /// @notice One step of a loop is done. Step 0 of `openIterative` supplies the equity; `openFlash` has step 1 alone,
    /// equity included.
    /// @param borrowed Debt opened by this step. [asset]
    /// @param supplied Collateral supplied by this step. [asset]
    event LoopStep(address indexed account, uint256 indexed iteration, uint256 borrowed, uint256 supplied);

    /// @notice Debt of a loop was repaid with its own collateral.
    /// @param repaid [debt asset]
    /// @param sold Collateral given up for it and for the flash loan's premium. [collateral asset]
    event LoopUnwind(address indexed account, uint256 repaid, uint256 sold);

    /// @notice A loop stands.
    /// @param leverage Of the account's whole position in the pair. [wad]
    event LoopOpened(address indexed account, address indexed collateral, address indexed debt, uint256 leverage);

    /// @notice A loop was lowered.
    /// @param leverage Of the account's whole position in the pair. [wad]
    event LoopDeleveraged(address indexed account, address indexed collateral, address indexed debt, uint256 leverage);

    /// @notice A loop is gone.
    /// @param returned Collateral paid out to the account. [asset]
    event LoopClosed(address indexed account, address indexed collateral, address indexed debt, uint256 returned);

    /// @notice The position ends, or would end, outside what the caller accepts in the target's place. Both [wad].
    error LeverageRouter_TargetNotReached(uint256 reached, uint256 target);

    /// @notice Leverage below 1 means no position. [wad]
    error LeverageRouter_TargetBelowOne(uint256 target);

    /// @notice The debt of the pair is worth its collateral or more: leverage is not a number. In base currency ×
    /// wad.
    error LeverageRouter_NoEquity(uint256 collateralValue, uint256 debtValue);

    /// @notice More debt than the caller accepts. [asset]
    error LeverageRouter_DebtAboveMaximum(uint256 borrowed, uint256 maxDebt);

    /// @notice Less collateral than the caller accepts. [asset]
    error LeverageRouter_CollateralBelowMinimum(uint256 supplied, uint256 minCollateral);

    /// @notice More collateral given up than the caller accepts. [asset]
    error LeverageRouter_CollateralSoldAboveMaximum(uint256 sold, uint256 maxCollateralSold);

    /// @notice The call came too late. [seconds]
    error LeverageRouter_DeadlinePassed(uint256 deadline, uint256 timestamp);

    /// @notice The pool does not list `asset`.
    error LeverageRouter_ReserveNotListed(address asset);

    /// @notice Only the pool may report a flash loan.
    error LeverageRouter_CallerNotPool(address caller);

    /// @notice The flash loan was not started by this router.
    error LeverageRouter_InitiatorNotRouter(address initiator);

    /// @notice The lending pool of every position.
    function POOL() external view returns (ILendingPool);

    /// @notice Where swaps go.
    function SWAP_ROUTER() external view returns (ISwapRouter);

    /// @notice Where swaps are sized.
    function QUOTER() external view returns (IQuoter);

    /// @notice Supplies the equity, then borrows, swaps and supplies until the target is reached, step by step.
    /// @dev A step borrows what the account's LTV allows, less two units and one base unit for the pool's rounding,
    /// or what the target still asks for at the quoted loss of the swap, whichever is less, rounded down: it stops
    /// short of the target rather than pass it.
    /// @return leverage [wad]
    function openIterative(OpenParams calldata params) external returns (uint256 leverage);

    /// @notice Reaches the target in one step of one flash loan.
    /// @dev The loan is left as the caller's debt (mode 2), so it costs no premium and needs no repayment: the
    /// collateral bought with it is supplied first and carries it. Where the pool's LTV does not, the pool's own
    /// error is raised. The size is the first one quoted that ends between `minLeverage` and the target.
    /// @return leverage [wad]
    function openFlash(OpenParams calldata params) external returns (uint256 leverage);

    /// @notice Repays debt by a flash loan and sells just enough collateral to pay that loan and its premium back.
    /// @dev Needs no borrowing power: a position that may be liquidated can still be saved if the result is healthy.
    /// The size is the first one quoted that ends between the target and `maxLeverage`. Does nothing at or below the
    /// target. Never repays the last unit of debt: that is `close`.
    /// @return leverage [wad]
    function deleverage(DeleverageParams calldata params) external returns (uint256 leverage);

    /// @notice Repays all debt of the pair, withdraws all its collateral, sells what the debt costs, returns the
    /// rest.
    /// @dev The flash loan needs cash in the debt reserve. A position without debt is withdrawn without one.
    /// @return returned Collateral paid to the caller. [asset]
    function close(CloseParams calldata params) external returns (uint256 returned);

    /// @notice Leverage of an account in a pair, rounded down; 1 without debt. [wad]
    /// @dev Reverts with `LeverageRouter_NoEquity` where there is none, an empty account included.
    function leverageOf(address account, address collateral, address debt) external view returns (uint256 leverage);
}
