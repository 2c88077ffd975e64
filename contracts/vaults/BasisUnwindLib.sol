// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisSpotLib} from "./BasisSpotLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisUnwindLib
/// @notice Takes a part of the book apart: that part of the short is bought back, of the spot sold and of the margin
/// taken back. Of the short never more, of the spot never less, so the hedge of what is left does not fall.
library BasisUnwindLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Position;
    using BasisMath for BasisTypes.Trade;
    using BasisSpotLib for BasisTypes.Trade;
    using Math for uint256;

    /// @param position What the vault holds now.
    /// @param part Of `whole`, at most all.
    /// @return done Whether the exchange let it; if not, nothing was traded.
    function unwind(
        BasisTypes.Trade memory trade,
        BasisTypes.Position memory position,
        uint256 part,
        uint256 whole
    ) internal returns (bool done) {
        uint256 size = position.shortOf().mulDiv(part, whole);
        if (size != 0 && !trade.tryCover(size)) return false;

        uint256 spot = position.spot.mulDiv(part, whole, Math.Rounding.Ceil);
        trade.room += trade.spotValueDown(1) + 1; // what rounding up may add to the part
        (uint256 sold, uint256 received) = trade.sell(spot);

        uint256 kept = BasisMath.above(position.equity, 0).mulDiv(whole - part, whole, Math.Rounding.Ceil);
        (, int256 equity) = trade.accountOf();
        uint256 margin = trade.takeMargin(BasisMath.above(equity, kept));

        emit IBasisVault.Divested(received, sold, margin, int256(size));
        return true;
    }
}
