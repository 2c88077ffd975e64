// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {CollateralValueLib} from "./CollateralValueLib.sol";
import {EnginePositionLib} from "./EnginePositionLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {LiquidationWindowLib} from "./LiquidationWindowLib.sol";
import {MarketLib} from "./MarketLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {TokenLib} from "./TokenLib.sol";
import {WaterfallLib} from "./WaterfallLib.sol";

/// @title DisposalLib
/// @notice Turns into cash what the engine took over.
library DisposalLib {
    using SafeCast for uint256;

    function dispose(PerpTypes.State storage state, uint256 id, uint256 maxSize) external returns (uint256 closed) {
        PerpTypes.Market storage market = MarketLib.getUsable(state, id);
        MarketLib.Snapshot memory s = MarketLib.touch(market, id, PerpTypes.Purpose.Liquidation);
        (int256 held, int256 profit) = EnginePositionLib.look(state, id, s);
        uint256 size = SignedMath.abs(held);

        closed = Math.min(maxSize, size);
        if (profit < 0) {
            uint256 payable_ = Math.mulDiv(size, WaterfallLib.insuranceLeft(state, id), SignedMath.abs(profit));
            closed = Math.min(closed, payable_);
        }
        require(closed != 0, IPerpErrors.PerpExchange_NothingToClose(id));
        closed = Math.min(closed, LiquidationWindowLib.requireLeft(market, id));

        LiquidationWindowLib.use(market, closed);
        int256 pnl = EnginePositionLib.release(state, id, s, closed);
        WaterfallLib.book(state, id, pnl);

        int256 sizeDelta = held > 0 ? -closed.toInt256() : closed.toInt256();
        emit IPerpEvents.Disposed(id, sizeDelta, held + sizeDelta, s.mark, pnl);
    }

    function buySeized(
        PerpTypes.State storage state,
        address token,
        uint256 amount,
        uint256 maxCost
    ) external returns (uint256 cost) {
        require(amount != 0, IPerpErrors.PerpExchange_AmountZero());
        uint256 held = state.seized[token];
        require(amount <= held, IPerpErrors.PerpExchange_NothingSeized(token, held, amount));
        uint256 kept = PerpMath.WAD - state.collateralConfigs[token].saleDiscount;
        cost = CollateralValueLib.costUp(state, token, amount, kept);
        require(cost <= maxCost, IPerpErrors.PerpExchange_CostAboveMaximum(cost, maxCost));

        state.seized[token] = held - amount;
        state.insurance += cost;

        emit IPerpEvents.SeizedSold(token, msg.sender, amount, cost);

        TokenLib.pull(state.quote, msg.sender, cost);
        TokenLib.push(token, msg.sender, amount);
    }
}
