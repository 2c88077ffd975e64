// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {AdlPlanLib} from "./AdlPlanLib.sol";
import {AdlTermsLib} from "./AdlTermsLib.sol";
import {ClosingLib} from "./ClosingLib.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlTakeLib
/// @notice Closes one counterparty.
library AdlTakeLib {
    using SafeCast for uint256;

    /// @param size Of the account that was read last, no more than it can give up. [wad base]
    function take(
        PerpTypes.State storage state,
        AdlPlanLib.Plan memory p,
        PerpTypes.AdlRound memory round,
        AdlTermsLib.Reader memory r,
        uint256 size
    ) internal {
        if (size == 0) return;
        uint256 taken = PerpMath.notionalUp(size, p.gap, r.unit);
        round.done += p.againstPool ? profitUp(r, size) : size;
        round.closed += size;
        p.closed += size;
        p.taken += taken;

        int256 sizeDelta = p.longs ? -size.toInt256() : size.toInt256();
        PerpPositionLib.Change memory done = ClosingLib.close(
            state,
            p.market,
            r.candidate.account,
            sizeDelta,
            p.price,
            p.payoutShare
        );

        emit IPerpEvents.Deleveraged(
            p.market,
            r.candidate.account,
            sizeDelta,
            done.size,
            p.price,
            done.pnl,
            r.score,
            taken,
            int256(r.candidate.profit),
            int256(r.candidate.equity)
        );
    }

    /// @notice The part of a position whose profit is `profit` [quote], rounded up, no more than it can give up.
    function sizeOf(AdlTermsLib.Reader memory r, uint256 profit) internal pure returns (uint256) {
        uint256 size = SignedMath.abs(r.candidate.size);
        if (profit >= r.candidate.profit) return r.size;
        return Math.min(r.size, Math.mulDiv(size, profit, r.candidate.profit, Math.Rounding.Ceil));
    }

    /// @notice Profit of a part of a position. [quote]
    function profitUp(AdlTermsLib.Reader memory r, uint256 size) internal pure returns (uint256) {
        return Math.mulDiv(r.candidate.profit, size, SignedMath.abs(r.candidate.size), Math.Rounding.Ceil);
    }
}
