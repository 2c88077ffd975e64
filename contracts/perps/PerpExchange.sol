// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {DelayedOrderLib} from "./DelayedOrderLib.sol";
import {DepositLib} from "./DepositLib.sol";
import {IPerpExchange} from "./IPerpExchange.sol";
import {OrderLib} from "./OrderLib.sol";
import {PerpExchangeAdmin} from "./PerpExchangeAdmin.sol";
import {PerpLiquidations} from "./PerpLiquidations.sol";
import {PerpViews} from "./PerpViews.sol";
import {PoolCashLib} from "./PoolCashLib.sol";

/// @title PerpExchange
contract PerpExchange is PerpViews, PerpLiquidations, PerpExchangeAdmin {
    constructor(IERC20Metadata quote_, address owner_) {
        _state.quote = address(quote_);
        _state.quoteUnit = 10 ** quote_.decimals();
        _state.owner = owner_;
    }

    // Accounts

    /// @inheritdoc IPerpExchange
    function deposit(address token, uint256 amount, address onBehalfOf) external locked {
        DepositLib.deposit(_state, token, amount, onBehalfOf);
    }

    /// @inheritdoc IPerpExchange
    function withdraw(address token, uint256 amount, address to) external locked {
        DepositLib.withdraw(_state, token, amount, to);
    }

    // Orders

    /// @inheritdoc IPerpExchange
    function trade(
        uint256 market,
        int256 sizeDelta,
        uint256 acceptablePrice,
        bool reduceOnly
    ) external locked returns (uint256 fillPrice) {
        return OrderLib.trade(_state, OrderLib.Intent(msg.sender, market, sizeDelta, acceptablePrice, reduceOnly));
    }

    /// @inheritdoc IPerpExchange
    function commitOrder(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly) external locked {
        DelayedOrderLib.commit(_state, OrderLib.Intent(msg.sender, market, sizeDelta, acceptablePrice, reduceOnly));
    }

    /// @inheritdoc IPerpExchange
    function settleOrder(uint256 market, address account) external locked {
        DelayedOrderLib.settle(_state, market, account);
    }

    /// @inheritdoc IPerpExchange
    function clearOrder(uint256 market, address account) external locked {
        DelayedOrderLib.clear(_state, market, account);
    }

    // Cash

    /// @inheritdoc IPerpExchange
    function fundInsurance(uint256 amount) external locked {
        PoolCashLib.fundInsurance(_state, amount);
    }

    /// @inheritdoc IPerpExchange
    function depositPool(uint256 amount) external locked {
        PoolCashLib.depositPool(_state, amount);
    }

    /// @inheritdoc IPerpExchange
    function withdrawPool(uint256 amount, address to) external locked {
        PoolCashLib.withdrawPool(_state, amount, to);
    }
}
