// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {AdlRoundLib} from "./AdlRoundLib.sol";
import {AdlViewLib} from "./AdlViewLib.sol";
import {DisposalLib} from "./DisposalLib.sol";
import {FlagLib} from "./FlagLib.sol";
import {IPerpExchange} from "./IPerpExchange.sol";
import {PerpLiquidationLib} from "./PerpLiquidationLib.sol";
import {PerpStorage} from "./PerpStorage.sol";
import {TakeOverLib} from "./TakeOverLib.sol";

/// @title PerpLiquidations
/// @notice What keepers do to accounts and to what the engine took over.
abstract contract PerpLiquidations is PerpStorage, IPerpExchange {
    /// @inheritdoc IPerpExchange
    function flag(address account) external locked {
        FlagLib.flag(_state, account);
    }

    /// @inheritdoc IPerpExchange
    function liquidate(uint256 market, address account) external locked returns (uint256 closed) {
        return PerpLiquidationLib.liquidate(_state, market, account);
    }

    /// @inheritdoc IPerpExchange
    function takeOver(address account) external locked {
        TakeOverLib.takeOver(_state, account);
    }

    /// @inheritdoc IPerpExchange
    function dispose(uint256 market, uint256 maxSize) external locked returns (uint256 closed) {
        return DisposalLib.dispose(_state, market, maxSize);
    }

    /// @inheritdoc IPerpExchange
    function deleverage(
        uint256 market,
        bool longs,
        address[] calldata order,
        uint256 scan
    ) external locked returns (uint256 closed) {
        return AdlRoundLib.deleverage(_state, market, longs, order, scan);
    }

    /// @inheritdoc IPerpExchange
    function buySeized(address token, uint256 amount, uint256 maxCost) external locked returns (uint256 cost) {
        return DisposalLib.buySeized(_state, token, amount, maxCost);
    }

    /// @inheritdoc IPerpExchange
    function getAdlTerms(
        uint256 market,
        address account,
        uint256 price
    ) external view returns (uint256 score, uint256 size) {
        return AdlViewLib.getTerms(_state, market, account, price);
    }
}
