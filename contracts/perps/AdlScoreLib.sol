// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title AdlScoreLib
/// @notice Whom auto-deleveraging takes first, and in pro-rata rounds how much each weighs. [wad]
library AdlScoreLib {
    uint256 private constant WAD = 1e18;

    /// @notice What is ranked: one position in profit of an account with equity.
    struct Candidate {
        address account;
        int256 size; // [wad base]
        uint256 cost; // [quote]
        uint256 notional; // [quote] at mark
        uint256 profit; // [quote] of the position
        int256 settled; // [quote]
        uint256 equity; // [quote]
        uint256 maintenance; // [quote] of all its positions
    }

    /// @param seed The market's.
    /// @param unit One whole quote token. [quote]
    function score(
        PerpTypes.AdlPolicy policy,
        Candidate memory c,
        uint256 seed,
        uint256 unit
    ) internal pure returns (uint256) {
        if (policy == PerpTypes.AdlPolicy.HyperliquidQueue) return _leveragedReturn(c);
        if (policy == PerpTypes.AdlPolicy.BinanceQueue) return _leveragedProfit(c, unit);
        if (policy == PerpTypes.AdlPolicy.ProfitProRata) return Math.mulDiv(c.profit, WAD, unit);
        if (policy == PerpTypes.AdlPolicy.ContractsProRata) return uint256(c.size < 0 ? -c.size : c.size);
        return uint256(keccak256(abi.encode(seed, c.account)));
    }

    /// @notice Whether an account that scores `score_` goes before one that scores `other`.
    function precedes(
        uint256 score_,
        address account,
        uint256 other,
        address otherAccount
    ) internal pure returns (bool) {
        return score_ == other ? account < otherAccount : score_ > other;
    }

    /// @notice Whether the policy shares what is closed among all, so that nobody is ranked.
    function isProRata(PerpTypes.AdlPolicy policy) internal pure returns (bool) {
        return policy == PerpTypes.AdlPolicy.ProfitProRata || policy == PerpTypes.AdlPolicy.ContractsProRata;
    }

    /// @dev Hyperliquid: (mark ÷ entry) · (notional ÷ equity); for a short entry ÷ mark, which leaves cost ÷ equity.
    function _leveragedReturn(Candidate memory c) private pure returns (uint256) {
        if (c.size < 0) return Math.mulDiv(c.cost, WAD, c.equity);
        return Math.mulDiv(Math.mulDiv(c.notional, WAD, Math.max(c.cost, 1)), c.notional, c.equity);
    }

    /// @dev Binance: (profit ÷ settled margin) · (maintenance ÷ equity), settled margin being at least one quote token.
    function _leveragedProfit(Candidate memory c, uint256 unit) private pure returns (uint256) {
        uint256 wallet = c.settled > int256(unit) ? uint256(c.settled) : unit;
        return Math.mulDiv(Math.mulDiv(c.profit, WAD, wallet), c.maintenance, c.equity);
    }
}
