// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {EnumerableSet} from "@openzeppelin/contracts/utils/structs/EnumerableSet.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title PerpPositionLib
/// @notice Opens, closes and hands over positions, and keeps what is summed over them: sides, holders, an account's
/// markets. It moves no cash: what it says was realised is for the caller to book.
/// @dev The market's funding must be accrued. The engine's positions count in the sums and not among the holders.
library PerpPositionLib {
    using EnumerableSet for EnumerableSet.AddressSet;
    using SafeCast for *;

    struct Change {
        int256 size; // [wad base] afterwards
        int256 pnl; // [quote] realised by the part closed
        int256 funding; // [quote] settled on the whole position
    }

    /// @notice Changes a position by `sizeDelta` at `price` [wad] and settles its funding. What goes beyond zero opens
    /// the other side.
    function change(
        PerpTypes.State storage state,
        uint256 id,
        address account,
        int256 sizeDelta,
        uint256 price
    ) internal returns (Change memory done) {
        PerpTypes.Market storage market = state.markets[id];
        PerpTypes.Position memory position = state.positions[account][id];
        int256 before = position.size;
        done.funding = PerpMath.valueDown(before, market.fundingIndex - position.funding, state.quoteUnit);
        done.size = before + sizeDelta;

        int256 closed = closedBy(before, sizeDelta);
        int256 cost = position.cost;
        if (closed != 0) {
            int256 released = PerpMath.mulDivUp(cost, SignedMath.abs(closed), SignedMath.abs(before));
            done.pnl = PerpMath.valueDown(closed, price.toInt256(), state.quoteUnit) - released;
            cost -= released;
        }
        cost += PerpMath.valueUp(sizeDelta + closed, price.toInt256(), state.quoteUnit);

        position.size = done.size.toInt128();
        position.cost = cost.toInt128();
        position.funding = done.size == 0 ? int256(0) : market.fundingIndex;
        set(state, id, account, position);
    }

    /// @notice Puts `position` in the place of what the account has.
    function set(
        PerpTypes.State storage state,
        uint256 id,
        address account,
        PerpTypes.Position memory position
    ) internal {
        PerpTypes.Market storage market = state.markets[id];
        PerpTypes.Position memory before = state.positions[account][id];
        _removeFromSide(market, before);
        state.positions[account][id] = position;
        _addToSide(market, position);
        _index(state, id, account, before.size, position.size);
    }

    /// @notice The part of a position, of its sign, that an order closes.
    function closedBy(int256 size, int256 sizeDelta) internal pure returns (int256) {
        if (size == 0 || (size > 0) == (sizeDelta > 0)) return 0;
        return SignedMath.abs(sizeDelta) < SignedMath.abs(size) ? -sizeDelta : size;
    }

    function _removeFromSide(PerpTypes.Market storage market, PerpTypes.Position memory position) private {
        if (position.size == 0) return;
        PerpTypes.Side storage side = position.size > 0 ? market.long : market.short;
        side.size -= SignedMath.abs(position.size).toUint128();
        side.cost -= SignedMath.abs(position.cost).toUint128();
        side.fundingWeight -= SignedMath.abs(position.size).toInt256() * position.funding;
    }

    function _addToSide(PerpTypes.Market storage market, PerpTypes.Position memory position) private {
        if (position.size == 0) return;
        PerpTypes.Side storage side = position.size > 0 ? market.long : market.short;
        side.size += SignedMath.abs(position.size).toUint128();
        side.cost += SignedMath.abs(position.cost).toUint128();
        side.fundingWeight += SignedMath.abs(position.size).toInt256() * position.funding;
    }

    function _index(PerpTypes.State storage state, uint256 id, address account, int256 before, int256 size) private {
        uint64 bit = uint64(1 << id);
        PerpTypes.Account storage holder = state.accounts[account];
        if (before == 0 && size != 0) holder.markets |= bit;
        if (before != 0 && size == 0) holder.markets &= ~bit;
        if (account == address(this)) return;

        if ((before > 0) == (size > 0) && (before < 0) == (size < 0)) return;
        PerpTypes.Market storage market = state.markets[id];
        if (before > 0 && size <= 0) market.longs.remove(account);
        if (before < 0 && size >= 0) market.shorts.remove(account);
        if (before <= 0 && size > 0) market.longs.add(account);
        if (before >= 0 && size < 0) market.shorts.add(account);
        // Holders have changed places: a round that is going through them must start again.
        if (market.round.number != 0) market.round.number = 0;
    }
}
