// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisSpotLib} from "./BasisSpotLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {IBasisVault} from "./IBasisVault.sol";

/// @title BasisMarginLib
/// @notice Keeps the margin ratio, equity on the exchange ÷ notional of the short, between its least and as far above
/// the aim as the least is below it.
library BasisMarginLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Position;
    using BasisMath for BasisTypes.Trade;
    using BasisSpotLib for BasisTypes.Trade;
    using Math for uint256;

    uint256 private constant WAD = 1e18;

    /// @notice Below the least ratio, brings margin to the aim: out of idle, then parked assets, then by selling spot
    /// and buying as much of the short back.
    /// @return acted Whether anything was done.
    function topUp(BasisTypes.Trade memory trade, BasisTypes.Config memory config) internal returns (bool acted) {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 notional = trade.notionalUp(position.shortOf());
        if (BasisMath.lacking(position.equity, notional.mulDiv(config.minMarginRatio, WAD)) == 0) return false;

        uint256 aimed = notional.mulDiv(config.marginRatio, WAD, Math.Rounding.Ceil);
        uint256 missing = BasisMath.lacking(position.equity, aimed);
        uint256 cash = BasisCashLib.bring(trade, missing);
        trade.addMargin(cash);
        if (cash != 0) emit IBasisVault.Invested(0, 0, cash, 0);
        return _sellForMargin(trade, position, missing - cash, aimed) || cash != 0;
    }

    /// @notice Takes back what is above the aim, once the ratio is far above it, or all without a short.
    function takeSurplus(BasisTypes.Trade memory trade, BasisTypes.Config memory config) internal {
        BasisTypes.Position memory position = trade.positionOf();
        uint256 notional = trade.notionalUp(position.shortOf());
        uint256 most = notional.mulDiv(2 * uint256(config.marginRatio) - config.minMarginRatio, WAD);
        if (BasisMath.above(position.equity, most) == 0) return;

        uint256 aimed = notional.mulDiv(config.marginRatio, WAD, Math.Rounding.Ceil);
        uint256 taken = trade.takeMargin(BasisMath.above(position.equity, aimed));
        if (taken != 0) emit IBasisVault.Divested(0, 0, taken, 0);
    }

    function _sellForMargin(
        BasisTypes.Trade memory trade,
        BasisTypes.Position memory position,
        uint256 missing,
        uint256 aimed
    ) private returns (bool acted) {
        uint256 value = BasisMath.spotForMarginDown(missing, trade.spotValueDown(position.spot), aimed);
        (uint256 sold, uint256 received) = trade.trySell(trade.spotForDown(value));
        if (sold == 0) return false;
        trade.addMargin(received);

        uint256 size = position.shortOf().mulDiv(sold, position.spot);
        if (!trade.tryCover(size)) size = 0;
        emit IBasisVault.Divested(received, sold, 0, int256(size));
        return true;
    }
}
