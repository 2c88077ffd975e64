// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICircuitBreaker} from "../guards/breaker/ICircuitBreaker.sol";
import {ILeverageRegistry} from "../guards/registry/ILeverageRegistry.sol";
import {IMarginScaling} from "../guards/margin/IMarginScaling.sol";
import {ITieredLiquidation} from "../guards/liquidation/ITieredLiquidation.sol";

/// @title IGuardLens
/// @notice Reads the controls for recording and for agents, as one flat list of words, in one call; conventions as in
/// `ILabLens`.
interface IGuardLens {
    /// @notice What an asset of a venue is asked for; a market of the exchange is its number and one.
    struct Place {
        address venue;
        address asset;
    }

    /// @notice A control at the zero address is left out with its words.
    struct Query {
        ICircuitBreaker breaker;
        Place[] places;
        IMarginScaling margin;
        address[] marginAssets;
        address[] marginVenues;
        ITieredLiquidation steps;
        address stepVenue;
        address[] accounts;
        ILeverageRegistry registry;
        address[] vaults;
    }

    /// @notice One after another:
    /// of the breaker, eight words a place: 0 liquidation room [usd] · 1 borrow room [asset] · 2 outflow room [asset],
    /// each the largest word where nothing limits it · 3 end of a pause · 4 end of its grace · 5 end of a loss stop ·
    /// 6 end of a halt or spread · 7 spread [wad]; of 3 to 7 the latest, or the largest, of all scopes that bind there,
    /// and of 3 and 4 also what is over; [seconds]
    /// of the margins: 0 initial ratio by asset [wad], then the haircut by venue [wad];
    /// of the steps, three words an account: 0 until [seconds] · 1 budget [usd] · 2 used [usd];
    /// of the registry: 0 cap of whoever has none of its own [wad], 0 for none · 1 cap of the system [wad], 0 for none
    /// · 2 the system's leverage [wad] · 3 when that was taken [seconds], then three words a vault: 0 leverage [wad] ·
    /// 1 when it was taken [seconds] · 2 the cap that holds for it [wad], 0 for none.
    function guards(Query calldata query) external view returns (uint256[] memory words);
}
