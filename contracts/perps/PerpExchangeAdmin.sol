// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpExchangeAdmin} from "./IPerpExchangeAdmin.sol";
import {PerpConfigLib} from "./PerpConfigLib.sol";
import {PerpStorage} from "./PerpStorage.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolCashLib} from "./PoolCashLib.sol";

/// @title PerpExchangeAdmin
/// @notice What the exchange's owner may set.
abstract contract PerpExchangeAdmin is PerpStorage, IPerpExchangeAdmin {
    /// @inheritdoc IPerpExchangeAdmin
    function setPool(address pool_) external onlyOwner locked {
        PerpConfigLib.setPool(_state, pool_);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function listMarket(PerpTypes.MarketConfig calldata config) external onlyOwner locked returns (uint256 market) {
        return PerpConfigLib.listMarket(_state, config);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function configureMarket(uint256 market, PerpTypes.MarketConfig calldata config) external onlyOwner locked {
        PerpConfigLib.configureMarket(_state, market, config);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function setStatus(uint256 market, PerpTypes.Status status) external onlyOwner locked {
        PerpConfigLib.setStatus(_state, market, status);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function configureCollateral(address token, PerpTypes.CollateralConfig calldata config) external onlyOwner locked {
        PerpConfigLib.configureCollateral(_state, token, config);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function configurePool(PerpTypes.PoolConfig calldata config) external onlyOwner locked {
        PerpConfigLib.configurePool(_state, config);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function setRiskHook(address hook) external onlyOwner locked {
        PerpConfigLib.setRiskHook(_state, hook);
    }

    /// @inheritdoc IPerpExchangeAdmin
    function collectFees(address to) external onlyOwner locked returns (uint256 amount) {
        return PoolCashLib.collectFees(_state, to);
    }
}
