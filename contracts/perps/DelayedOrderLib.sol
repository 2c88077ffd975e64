// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BooksLib} from "./BooksLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {OrderCheckLib} from "./OrderCheckLib.sol";
import {OrderLib} from "./OrderLib.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title DelayedOrderLib
/// @notice Orders that are committed in one block and settled at the price of a later one.
/// @dev No free option: the price is that of settlement, anyone may settle, the escrow is gone either way, and margin
/// stays in while an order waits. What is wrong with a market (pause, prices) lets the order wait; what is wrong with
/// the order drops it.
library DelayedOrderLib {
    using SafeCast for uint256;

    function commit(PerpTypes.State storage state, OrderLib.Intent memory intent) external {
        PerpTypes.Market storage market = MarketLib.getUsable(state, intent.market);
        PerpTypes.TradingConfig storage trading = market.config.trading;
        bool pending = state.orders[intent.account][intent.market].committed != 0;
        require(trading.settlementDelay != 0, IPerpErrors.PerpExchange_WrongOrderKind(intent.market, 0));
        require(intent.sizeDelta != 0, IPerpErrors.PerpExchange_AmountZero());
        require(!pending, IPerpErrors.PerpExchange_OrderPending(intent.account, intent.market));
        int256 size = state.positions[intent.account][intent.market].size;
        OrderCheckLib.requireDirection(market, intent.market, size, intent.sizeDelta, intent.reduceOnly);

        MarginLib.Margin memory m = MarginLib.requireOwn(state, intent.account, PerpTypes.Purpose.Order);
        uint256 escrow = trading.settlementReward;
        BooksLib.debit(state, intent.account, escrow);
        state.escrow += escrow;
        ++state.accounts[intent.account].orders;
        state.orders[intent.account][intent.market] = PerpTypes.Order({
            sizeDelta: intent.sizeDelta,
            acceptablePrice: intent.acceptablePrice,
            escrow: escrow.toUint128(),
            committed: uint40(block.number),
            reduceOnly: intent.reduceOnly
        });

        m.equity -= escrow.toInt256();
        MarginLib.requireSolvent(m, intent.account, false);

        emit IPerpEvents.OrderCommitted(
            intent.market,
            intent.account,
            intent.sizeDelta,
            intent.acceptablePrice,
            escrow,
            intent.reduceOnly
        );
    }

    function settle(PerpTypes.State storage state, uint256 id, address account) external {
        PerpTypes.TradingConfig storage trading = MarketLib.getUsable(state, id).config.trading;
        PerpTypes.Order memory order = _take(state, id, account);
        uint256 from = uint256(order.committed) + trading.settlementDelay;
        uint256 until = from + trading.settlementWindow;
        require(block.number >= from, IPerpErrors.PerpExchange_OrderTooEarly(from, block.number));
        require(block.number <= until, IPerpErrors.PerpExchange_OrderExpired(until, block.number));

        OrderLib.Intent memory intent = OrderLib.Intent(
            account,
            id,
            order.sizeDelta,
            order.acceptablePrice,
            order.reduceOnly
        );
        try OrderLib.settle(state, intent) {
            _reward(state, order.escrow);
            emit IPerpEvents.OrderSettled(id, account, msg.sender, order.escrow);
        } catch (bytes memory reason) {
            if (OrderCheckLib.mayPass(reason)) Address.verifyCallResult(false, reason);
            _reward(state, order.escrow);
            emit IPerpEvents.OrderDropped(id, account, msg.sender, order.escrow, bytes4(reason));
        }
    }

    /// @dev In any status, so that no account stays bound to an order.
    function clear(PerpTypes.State storage state, uint256 id, address account) external {
        PerpTypes.TradingConfig storage trading = MarketLib.get(state, id).config.trading;
        PerpTypes.Order memory order = _take(state, id, account);
        uint256 until = uint256(order.committed) + trading.settlementDelay + trading.settlementWindow;
        require(block.number > until, IPerpErrors.PerpExchange_OrderNotExpired(until, block.number));

        _reward(state, order.escrow);

        bytes4 reason = IPerpErrors.PerpExchange_OrderExpired.selector;
        emit IPerpEvents.OrderDropped(id, account, msg.sender, order.escrow, reason);
    }

    function _take(
        PerpTypes.State storage state,
        uint256 id,
        address account
    ) private returns (PerpTypes.Order memory order) {
        order = state.orders[account][id];
        require(order.committed != 0, IPerpErrors.PerpExchange_NoOrder(account, id));
        delete state.orders[account][id];
        --state.accounts[account].orders;
    }

    function _reward(PerpTypes.State storage state, uint256 escrow) private {
        state.escrow -= escrow;
        BooksLib.credit(state, msg.sender, escrow);
    }
}
