// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FundingLib} from "./FundingLib.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {MarkLib} from "./MarkLib.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PremiumLib} from "./PremiumLib.sol";

/// @title MarketLib
/// @notice A market as it stands now: identified, checked, accrued.
library MarketLib {
    struct Snapshot {
        uint256 index; // [wad]
        uint256 mark; // [wad]
        int256 premium; // [wad] average over the premium window
        int256 fundingRate; // [wad a day]
        int256 fundingIndex; // [wad quote per base]
    }

    /// @notice A listed market.
    function get(PerpTypes.State storage state, uint256 id) internal view returns (PerpTypes.Market storage market) {
        require(id < state.marketCount, IPerpErrors.PerpExchange_MarketUnknown(id, state.marketCount));
        return state.markets[id];
    }

    /// @notice A listed market that is not paused.
    function getUsable(
        PerpTypes.State storage state,
        uint256 id
    ) internal view returns (PerpTypes.Market storage market) {
        market = get(state, id);
        require(market.status != PerpTypes.Status.Paused, IPerpErrors.PerpExchange_MarketPaused(id));
    }

    /// @notice Prices and funding now, whether booked or not.
    function look(
        PerpTypes.Market storage market,
        uint256 id,
        PerpTypes.Purpose purpose
    ) internal view returns (Snapshot memory s) {
        s.index = IndexPriceLib.read(market, id, purpose);
        s.premium = PremiumLib.average(market);
        s.mark = MarkLib.mark(market, id, s.index, s.premium);
        (s.fundingRate, s.fundingIndex) = FundingLib.pending(market, s.index, s.premium);
    }

    /// @notice Accrues funding; prices and funding then.
    function touch(
        PerpTypes.Market storage market,
        uint256 id,
        PerpTypes.Purpose purpose
    ) internal returns (Snapshot memory s) {
        s = look(market, id, purpose);
        FundingLib.accrue(market, id, s.index);
    }
}
