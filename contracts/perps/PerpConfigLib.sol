// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {FundingLib} from "./FundingLib.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarketConfigCheckLib} from "./MarketConfigCheckLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title PerpConfigLib
/// @notice Writes the exchange's settings.
library PerpConfigLib {
    using SafeCast for uint256;

    uint256 internal constant MAX_MARKETS = 64; // a bit each in an account's word
    uint256 internal constant MAX_COLLATERALS = 32;

    function setPool(PerpTypes.State storage state, address pool) external {
        uint256 current = uint160(state.pool);
        require(current == 0 && pool != address(0), IPerpErrors.PerpExchange_ConfigInvalid("pool", current, 0));
        state.pool = pool;
    }

    function listMarket(
        PerpTypes.State storage state,
        PerpTypes.MarketConfig memory config
    ) external returns (uint256 id) {
        id = state.marketCount;
        require(id < MAX_MARKETS, IPerpErrors.PerpExchange_TooManyMarkets(id));
        MarketConfigCheckLib.check(config);

        PerpTypes.Market storage market = state.markets[id];
        market.config = config;
        market.status = PerpTypes.Status.Open;
        market.fundingTime = uint40(block.timestamp);
        PremiumLib.record(market);
        state.marketCount = uint96(id + 1);

        emit IPerpEvents.MarketListed(id, address(config.indexFeed));
        emit IPerpEvents.MarketConfigured(id, config);
    }

    /// @dev Where the feed has no price, the time since the last accrual is not charged: a dead feed can be replaced.
    function configureMarket(PerpTypes.State storage state, uint256 id, PerpTypes.MarketConfig memory config) external {
        PerpTypes.Market storage market = MarketLib.get(state, id);
        MarketConfigCheckLib.check(config);
        (uint256 price, ) = IndexPriceLib.tryRead(market.config.indexFeed);
        FundingLib.accrue(market, id, price);

        market.config = config;

        emit IPerpEvents.MarketConfigured(id, config);
    }

    function setStatus(PerpTypes.State storage state, uint256 id, PerpTypes.Status status) external {
        MarketLib.get(state, id).status = status;

        emit IPerpEvents.StatusSet(id, status);
    }

    function configureCollateral(
        PerpTypes.State storage state,
        address token,
        PerpTypes.CollateralConfig memory config
    ) external {
        MarketConfigCheckLib.checkFeed("collateral.feed", config.feed, false);
        MarketConfigCheckLib.checkShare("collateral.haircut", config.haircut);
        MarketConfigCheckLib.checkShare("collateral.saleDiscount", config.saleDiscount);
        require(
            token != state.quote && token != address(0),
            IPerpErrors.PerpExchange_ConfigInvalid("collateral.token", uint160(token), uint160(state.quote))
        );
        uint256 decimals = IERC20Metadata(token).decimals();
        require(
            config.decimals == decimals,
            IPerpErrors.PerpExchange_ConfigInvalid("collateral.decimals", config.decimals, decimals)
        );

        if (address(state.collateralConfigs[token].feed) == address(0)) {
            uint256 count = state.collaterals.length;
            require(
                count < MAX_COLLATERALS,
                IPerpErrors.PerpExchange_ConfigInvalid("collaterals", count + 1, MAX_COLLATERALS)
            );
            state.collaterals.push(token);
        }
        state.collateralConfigs[token] = config;

        emit IPerpEvents.CollateralConfigured(token, config);
    }

    function setRiskHook(PerpTypes.State storage state, address hook) external {
        state.riskHook = hook;

        emit IPerpEvents.RiskHookSet(hook);
    }

    function configurePool(PerpTypes.State storage state, PerpTypes.PoolConfig memory config) external {
        MarketConfigCheckLib.checkShare("pool.feeShare", config.feeShare);
        MarketConfigCheckLib.checkShare("pool.maxProfitForWithdrawal", config.maxProfitForWithdrawal);
        MarketConfigCheckLib.checkShare("pool.maxProfitForPayout", config.maxProfitForPayout);

        state.poolConfig = config;

        emit IPerpEvents.PoolConfigured(config);
    }
}
