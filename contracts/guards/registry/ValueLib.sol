// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {SignedMath} from "@openzeppelin/contracts/utils/math/SignedMath.sol";
import {IPriceOracle} from "../../oracles/IPriceOracle.sol";
import {ILeverageRegistry} from "./ILeverageRegistry.sol";
import {IVenueAdapter} from "./IVenueAdapter.sol";
import {TableLib} from "./TableLib.sol";

/// @title ValueLib
/// @notice What lines are worth: exposure rounded up, equity rounded down. Each asset is priced once.
library ValueLib {
    using Math for uint256;
    using SafeCast for uint256;

    uint256 internal constant WAD = 1e18;

    /// @dev Beyond it nobody needs to know by how much.
    uint256 internal constant MOST_LEVERAGE = 1_000e18; // [wad]

    /// @notice What prices were read.
    struct Prices {
        IPriceOracle oracle;
        address[] assets;
        uint256[] prices; // [base currency]
        uint256[] units; // [asset]
        uint256 count;
    }

    function open(IPriceOracle oracle) internal pure returns (Prices memory) {
        uint256 most = TableLib.MOST;
        return Prices(oracle, new address[](most), new uint256[](most), new uint256[](most), 0);
    }

    /// @notice Exposure: what is held and the size of perpetual positions. Equity: what is held less what is owed.
    function measure(
        Prices memory prices,
        TableLib.Table memory table
    ) internal view returns (uint256 exposure, int256 equity) {
        for (uint256 i = 0; i < table.count; ++i) {
            IVenueAdapter.Line memory line = table.lines[i];
            if (line.held == 0 && line.owed == 0 && line.size == 0) continue;
            (uint256 price, uint256 unit) = _priceOf(prices, line.asset);
            uint256 gross = line.held + SignedMath.abs(line.size);
            exposure += gross.mulDiv(price, unit, Math.Rounding.Ceil);
            equity += line.held.mulDiv(price, unit).toInt256();
            equity -= line.owed.mulDiv(price, unit, Math.Rounding.Ceil).toInt256();
        }
    }

    /// @notice Exposure ÷ equity, rounded up; the largest word without equity, 0 without exposure. [wad]
    function leverageUp(uint256 exposure, int256 equity) internal pure returns (uint256) {
        if (exposure == 0 && equity >= 0) return 0;
        return equity <= 0 ? type(uint256).max : exposure.mulDiv(WAD, uint256(equity), Math.Rounding.Ceil);
    }

    function _priceOf(Prices memory prices, address asset) private view returns (uint256 price, uint256 unit) {
        for (uint256 i = 0; i < prices.count; ++i) {
            if (prices.assets[i] == asset) return (prices.prices[i], prices.units[i]);
        }
        price = prices.oracle.getAssetPrice(asset);
        unit = 10 ** IERC20Metadata(asset).decimals();
        uint256 at = prices.count++;
        require(at < prices.assets.length, ILeverageRegistry.LeverageRegistry_TooManyAssets(at));
        (prices.assets[at], prices.prices[at], prices.units[at]) = (asset, price, unit);
    }
}
