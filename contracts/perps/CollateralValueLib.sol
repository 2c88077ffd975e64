// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IndexPriceLib} from "./IndexPriceLib.sol";
import {PerpMath} from "./PerpMath.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title CollateralValueLib
/// @notice What tokens other than the quote token are worth. [quote] A US dollar is taken to be one quote token.
library CollateralValueLib {
    /// @notice What an account's tokens count for, haircuts taken, each rounded down.
    function countedDown(
        PerpTypes.State storage state,
        address account,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256 value) {
        uint256 i = 0;
        for (uint256 bits = state.accounts[account].collaterals; bits != 0; bits >>= 1) {
            if (bits & 1 == 1) {
                address token = state.collaterals[i];
                uint256 kept = PerpMath.WAD - state.collateralConfigs[token].haircut;
                value += worthDown(state, token, state.collateralOf[account][token], kept, purpose);
            }
            ++i;
        }
    }

    /// @notice Share [wad] of what `amount` of a collateral costs, at a price fresh enough for an order.
    function costUp(
        PerpTypes.State storage state,
        address token,
        uint256 amount,
        uint256 share
    ) internal view returns (uint256) {
        return _worth(state, token, amount, share, PerpTypes.Purpose.Order, Math.Rounding.Ceil);
    }

    /// @notice Share [wad] of what `amount` of a collateral is worth.
    function worthDown(
        PerpTypes.State storage state,
        address token,
        uint256 amount,
        uint256 share,
        PerpTypes.Purpose purpose
    ) internal view returns (uint256) {
        return _worth(state, token, amount, share, purpose, Math.Rounding.Floor);
    }

    function _worth(
        PerpTypes.State storage state,
        address token,
        uint256 amount,
        uint256 share,
        PerpTypes.Purpose purpose,
        Math.Rounding rounding
    ) private view returns (uint256) {
        PerpTypes.CollateralConfig storage config = state.collateralConfigs[token];
        uint256 price = IndexPriceLib.readCollateral(config, token, purpose);
        uint256 scale = PerpMath.WAD * PerpMath.WAD * 10 ** uint256(config.decimals);
        return Math.mulDiv(amount * price, share * state.quoteUnit, scale, rounding);
    }
}
