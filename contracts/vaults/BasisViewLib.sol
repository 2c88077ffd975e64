// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {PerpMath} from "../perps/PerpMath.sol";
import {PerpTypes} from "../perps/PerpTypes.sol";
import {BasisBookLib} from "./BasisBookLib.sol";
import {BasisMath} from "./BasisMath.sol";
import {BasisTypes} from "./BasisTypes.sol";

/// @title BasisViewLib
/// @notice What the vault holds, what that is worth, and what would be left of it if it sold everything now.
library BasisViewLib {
    using BasisBookLib for BasisTypes.Trade;
    using BasisMath for BasisTypes.Position;
    using BasisMath for BasisTypes.Trade;
    using Math for uint256;

    function position(BasisTypes.Trade memory trade) external view returns (BasisTypes.Position memory) {
        return trade.positionOf();
    }

    /// @notice What all holdings are worth, never below zero. [asset]
    function netAssets(BasisTypes.Trade memory trade) external view returns (uint256) {
        return trade.netDown(trade.positionOf());
    }

    /// @notice Short ÷ spot. [wad]
    function hedgeRatio(BasisTypes.Trade memory trade) external view returns (uint256) {
        return trade.hedgeDown(trade.positionOf());
    }

    /// @notice Idle + parked + what the AMM pays for the spot + equity with the short closed at its fill price, fee
    /// taken; never below zero. Where the AMM cannot take all of the spot, what it does not take counts for nothing.
    /// @dev Profit is taken to be paid in full; the exchange's pool may pay less of it.
    function liquidationNav(BasisTypes.Trade memory trade, IQuoter quoter) external returns (uint256 assets) {
        BasisTypes.Position memory held = trade.positionOf();
        assets = held.idle + held.parked;
        if (held.spot != 0) {
            try quoter.quoteExactInput(trade.back, held.spot) returns (uint256 received) {
                assets += received;
            } catch {}
        }
        int256 equity = held.equity - _closingCost(trade, held.shortOf());
        return equity < 0 ? assets.saturatingSub(uint256(-equity)) : assets + uint256(equity);
    }

    /// @dev What buying `size` costs above what it is worth at mark, and its fee; negative where the fill is better.
    function _closingCost(BasisTypes.Trade memory trade, uint256 size) private view returns (int256) {
        if (size == 0) return 0;
        uint256 fill = trade.exchange.getFillPrice(trade.market, int256(size));
        uint256 paid = PerpMath.notionalUp(size, fill, trade.assetUnit) + _feeUp(trade, size, fill);
        return int256(paid) - int256(BasisMath.notionalUp(trade, size));
    }

    /// @dev As the exchange has it: the maker's fee on what shrinks the skew, the taker's on the rest. [asset]
    function _feeUp(BasisTypes.Trade memory trade, uint256 size, uint256 fill) private view returns (uint256) {
        IPerpExchange.StoredMarket memory stored = trade.exchange.getStoredMarket(trade.market);
        PerpTypes.TradingConfig memory terms = trade.exchange.getConfig(trade.market).trading;
        uint256 shorter = uint256(stored.short.size).saturatingSub(stored.long.size);
        uint256 maker = Math.min(size, shorter);
        uint256 makerFee = PerpMath.shareUp(PerpMath.notionalUp(maker, fill, trade.assetUnit), terms.makerFee);
        uint256 taker = PerpMath.notionalUp(size - maker, fill, trade.assetUnit);
        return makerFee + PerpMath.shareUp(taker, terms.takerFee);
    }
}
