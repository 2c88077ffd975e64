// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {VaultTypes} from "./VaultTypes.sol";

/// @title FeeLib
/// @notice What a vault keeps: fees on the way in and out stay with the other holders, fees on time and on gains
/// become new shares of the fee recipient.
/// @dev A share's price is (assets + 1) ÷ (shares + virtual shares), as in the vault's conversions.
library FeeLib {
    using Math for uint256;
    using SafeCast for uint256;

    uint256 internal constant WAD = 1e18;
    uint256 internal constant BPS = 1e4;

    /// @notice What is left of `gross` after a fee. [asset]
    function netDown(uint256 gross, uint256 fee) internal pure returns (uint256) {
        return gross.mulDiv(BPS - fee, BPS);
    }

    /// @notice What it takes to have `net` after a fee. [asset]
    function grossUp(uint256 net, uint256 fee) internal pure returns (uint256) {
        return net.mulDiv(BPS, BPS - fee, Math.Rounding.Ceil);
    }

    /// @notice New shares that the fee recipient is due now: on time since the last, on the gain above the mark.
    /// @dev Without a holder there is nobody to charge.
    /// @param assets Net assets of the vault. [asset]
    /// @param supply Shares, without the virtual ones. [shares]
    /// @param virtualShares [shares]
    function dueDown(
        VaultTypes.Terms memory terms,
        VaultTypes.FeeState memory state,
        uint256 assets,
        uint256 supply,
        uint256 virtualShares
    ) internal view returns (uint256 shares) {
        if (supply == 0 || terms.feeRecipient == address(0)) return 0;

        uint256 elapsed = block.timestamp - state.accruedAt;
        uint256 onTime = Math.min(assets, assets.mulDiv(terms.managementFee * elapsed, BPS * 365 days));
        uint256 all = supply + virtualShares;
        uint256 mark = Math.mulDiv(state.highWaterMark, all, WAD * virtualShares);
        uint256 gain = (assets - onTime + 1).saturatingSub(mark);
        uint256 fee = onTime + gain.mulDiv(terms.performanceFee, BPS);

        return fee == 0 ? 0 : fee.mulDiv(all, assets + 1 - Math.min(fee, assets));
    }

    /// @notice The price of a share, 1 when the vault began. Rounded up, so that rounding is never taken for a gain.
    /// [wad]
    function priceUp(uint256 assets, uint256 supply, uint256 virtualShares) internal pure returns (uint256) {
        return (assets + 1).mulDiv(WAD * virtualShares, supply + virtualShares, Math.Rounding.Ceil);
    }

    /// @notice Marks that fees are taken up to now at a share price of `price`. [wad]
    function settle(VaultTypes.FeeState storage state, uint256 price) internal {
        state.accruedAt = uint64(block.timestamp);
        if (price > state.highWaterMark) state.highWaterMark = price.toUint192();
    }
}
