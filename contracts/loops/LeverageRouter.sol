// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {IFlashLoanReceiver} from "../lending/IFlashLoanReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {ILeverageRouter} from "./ILeverageRouter.sol";
import {LeverageLib} from "./LeverageLib.sol";
import {PairLib} from "./PairLib.sol";

/// @title LeverageRouter
contract LeverageRouter is ILeverageRouter, ReentrancyGuardTransient {
    using SafeERC20 for IERC20;
    using Math for uint256;
    using PairLib for PairLib.Pair;

    uint256 private constant WAD = 1e18;
    uint256 private constant BPS = 1e4;

    /// @dev The pool's interest rate modes: a flash loan taken back, and variable debt.
    uint256 private constant MODE_REPAID = 0;
    uint256 private constant MODE_VARIABLE = 2;

    /// @dev How near below the target is at the target. [wad] 0.000001×
    uint256 private constant PRECISION = 1e12;

    /// @dev Most quotes to size one trade. Each shrinks the error by about (ℓ − 1) × price impact, so a trade that
    /// needs more has no sensible size.
    uint256 private constant MAX_QUOTES = 8;

    /// @dev What the pool's own rounding may cost: a scaled amount rounded to a whole unit and back. [asset]
    uint256 private constant ROUNDING = 2;

    /// @dev What a flash loan is for. `amount`: the equity to supply, or the aTokens to withdraw. `bound`: the least
    /// collateral to supply, or the most to sell. [asset]
    struct Plan {
        bool opens;
        address account;
        IERC20 collateral;
        IERC20 aToken;
        uint256 amount;
        uint256 bound;
        bytes path;
    }

    /// @inheritdoc ILeverageRouter
    ILendingPool public immutable POOL;

    /// @inheritdoc ILeverageRouter
    ISwapRouter public immutable SWAP_ROUTER;

    /// @inheritdoc ILeverageRouter
    IQuoter public immutable QUOTER;

    constructor(ILendingPool pool, ISwapRouter swapRouter, IQuoter quoter) {
        POOL = pool;
        SWAP_ROUTER = swapRouter;
        QUOTER = quoter;
    }

    /// @inheritdoc ILeverageRouter
    function openIterative(OpenParams calldata params) external nonReentrant returns (uint256 leverage) {
        PairLib.Pair memory pair = _identify(params.collateral, params.debt, params.path);

        _requireTimely(params.deadline);
        _requireTarget(params.targetLeverage);

        uint256 supplied = _takeEquity(pair, params.equity);
        _supply(pair.collateral, supplied, msg.sender);
        emit LoopStep(msg.sender, 0, 0, supplied);

        uint256 borrowed;
        for (uint256 i = 1; i <= params.maxIterations; ++i) {
            uint256 amount = _sizeStepDown(pair, params);
            if (amount == 0) break;

            POOL.borrow(params.debt, amount, MODE_VARIABLE, 0, msg.sender);
            uint256 bought = SwapLib.sell(SWAP_ROUTER, pair.debt, amount, params.path);
            _supply(pair.collateral, bought, msg.sender);

            borrowed += amount;
            supplied += bought;
            emit LoopStep(msg.sender, i, amount, bought);
        }

        require(
            supplied >= params.minCollateral,
            LeverageRouter_CollateralBelowMinimum(supplied, params.minCollateral)
        );
        leverage = _finishOpen(params, borrowed);

        _refund(pair);
    }

    /// @inheritdoc ILeverageRouter
    function openFlash(OpenParams calldata params) external nonReentrant returns (uint256 leverage) {
        PairLib.Pair memory pair = _identify(params.collateral, params.debt, params.path);

        _requireTimely(params.deadline);
        _requireTarget(params.targetLeverage);

        uint256 equity = _takeEquity(pair, params.equity);
        uint256 borrowed = _sizeFlash(pair, params, equity);
        Plan memory plan = Plan({
            opens: true,
            account: msg.sender,
            collateral: pair.collateral,
            aToken: pair.aToken,
            amount: equity,
            bound: params.minCollateral,
            path: params.path
        });
        if (borrowed == 0) _enter(plan, pair.debt, 0);
        else _flash(plan, pair.debt, borrowed, MODE_VARIABLE);

        leverage = _finishOpen(params, borrowed);

        _refund(pair);
    }

    /// @inheritdoc ILeverageRouter
    function deleverage(DeleverageParams calldata params) external nonReentrant returns (uint256 leverage) {
        PairLib.Pair memory pair = _identify(params.collateral, params.debt, params.path);

        _requireTimely(params.deadline);
        _requireTarget(params.targetLeverage);

        (uint256 repaid, uint256 sold) = _sizeRepay(pair, params);
        if (repaid != 0) {
            Plan memory plan = Plan({
                opens: false,
                account: msg.sender,
                collateral: pair.collateral,
                aToken: pair.aToken,
                amount: Math.min(sold + ROUNDING, pair.aToken.balanceOf(msg.sender)),
                bound: params.maxCollateralSold,
                path: params.path
            });
            _flash(plan, pair.debt, repaid, MODE_REPAID);
        }

        leverage = leverageOf(msg.sender, params.collateral, params.debt);
        require(leverage <= params.maxLeverage, LeverageRouter_TargetNotReached(leverage, params.targetLeverage));

        emit LoopDeleveraged(msg.sender, params.collateral, params.debt, leverage);

        _refund(pair);
    }

    /// @inheritdoc ILeverageRouter
    function close(CloseParams calldata params) external nonReentrant returns (uint256 returned) {
        PairLib.Pair memory pair = _identify(params.collateral, params.debt, params.path);

        _requireTimely(params.deadline);

        uint256 debt = pair.debtToken.balanceOf(msg.sender);
        Plan memory plan = Plan({
            opens: false,
            account: msg.sender,
            collateral: pair.collateral,
            aToken: pair.aToken,
            amount: pair.aToken.balanceOf(msg.sender),
            bound: params.maxCollateralSold,
            path: params.path
        });
        if (debt == 0) _withdraw(plan);
        else _flash(plan, pair.debt, debt, MODE_REPAID);

        returned = pair.collateral.balanceOf(address(this));
        emit LoopClosed(msg.sender, params.collateral, params.debt, returned);

        _refund(pair);
    }

    /// @inheritdoc IFlashLoanReceiver
    function executeOperation(
        address[] calldata assets,
        uint256[] calldata amounts,
        uint256[] calldata premiums,
        address initiator,
        bytes calldata params
    ) external returns (bool) {
        require(msg.sender == address(POOL), LeverageRouter_CallerNotPool(msg.sender));
        require(initiator == address(this), LeverageRouter_InitiatorNotRouter(initiator));

        Plan memory plan = abi.decode(params, (Plan));
        if (plan.opens) _enter(plan, IERC20(assets[0]), amounts[0]);
        else _unwind(plan, IERC20(assets[0]), amounts[0], premiums[0]);
        return true;
    }

    /// @inheritdoc ILeverageRouter
    function leverageOf(address account, address collateral, address debt) public view returns (uint256) {
        LeverageLib.Position memory position = PairLib.load(POOL, collateral, debt).positionOf(account);
        _requireEquity(position);
        return LeverageLib.leverageDown(position);
    }

    /// @dev Swaps borrowed funds and supplies them together with the equity.
    function _enter(Plan memory plan, IERC20 debt, uint256 borrowed) private {
        uint256 supplied = plan.amount + SwapLib.sell(SWAP_ROUTER, debt, borrowed, plan.path);
        require(supplied >= plan.bound, LeverageRouter_CollateralBelowMinimum(supplied, plan.bound));

        _supply(plan.collateral, supplied, plan.account);
        emit LoopStep(plan.account, 1, borrowed, supplied);
    }

    /// @dev Repays with borrowed funds, then sells what they cost and leaves it for the pool to take back.
    function _unwind(Plan memory plan, IERC20 debt, uint256 repaid, uint256 premium) private {
        debt.forceApprove(address(POOL), repaid);
        POOL.repay(address(debt), repaid, MODE_VARIABLE, plan.account);

        uint256 withdrawn = _withdraw(plan);
        uint256 sold = SwapLib.buy(SWAP_ROUTER, plan.collateral, repaid + premium, withdrawn, plan.path);
        require(sold <= plan.bound, LeverageRouter_CollateralSoldAboveMaximum(sold, plan.bound));

        debt.forceApprove(address(POOL), repaid + premium);
        emit LoopUnwind(plan.account, repaid, sold);
    }

    function _withdraw(Plan memory plan) private returns (uint256 withdrawn) {
        plan.aToken.safeTransferFrom(plan.account, address(this), plan.amount);
        return POOL.withdraw(address(plan.collateral), type(uint256).max, address(this));
    }

    function _supply(IERC20 collateral, uint256 amount, address account) private {
        if (amount == 0) return;
        collateral.forceApprove(address(POOL), amount);
        POOL.supply(address(collateral), amount, account, 0);
    }

    function _flash(Plan memory plan, IERC20 debt, uint256 amount, uint256 mode) private {
        address[] memory assets = new address[](1);
        uint256[] memory amounts = new uint256[](1);
        uint256[] memory modes = new uint256[](1);
        (assets[0], amounts[0], modes[0]) = (address(debt), amount, mode);
        POOL.flashLoan(address(this), assets, amounts, modes, plan.account, abi.encode(plan), 0);
    }

    function _takeEquity(PairLib.Pair memory pair, uint256 equity) private returns (uint256) {
        if (equity != 0) pair.collateral.safeTransferFrom(msg.sender, address(this), equity);
        return equity;
    }

    function _refund(PairLib.Pair memory pair) private {
        _sweep(pair.collateral);
        if (pair.debt != pair.collateral) _sweep(pair.debt);
    }

    function _sweep(IERC20 token) private {
        uint256 left = token.balanceOf(address(this));
        if (left != 0) token.safeTransfer(msg.sender, left);
    }

    /// @dev The next step of an iteration; 0 ends it.
    function _sizeStepDown(PairLib.Pair memory pair, OpenParams calldata params) private returns (uint256) {
        LeverageLib.Position memory position = pair.positionOf(msg.sender);
        _requireEquity(position);
        if (LeverageLib.leverageDown(position) + PRECISION >= params.targetLeverage) return 0;

        uint256 lossless = pair.debtAmountDown(LeverageLib.borrowDown(position, params.targetLeverage, WAD));
        uint256 amount = Math.min(lossless, _headroomDown(pair));
        if (amount == 0) return 0;

        uint256 bought = SwapLib.quoteSell(QUOTER, amount, params.path);
        if (bought <= ROUNDING) return 0;

        uint256 value = LeverageLib.borrowDown(
            position,
            params.targetLeverage,
            _ratio(pair.collateralValueDown(bought), pair.debtValueDown(amount))
        );
        return Math.min(amount, pair.debtAmountDown(value));
    }

    /// @dev What a flash loan must borrow; 0 when the equity alone is at the target.
    function _sizeFlash(
        PairLib.Pair memory pair,
        OpenParams calldata params,
        uint256 equity
    ) private returns (uint256 amount) {
        LeverageLib.Position memory position = pair.positionOf(msg.sender);
        position.collateral += pair.collateralValueDown(equity);
        _requireEquity(position);

        uint256 received = WAD;
        uint256 reached;
        for (uint256 i = 0; i < MAX_QUOTES; ++i) {
            amount = pair.debtAmountDown(LeverageLib.borrowDown(position, params.targetLeverage, received));
            if (amount == 0) return 0;

            uint256 bought = SwapLib.quoteSell(QUOTER, amount, params.path);
            reached = _leverageAfter(
                position.collateral + pair.collateralValueDown(bought),
                position.debt + pair.debtValueDown(amount)
            );
            if (reached >= params.minLeverage && reached <= params.targetLeverage) return amount;
            received = _ratio(pair.collateralValueDown(bought), pair.debtValueDown(amount));
        }
        revert LeverageRouter_TargetNotReached(reached, params.targetLeverage);
    }

    /// @dev What to repay, and the collateral that pays for it and for the premium; (0, 0) at or below the target.
    function _sizeRepay(
        PairLib.Pair memory pair,
        DeleverageParams calldata params
    ) private returns (uint256 repaid, uint256 sold) {
        LeverageLib.Position memory position = pair.positionOf(msg.sender);
        _requireEquity(position);

        uint256 premium = POOL.FLASHLOAN_PREMIUM_TOTAL();
        uint256 paid = WAD;
        uint256 reached;
        for (uint256 i = 0; i < MAX_QUOTES; ++i) {
            uint256 value = LeverageLib.repayDown(position, params.targetLeverage, paid);
            repaid = pair.debtAmountDown(Math.min(value, position.debt));
            if (repaid == 0) return (0, 0);

            sold = SwapLib.quoteBuy(QUOTER, repaid + repaid.mulDiv(premium, BPS, Math.Rounding.Ceil), params.path);
            uint256 soldValue = pair.collateralValueDown(sold);
            uint256 repaidValue = pair.debtValueDown(repaid);
            reached = _leverageAfter(position.collateral.saturatingSub(soldValue), position.debt - repaidValue);
            // Where the AMM pays more than the oracle says, sizes come down from above and overshoot less and less.
            bool overshoots = reached + PRECISION < params.targetLeverage;
            if (reached <= params.maxLeverage && !overshoots) return (repaid, sold);
            paid = _ratio(soldValue, repaidValue);
        }
        revert LeverageRouter_TargetNotReached(reached, params.targetLeverage);
    }

    function _finishOpen(OpenParams calldata params, uint256 borrowed) private returns (uint256 leverage) {
        require(borrowed <= params.maxDebt, LeverageRouter_DebtAboveMaximum(borrowed, params.maxDebt));
        leverage = leverageOf(msg.sender, params.collateral, params.debt);
        require(leverage >= params.minLeverage, LeverageRouter_TargetNotReached(leverage, params.targetLeverage));

        emit LoopOpened(msg.sender, params.collateral, params.debt, leverage);
    }

    function _identify(
        address collateral,
        address debt,
        bytes calldata path
    ) private view returns (PairLib.Pair memory pair) {
        SwapLib.requirePath(path, debt, collateral);
        return PairLib.load(POOL, collateral, debt);
    }

    /// @dev What the account's LTV lets it borrow next. [asset]
    function _headroomDown(PairLib.Pair memory pair) private view returns (uint256) {
        (uint256 collateral, uint256 debt, , , uint256 ltv, ) = POOL.getUserAccountData(msg.sender);
        uint256 value = LeverageLib.headroomDown(collateral, debt, ltv).saturatingSub(1);
        return pair.debtAmountDown(value * WAD).saturatingSub(ROUNDING);
    }

    function _leverageAfter(uint256 collateral, uint256 debt) private pure returns (uint256) {
        if (collateral <= debt) return type(uint256).max;
        return LeverageLib.leverageDown(LeverageLib.Position(collateral, debt));
    }

    /// @dev Collateral value moved for each unit of debt value. [wad]
    function _ratio(uint256 collateralValue, uint256 debtValue) private pure returns (uint256) {
        return collateralValue.mulDiv(WAD, debtValue);
    }

    function _requireTimely(uint256 deadline) private view {
        require(block.timestamp <= deadline, LeverageRouter_DeadlinePassed(deadline, block.timestamp));
    }

    function _requireTarget(uint256 target) private pure {
        require(target >= WAD, LeverageRouter_TargetBelowOne(target));
    }

    function _requireEquity(LeverageLib.Position memory position) private pure {
        require(position.collateral > position.debt, LeverageRouter_NoEquity(position.collateral, position.debt));
    }
}
