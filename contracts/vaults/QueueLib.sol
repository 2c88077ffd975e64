// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title QueueLib
/// @notice First in, first out, at a cost that does not depend on how many wait. Requests lie end to end on a line of
/// shares; a fulfilment moves a mark along the line and says what the shares it passed are worth. What a request may
/// claim is the worth of its stretch up to the mark.
/// @dev The worth of a stretch is the difference of the worth of the line at its two ends, each rounded down: all
/// stretches add up to what was fulfilled, to the unit. Requests are numbered from 1.
library QueueLib {
    using SafeCast for uint256;

    /// @notice Puts `shares` behind everyone else's.
    function push(VaultTypes.Queue storage queue, address controller, uint256 shares) internal returns (uint256 id) {
        uint128 end = (_lastEnd(queue) + shares).toUint128();
        queue.requests.push(VaultTypes.Request(end, 0, controller, uint48(block.timestamp)));
        return queue.requests.length;
    }

    /// @notice Moves the mark by `shares`, worth `assets`.
    function fulfil(VaultTypes.Queue storage queue, uint256 shares, uint256 assets) internal {
        (uint256 doneShares, uint256 doneAssets) = fulfilled(queue);
        VaultTypes.Fulfilment memory next;
        next.shares = (doneShares + shares).toUint128();
        next.assets = (doneAssets + assets).toUint128();
        queue.fulfilments.push(next);
        queue.owed += assets.toUint128();
    }

    /// @notice Takes all that request `id` may claim.
    function claim(VaultTypes.Queue storage queue, uint256 id) internal returns (uint256 shares, uint256 assets) {
        (shares, assets) = claimable(queue, id);
        queue.requests[id - 1].claimedTo = (_claimedFrom(queue, id) + shares).toUint128();
        queue.owed -= assets.toUint128();
    }

    /// @notice Shares that wait. [shares]
    function pendingTotal(VaultTypes.Queue storage queue) internal view returns (uint256) {
        (uint256 done, ) = fulfilled(queue);
        return _lastEnd(queue) - done;
    }

    /// @notice Shares of request `id` that wait. [shares]
    function pending(VaultTypes.Queue storage queue, uint256 id) internal view returns (uint256) {
        (uint256 done, ) = fulfilled(queue);
        uint256 end = queue.requests[id - 1].end;
        return Math.saturatingSub(end, Math.max(_start(queue, id), done));
    }

    /// @notice What request `id` may claim: its shares between the last claim and the mark, and their worth.
    function claimable(
        VaultTypes.Queue storage queue,
        uint256 id
    ) internal view returns (uint256 shares, uint256 assets) {
        (uint256 done, ) = fulfilled(queue);
        uint256 from = _claimedFrom(queue, id);
        uint256 to = Math.min(queue.requests[id - 1].end, done);
        if (to <= from) return (0, 0);

        return (to - from, _worthDown(queue, to) - _worthDown(queue, from));
    }

    /// @notice When the request at the mark was made; 0 when nobody waits. [seconds]
    function waitingSince(VaultTypes.Queue storage queue) internal view returns (uint256) {
        (uint256 done, ) = fulfilled(queue);
        uint256 length = queue.requests.length;
        (uint256 low, uint256 high) = (0, length);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (queue.requests[middle].end > done) high = middle;
            else low = middle + 1;
        }
        return low == length ? 0 : queue.requests[low].at;
    }

    /// @notice Where the mark stands, and the worth of the line up to it.
    function fulfilled(VaultTypes.Queue storage queue) internal view returns (uint256 shares, uint256 assets) {
        uint256 length = queue.fulfilments.length;
        if (length == 0) return (0, 0);
        VaultTypes.Fulfilment memory last = queue.fulfilments[length - 1];
        return (last.shares, last.assets);
    }

    function _start(VaultTypes.Queue storage queue, uint256 id) private view returns (uint256) {
        return id == 1 ? 0 : queue.requests[id - 2].end;
    }

    function _claimedFrom(VaultTypes.Queue storage queue, uint256 id) private view returns (uint256) {
        return Math.max(_start(queue, id), queue.requests[id - 1].claimedTo);
    }

    function _lastEnd(VaultTypes.Queue storage queue) private view returns (uint256) {
        uint256 length = queue.requests.length;
        return length == 0 ? 0 : queue.requests[length - 1].end;
    }

    /// @dev What the line is worth up to a point at or before the mark. [asset]
    function _worthDown(VaultTypes.Queue storage queue, uint256 point) private view returns (uint256) {
        (uint256 low, uint256 high) = (0, queue.fulfilments.length - 1);
        while (low < high) {
            uint256 middle = (low + high) / 2;
            if (queue.fulfilments[middle].shares >= point) high = middle;
            else low = middle + 1;
        }
        VaultTypes.Fulfilment memory upper = queue.fulfilments[low];
        VaultTypes.Fulfilment memory lower;
        if (low != 0) lower = queue.fulfilments[low - 1];
        return
            lower.assets + Math.mulDiv(point - lower.shares, upper.assets - lower.assets, upper.shares - lower.shares);
    }
}
