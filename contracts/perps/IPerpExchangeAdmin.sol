// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "./PerpTypes.sol";

/// @title IPerpExchangeAdmin
/// @notice The exchange's settings. Owner only; each reverts with `PerpExchange_ConfigInvalid` naming what makes no
/// sense.
interface IPerpExchangeAdmin {
    /// @notice Connects the liquidity pool, once.
    function setPool(address pool) external;

    /// @notice Lists a market under the next free id, open. At most 64.
    function listMarket(PerpTypes.MarketConfig calldata config) external returns (uint256 market);

    /// @notice Replaces a market's settings; funding is accrued at the old ones first. Where the old feed has no price,
    /// the time since the last accrual is not charged.
    function configureMarket(uint256 market, PerpTypes.MarketConfig calldata config) external;

    /// @notice Pauses a market, lets it shrink only, or opens it. Funding goes on in each.
    function setStatus(uint256 market, PerpTypes.Status status) external;

    /// @notice Lists a collateral or replaces its settings. At most 32; never the quote token.
    function configureCollateral(address token, PerpTypes.CollateralConfig calldata config) external;

    /// @notice Sets the pool's share of fees and its limits, each at most 100 %.
    function configurePool(PerpTypes.PoolConfig calldata config) external;

    /// @notice Sets whom the exchange asks before an account's risk grows (`IRiskHook`); zero for nobody.
    function setRiskHook(address hook) external;

    /// @notice Pays the protocol's fees out.
    function collectFees(address to) external returns (uint256 amount);
}
