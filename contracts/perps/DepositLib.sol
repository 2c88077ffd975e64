// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BooksLib} from "./BooksLib.sol";
import {FlagLib} from "./FlagLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {RiskHookLib} from "../guards/RiskHookLib.sol";
import {TokenLib} from "./TokenLib.sol";

/// @title DepositLib
/// @notice Brings margin in and lets it out.
library DepositLib {
    function deposit(PerpTypes.State storage state, address token, uint256 amount, address onBehalfOf) external {
        FlagLib.requireAccount(onBehalfOf);
        require(amount != 0, IPerpErrors.PerpExchange_AmountZero());

        if (token == state.quote) BooksLib.credit(state, onBehalfOf, amount);
        else _addCollateral(state, token, amount, onBehalfOf);

        emit IPerpEvents.CollateralDeposited(onBehalfOf, token, amount, msg.sender);

        TokenLib.pull(token, msg.sender, amount);
    }

    function withdraw(PerpTypes.State storage state, address token, uint256 amount, address to) external {
        require(amount != 0, IPerpErrors.PerpExchange_AmountZero());
        _requireNoOrder(state, msg.sender);

        if (token == state.quote) {
            int256 settled = state.accounts[msg.sender].settled;
            bool covered = settled >= 0 && uint256(settled) >= amount;
            require(covered, IPerpErrors.PerpExchange_InsufficientSettled(msg.sender, settled, amount));
            BooksLib.debit(state, msg.sender, amount);
        } else {
            _removeCollateral(state, token, amount, msg.sender);
        }
        _requireMargin(state, msg.sender);
        RiskHookLib.report(state.riskHook, RiskAction.MarginOut, msg.sender, token, amount);

        emit IPerpEvents.CollateralWithdrawn(msg.sender, token, amount, to);

        TokenLib.push(token, to, amount);
    }

    function _addCollateral(PerpTypes.State storage state, address token, uint256 amount, address account) private {
        uint256 i = _indexOf(state, token);
        uint256 sum = state.collateralSums[token] + amount;
        uint256 cap = state.collateralConfigs[token].cap;
        require(cap == 0 || sum <= cap, IPerpErrors.PerpExchange_CollateralCapExceeded(token, sum, cap));
        state.collateralSums[token] = sum;
        state.collateralOf[account][token] += amount;
        state.accounts[account].collaterals |= uint32(1 << i);
    }

    function _removeCollateral(PerpTypes.State storage state, address token, uint256 amount, address account) private {
        uint256 i = _indexOf(state, token);
        uint256 held = state.collateralOf[account][token];
        require(held >= amount, IPerpErrors.PerpExchange_InsufficientCollateral(account, token, held, amount));
        state.collateralSums[token] -= amount;
        state.collateralOf[account][token] = held - amount;
        if (held == amount) state.accounts[account].collaterals &= ~uint32(1 << i);
    }

    // An account that owes nothing and has no position takes out what it has, whatever the feeds say.
    function _requireMargin(PerpTypes.State storage state, address account) private view {
        PerpTypes.Account storage holder = state.accounts[account];
        if (holder.markets == 0 && holder.settled >= 0) return;

        MarginLib.Margin memory m = MarginLib.measure(state, account, PerpTypes.Purpose.Order);
        require(!holder.flagged, IPerpErrors.PerpExchange_Liquidatable(account, m.equity, m.maintenance));
        MarginLib.requireSolvent(m, account, true);
    }

    // An order that waits would otherwise be called off by taking its margin away.
    function _requireNoOrder(PerpTypes.State storage state, address account) private view {
        if (state.accounts[account].orders == 0) return;
        for (uint256 id = 0; id < state.marketCount; ++id) {
            bool pending = state.orders[account][id].committed != 0;
            require(!pending, IPerpErrors.PerpExchange_OrderPending(account, id));
        }
    }

    function _indexOf(PerpTypes.State storage state, address token) private view returns (uint256 i) {
        for (; i < state.collaterals.length; ++i) if (state.collaterals[i] == token) return i;
        revert IPerpErrors.PerpExchange_CollateralUnknown(token);
    }
}
