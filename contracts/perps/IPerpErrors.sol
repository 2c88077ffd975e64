// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "./PerpTypes.sol";

/// @title IPerpErrors
/// @notice Why the exchange refuses; each error carries the values that failed.
interface IPerpErrors {
    error PerpExchange_Reentered();
    error PerpExchange_NotOwner(address caller);
    error PerpExchange_NotPool(address caller);
    error PerpExchange_AmountZero();
    error PerpExchange_MarketUnknown(uint256 market, uint256 count);
    error PerpExchange_MarketPaused(uint256 market);
    /// @notice The market only lets positions shrink, or the order asked for that, and this one would not.
    error PerpExchange_ReduceOnly(uint256 market, int256 size, int256 sizeDelta);
    error PerpExchange_CollateralUnknown(address token);
    error PerpExchange_CollateralCapExceeded(address token, uint256 sum, uint256 cap);
    /// @notice The token moved less than it was told to.
    error PerpExchange_TransferShort(address token, uint256 expected, uint256 received);
    error PerpExchange_InsufficientCollateral(address account, address token, uint256 held, uint256 asked);
    /// @notice Cash that the account has not settled cannot leave; `settled` may be negative.
    error PerpExchange_InsufficientSettled(address account, int256 settled, uint256 asked);
    error PerpExchange_PriceBeyondAcceptable(uint256 fillPrice, uint256 acceptablePrice);
    /// @notice Neither the feed nor the premium leaves a positive price.
    error PerpExchange_NoPrice(uint256 market);
    error PerpExchange_StalePrice(uint256 market, uint256 age, uint256 maxAge);
    error PerpExchange_NoCollateralPrice(address token);
    error PerpExchange_StaleCollateralPrice(address token, uint256 age, uint256 maxAge);
    error PerpExchange_SizeCapExceeded(uint256 market, uint256 size, uint256 cap);
    error PerpExchange_ValueCapExceeded(uint256 market, uint256 value, uint256 cap);
    error PerpExchange_InsufficientMargin(address account, int256 equity, uint256 required);
    /// @notice The account is below maintenance or flagged: only liquidation may act on it.
    error PerpExchange_Liquidatable(address account, int256 equity, uint256 maintenance);
    error PerpExchange_Healthy(address account, int256 equity, uint256 maintenance);
    error PerpExchange_NoPosition(address account, uint256 market);
    /// @notice The market settles orders after a delay, so they must be committed; or at once, so they cannot be.
    error PerpExchange_WrongOrderKind(uint256 market, uint32 settlementDelay);
    error PerpExchange_OrderPending(address account, uint256 market);
    error PerpExchange_NoOrder(address account, uint256 market);
    error PerpExchange_OrderTooEarly(uint256 settleableFrom, uint256 current);
    error PerpExchange_OrderExpired(uint256 settleableUntil, uint256 current);
    error PerpExchange_OrderNotExpired(uint256 settleableUntil, uint256 current);
    error PerpExchange_CoolingDown(address account, uint256 until);
    error PerpExchange_WindowExhausted(uint256 market, uint256 until);
    /// @notice The liquidation engine's own account is nobody's to liquidate or to deposit for.
    error PerpExchange_EngineAccount();
    /// @notice Below the backstop an account is taken over whole.
    error PerpExchange_BelowBackstop(address account, int256 equity, uint256 backstop);
    error PerpExchange_AboveBackstop(address account, int256 equity, uint256 backstop);
    /// @notice The engine has nothing to close in the market, or nothing that it may close now.
    error PerpExchange_NothingToClose(uint256 market);
    /// @notice The insurance fund, less what other positions of the engine lack, cannot pay.
    error PerpExchange_InsuranceInsufficient(uint256 needed, uint256 available);
    /// @notice The engine is solvent, or the side's profit below its trigger.
    error PerpExchange_DeleveragingNotNeeded(uint256 market, int256 engineEquity);
    error PerpExchange_DeleveragingDisabled(uint256 market);
    /// @notice `account` may not be deleveraged: wrong side, no profit, or no equity above its maintenance.
    error PerpExchange_NotDeleverageable(uint256 market, address account);
    /// @notice `next` ranks above `previous` and stands after it.
    error PerpExchange_WrongRanking(uint256 market, address previous, address next);
    /// @notice Some account that ranks no lower than the last in the order is missing from it.
    error PerpExchange_RankingIncomplete(uint256 market, uint256 listed, uint256 found);
    /// @notice A pro-rata policy takes no order.
    error PerpExchange_OrderNotAccepted(uint256 market, PerpTypes.AdlPolicy policy);
    error PerpExchange_NothingSeized(address token, uint256 held, uint256 asked);
    error PerpExchange_CostAboveMaximum(uint256 cost, uint256 maximum);
    error PerpExchange_PoolWithdrawalLimited(uint256 asked, uint256 available);
    error PerpExchange_ConfigInvalid(bytes32 parameter, uint256 value, uint256 limit);
    error PerpExchange_TooManyMarkets(uint256 count);
}
