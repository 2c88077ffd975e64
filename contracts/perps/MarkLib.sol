// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title MarkLib
/// @notice The price that values positions.
library MarkLib {
    using SafeCast for *;

    /// @notice The index; or the median of the index, the index at the average premium and the spot average, and where
    /// the spot feed has no answer the mean of the other two. [wad]
    /// @dev The spot average may be of any age: a median lies between the other two, whatever the third says.
    function mark(
        PerpTypes.Market storage market,
        uint256 id,
        uint256 index,
        int256 averagePremium
    ) internal view returns (uint256 price) {
        if (market.config.markRule == PerpTypes.MarkRule.Index) return index;

        int256 factor = int256(PerpMath.WAD) + averagePremium;
        uint256 atPremium = factor <= 0 ? 0 : PerpMath.shareDown(index, uint256(factor));
        uint256 spot = _spot(market);
        price = spot == 0 ? (index + atPremium) / 2 : _median(index, atPremium, spot);
        require(price != 0, IPerpErrors.PerpExchange_NoPrice(id));
    }

    function _spot(PerpTypes.Market storage market) private view returns (uint256 price) {
        if (address(market.config.spotFeed) == address(0)) return 0;
        (price, ) = IndexPriceLib.tryRead(market.config.spotFeed);
    }

    function _median(uint256 a, uint256 b, uint256 c) private pure returns (uint256) {
        (uint256 low, uint256 high) = a < b ? (a, b) : (b, a);
        if (c <= low) return low;
        return c < high ? c : high;
    }
}
