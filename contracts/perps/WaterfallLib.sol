// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {BooksLib} from "./BooksLib.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";

/// @title WaterfallLib
/// @notice Who bears what the engine loses: the insurance fund, the pool as far as it is worth something, nobody. Each
/// step is told. All [quote].
library WaterfallLib {
    using SafeCast for uint256;

    /// @notice Names no market where a loss has none.
    uint256 internal constant NO_MARKET = type(uint256).max;

    /// @notice Books what the engine realised against the pool with a position that is gone.
    function book(PerpTypes.State storage state, uint256 id, int256 pnl) internal {
        if (pnl > 0) BooksLib.realise(state, address(this), pnl, PerpMath.WAD);
        if (pnl < 0) bear(state, id, uint256(-pnl));
    }

    /// @notice Bears a loss with a position that is gone: insurance, then pool.
    function bear(PerpTypes.State storage state, uint256 id, uint256 loss) internal {
        uint256 paid = Math.min(loss, insuranceLeft(state, id));
        if (paid != 0) {
            PerpTypes.Market storage market = state.markets[id];
            market.insurancePaid = (_paidInBlock(market) + paid).toUint128();
            market.insuranceBlock = uint40(block.number);
            BooksLib.realise(state, address(this), -paid.toInt256(), PerpMath.WAD);
            tell(state, id, IPerpEvents.Bearer.Insurance, paid);
        }
        bearByPool(state, id, loss - paid);
    }

    /// @notice Leaves a loss with the pool, which it reached when the engine's position went.
    function bearByPool(PerpTypes.State storage state, uint256 id, uint256 loss) internal {
        if (loss == 0) return;
        int256 worth = (state.poolCash + loss).toInt256() - PoolEquityLib.tradersProfitUp(state);
        _split(state, id, loss, worth > 0 ? uint256(worth) : 0);
    }

    /// @notice Pays what an account without positions owes.
    function writeOff(PerpTypes.State storage state, address account, uint256 owed) internal {
        uint256 worth = PoolEquityLib.equity(state);
        uint256 insured = Math.min(owed, state.insurance);
        state.insurance -= insured;
        BooksLib.credit(state, account, insured);
        tell(state, NO_MARKET, IPerpEvents.Bearer.Insurance, insured);
        _payByPool(state, account, owed - insured);
        _split(state, NO_MARKET, owed - insured, worth);
    }

    /// @notice Leaves an account without cash and without debt: the pool takes the one or pays the other.
    function clear(PerpTypes.State storage state, address account) internal {
        int256 settled = state.accounts[account].settled;
        if (settled < 0) {
            uint256 missing = _payByPool(state, account, uint256(-settled));
            tell(state, NO_MARKET, IPerpEvents.Bearer.Uncovered, missing);
        } else {
            BooksLib.debit(state, account, uint256(settled));
            state.poolCash += uint256(settled);
        }
    }

    /// @notice Tells who bore how much, and adds up what went beyond the insurance fund.
    function tell(PerpTypes.State storage state, uint256 id, IPerpEvents.Bearer bearer, uint256 amount) internal {
        if (amount == 0) return;
        if (bearer != IPerpEvents.Bearer.Insurance) state.lost += amount;
        emit IPerpEvents.LossBorne(id, bearer, amount);
    }

    /// @notice What the insurance fund may pay for a market in this block.
    function insuranceLeft(PerpTypes.State storage state, uint256 id) internal view returns (uint256) {
        PerpTypes.Market storage market = state.markets[id];
        uint256 cap = market.config.liquidation.insuranceBlockCap;
        if (cap == 0) return state.insurance;
        return Math.min(state.insurance, Math.saturatingSub(cap, _paidInBlock(market)));
    }

    /// @dev What the pool has not is debited to the engine's account and stays there: a claim on nobody.
    /// @return missing What the pool had not.
    function _payByPool(
        PerpTypes.State storage state,
        address account,
        uint256 amount
    ) private returns (uint256 missing) {
        uint256 paid = Math.min(amount, state.poolCash);
        state.poolCash -= paid;
        missing = amount - paid;
        BooksLib.credit(state, account, amount);
        if (missing != 0) BooksLib.debit(state, address(this), missing);
    }

    function _split(PerpTypes.State storage state, uint256 id, uint256 loss, uint256 worth) private {
        uint256 borne = Math.min(loss, worth);
        tell(state, id, IPerpEvents.Bearer.Pool, borne);
        tell(state, id, IPerpEvents.Bearer.Uncovered, loss - borne);
    }

    function _paidInBlock(PerpTypes.Market storage market) private view returns (uint256) {
        return market.insuranceBlock == block.number ? market.insurancePaid : 0;
    }
}
