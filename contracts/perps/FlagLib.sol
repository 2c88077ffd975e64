// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {BooksLib} from "./BooksLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {MarginLib} from "./MarginLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title FlagLib
/// @notice Marks accounts for liquidation. A reward never takes more than the account's equity. [quote]
library FlagLib {
    using SafeCast for *;

    function flag(PerpTypes.State storage state, address account) external {
        requireAccount(account);
        PerpTypes.Account storage holder = state.accounts[account];
        MarginLib.Margin memory m = MarginLib.measure(state, account, PerpTypes.Purpose.Liquidation);
        bool healthy = m.equity >= m.maintenance.toInt256();

        if (holder.flagged && healthy) return unflag(state, account, m);
        require(!holder.flagged, IPerpErrors.PerpExchange_Liquidatable(account, m.equity, m.maintenance));
        requireFlagged(state, account, m);
    }

    /// @notice Flags an account that is below maintenance; reverts if it is healthy and was not flagged before.
    function requireFlagged(PerpTypes.State storage state, address account, MarginLib.Margin memory m) internal {
        PerpTypes.Account storage holder = state.accounts[account];
        if (holder.flagged) return;
        bool healthy = m.equity >= m.maintenance.toInt256();
        require(!healthy, IPerpErrors.PerpExchange_Healthy(account, m.equity, m.maintenance));

        (uint256 reward, uint256 cooldown) = _terms(state, account);
        holder.flagged = true;
        if (block.timestamp >= holder.partialTime + cooldown) holder.partialTime = 0;
        reward = pay(state, account, m.equity, reward);

        emit IPerpEvents.Flagged(account, msg.sender, m.equity, m.maintenance, reward);
    }

    function unflag(PerpTypes.State storage state, address account, MarginLib.Margin memory m) internal {
        state.accounts[account].flagged = false;

        emit IPerpEvents.Unflagged(account, m.equity, m.maintenance);
    }

    /// @notice Pays the caller out of an account's equity, as far as there is any.
    function pay(
        PerpTypes.State storage state,
        address account,
        int256 equity,
        uint256 reward
    ) internal returns (uint256 paid) {
        paid = equity <= 0 ? 0 : Math.min(reward, uint256(equity));
        BooksLib.debit(state, account, paid);
        BooksLib.credit(state, msg.sender, paid);
    }

    /// @notice Reverts for the liquidation engine's own account.
    function requireAccount(address account) internal view {
        require(account != address(this), IPerpErrors.PerpExchange_EngineAccount());
    }

    /// @return reward For flagging all positions, rounded up. [quote]
    /// @return cooldown The longest of the account's markets. [seconds]
    function _terms(
        PerpTypes.State storage state,
        address account
    ) private view returns (uint256 reward, uint256 cooldown) {
        uint256 id = 0;
        for (uint256 bits = state.accounts[account].markets; bits != 0; (++id, bits >>= 1)) {
            if (bits & 1 == 0) continue;
            PerpTypes.Market storage market = state.markets[id];
            uint256 size = SignedMath.abs(state.positions[account][id].size);
            uint256 mark = MarketLib.look(market, id, PerpTypes.Purpose.Liquidation).mark;
            uint256 notional = PerpMath.notionalUp(size, mark, state.quoteUnit);
            reward += PerpMath.shareUp(notional, market.config.liquidation.flagReward);
            cooldown = Math.max(cooldown, market.config.liquidation.cooldown);
        }
    }
}
