// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title BooksLib
/// @notice Moves cash between accounts, pool, insurance, fees and escrow; all [quote]. What leaves one place reaches
/// another, so settledSum + poolCash + insurance + fees + escrow changes with the token's balance alone.
/// @dev The engine's cash is the insurance fund: the exchange's own account has no settled margin.
library BooksLib {
    using SafeCast for *;

    /// @notice Adds to an account what has left another place, or has come in.
    function credit(PerpTypes.State storage state, address account, uint256 amount) internal {
        _move(state, account, amount.toInt256());
    }

    /// @notice Takes from an account what is about to reach another place, or to go out; settled may become negative.
    function debit(PerpTypes.State storage state, address account, uint256 amount) internal {
        _move(state, account, -amount.toInt256());
    }

    /// @notice Realises `amount` between an account, or the engine, and the pool. The pool pays `share` [wad, rounded
    /// down] of what it owes and no more than its cash; an account pays all, the engine what the insurance fund has.
    /// @return moved What reached the account; negative when it paid.
    function realise(
        PerpTypes.State storage state,
        address account,
        int256 amount,
        uint256 share
    ) internal returns (int256 moved) {
        if (amount < 0) return -_payPool(state, account, uint256(-amount)).toInt256();

        uint256 owed = uint256(amount);
        uint256 paid = Math.min(PerpMath.shareDown(owed, share), state.poolCash);
        state.poolCash -= paid;
        if (account == address(this)) state.insurance += paid;
        else credit(state, account, paid);
        if (paid != owed) {
            state.unpaid += owed - paid;
            emit IPerpEvents.ProfitUnpaid(account, owed, paid);
        }
        return paid.toInt256();
    }

    /// @notice Takes a trading fee: the pool's share, rounded up, and the protocol's.
    function chargeFee(PerpTypes.State storage state, address account, uint256 fee) internal returns (uint256 poolFee) {
        poolFee = PerpMath.shareUp(fee, state.poolConfig.feeShare);
        debit(state, account, fee);
        state.poolCash += poolFee;
        state.fees += fee - poolFee;
    }

    function _payPool(PerpTypes.State storage state, address account, uint256 owed) private returns (uint256 paid) {
        paid = owed;
        if (account == address(this)) {
            paid = Math.min(owed, state.insurance);
            state.insurance -= paid;
        } else {
            debit(state, account, owed);
        }
        state.poolCash += paid;
    }

    function _move(PerpTypes.State storage state, address account, int256 amount) private {
        int256 before = state.accounts[account].settled;
        int256 settled = before + amount;
        state.accounts[account].settled = settled.toInt104();
        state.settledSum += amount;
        if (before < 0) state.overdrawn -= uint256(-before);
        if (settled < 0) state.overdrawn += uint256(-settled);
    }
}
