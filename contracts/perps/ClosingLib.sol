// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BooksLib} from "./BooksLib.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpPositionLib} from "./PerpPositionLib.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title ClosingLib
/// @notice Closes a part of somebody else's position.
library ClosingLib {
    /// @param sizeDelta Of the other sign than the position, and no larger. [wad base]
    /// @param payoutShare Of a profit that the pool pays now. [wad]
    function close(
        PerpTypes.State storage state,
        uint256 id,
        address account,
        int256 sizeDelta,
        uint256 price,
        uint256 payoutShare
    ) internal returns (PerpPositionLib.Change memory done) {
        done = PerpPositionLib.change(state, id, account, sizeDelta, price);
        BooksLib.realise(state, account, done.funding, PerpMath.WAD);
        BooksLib.realise(state, account, done.pnl, payoutShare);
        if (done.funding != 0) emit IPerpEvents.FundingSettled(id, account, done.funding);
    }
}
