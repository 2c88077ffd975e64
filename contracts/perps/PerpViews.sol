// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {IPerpExchange} from "./IPerpExchange.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpStorage} from "./PerpStorage.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PerpViewLib} from "./PerpViewLib.sol";

/// @title PerpViews
/// @notice What the exchange tells of itself.
abstract contract PerpViews is PerpStorage, IPerpExchange {
    using EnumerableSet for EnumerableSet.AddressSet;

    // Stored

    /// @inheritdoc IPerpExchange
    function quote() external view returns (address) {
        return _state.quote;
    }

    /// @inheritdoc IPerpExchange
    function pool() external view returns (address) {
        return _state.pool;
    }

    /// @inheritdoc IPerpExchange
    function riskHook() external view returns (address) {
        return _state.riskHook;
    }

    /// @inheritdoc IPerpExchange
    function marketCount() external view returns (uint256) {
        return _state.marketCount;
    }

    /// @inheritdoc IPerpExchange
    function getConfig(uint256 market) external view returns (PerpTypes.MarketConfig memory) {
        return MarketLib.get(_state, market).config;
    }

    /// @inheritdoc IPerpExchange
    function getStatus(uint256 market) external view returns (PerpTypes.Status) {
        return MarketLib.get(_state, market).status;
    }

    /// @inheritdoc IPerpExchange
    function getCollaterals() external view returns (address[] memory) {
        return _state.collaterals;
    }

    /// @inheritdoc IPerpExchange
    function getCollateralConfig(address token) external view returns (PerpTypes.CollateralConfig memory) {
        return _state.collateralConfigs[token];
    }

    /// @inheritdoc IPerpExchange
    function getPoolConfig() external view returns (PerpTypes.PoolConfig memory) {
        return _state.poolConfig;
    }

    /// @inheritdoc IPerpExchange
    function getPosition(address account, uint256 market) external view returns (PerpTypes.Position memory) {
        return _state.positions[account][market];
    }

    /// @inheritdoc IPerpExchange
    function getAccount(address account) external view returns (PerpTypes.Account memory) {
        return _state.accounts[account];
    }

    /// @inheritdoc IPerpExchange
    function getCollateral(address account, address token) external view returns (uint256) {
        return _state.collateralOf[account][token];
    }

    /// @inheritdoc IPerpExchange
    function getOrder(address account, uint256 market) external view returns (PerpTypes.Order memory) {
        return _state.orders[account][market];
    }

    /// @inheritdoc IPerpExchange
    function getSeized(address token) external view returns (uint256) {
        return _state.seized[token];
    }

    /// @inheritdoc IPerpExchange
    function getHolders(uint256 market, bool longs) external view returns (address[] memory) {
        PerpTypes.Market storage m = MarketLib.get(_state, market);
        return longs ? m.longs.values() : m.shorts.values();
    }

    /// @inheritdoc IPerpExchange
    function getBooks() external view returns (Books memory) {
        return
            Books({
                settledSum: _state.settledSum,
                poolCash: _state.poolCash,
                insurance: _state.insurance,
                fees: _state.fees,
                escrow: _state.escrow,
                unpaid: _state.unpaid,
                lost: _state.lost
            });
    }

    // Computed

    /// @inheritdoc IPerpExchange
    function getMarket(uint256 market) external view returns (MarketView memory) {
        return PerpViewLib.getMarket(_state, market);
    }

    /// @inheritdoc IPerpExchange
    function getStoredMarket(uint256 market) external view returns (StoredMarket memory) {
        PerpTypes.Market storage m = MarketLib.get(_state, market);
        return
            StoredMarket({
                status: m.status,
                long: m.long,
                short: m.short,
                fundingRate: m.fundingRate,
                fundingIndex: m.fundingIndex,
                fundingTime: m.fundingTime,
                premiumSum: m.premiumSum,
                windowStart: m.windowStart,
                windowBlock: m.windowBlock,
                windowUsed: m.windowUsed,
                insuranceBlock: m.insuranceBlock,
                insurancePaid: m.insurancePaid,
                seed: m.seed
            });
    }

    /// @inheritdoc IPerpExchange
    function getPremiums(
        uint256 market,
        uint256 from
    ) external view returns (uint256[] memory times, int256[] memory sums) {
        return PerpViewLib.getPremiums(_state, market, from);
    }

    /// @inheritdoc IPerpExchange
    function getFillPrice(uint256 market, int256 sizeDelta) external view returns (uint256) {
        return PerpViewLib.getFillPrice(_state, market, sizeDelta);
    }

    /// @inheritdoc IPerpExchange
    function getMargin(address account) external view returns (MarginView memory) {
        return PerpViewLib.getMargin(_state, account);
    }

    /// @inheritdoc IPerpExchange
    function getProfit(uint256 market, address account) external view returns (int256, uint256) {
        return PerpViewLib.getProfit(_state, market, account);
    }

    /// @inheritdoc IPerpExchange
    function engineEquity() external view returns (int256) {
        return PerpViewLib.engineEquity(_state);
    }

    /// @inheritdoc IPerpExchange
    function poolEquity() external view returns (uint256) {
        return PerpViewLib.poolEquity(_state);
    }

    /// @inheritdoc IPerpExchange
    function poolWithdrawable() external view returns (uint256) {
        return PerpViewLib.poolWithdrawable(_state);
    }

    /// @inheritdoc IPerpExchange
    function isPoolPriced() external view returns (bool) {
        return PerpViewLib.isPoolPriced(_state);
    }
}
