// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title TreasuryLib
/// @notice The treasury's share of interest and of liquidations. Its claim is kept scaled, so it earns meanwhile.
library TreasuryLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PercentageMath for uint256;
    using ReserveLib for LendingTypes.Reserve;
    using SafeCast for uint256;
    using WadRayMath for uint256;

    /// @notice Pays the claims in aTokens.
    function mint(LendingTypes.PoolState storage state, address[] calldata assets) external {
        Arithmetic arithmetic = state.rules.arithmetic;
        for (uint256 i = 0; i < assets.length; i++) {
            LendingTypes.Reserve storage reserve = state.reserves[assets[i]];
            uint256 scaled = reserve.accruedToTreasury;
            if (scaled == 0 || !reserve.configuration.isActive()) continue;

            reserve.accruedToTreasury = 0;
            uint256 index = reserve.normalizedIncome();
            uint256 amount = ScaledMath.supplyBalance(arithmetic, scaled, index);
            IAToken aToken = IAToken(reserve.aToken);
            aToken.mint(address(this), aToken.RESERVE_TREASURY_ADDRESS(), amount, scaled, index);

            emit ILendingEvents.MintedToTreasury(assets[i], amount);
        }
    }

    /// @notice Books the reserve factor's share of the interest between two borrow indexes.
    function accrue(
        LendingTypes.Reserve storage reserve,
        Arithmetic arithmetic,
        uint256 scaledDebt,
        uint256 oldIndex,
        uint256 newIndex
    ) internal {
        uint256 interest =
            ScaledMath.isDirectional(arithmetic)
                ? scaledDebt.rayMulDown(newIndex - oldIndex)
                : scaledDebt.rayMulHalfUp(newIndex) - scaledDebt.rayMulHalfUp(oldIndex);
        uint256 share = interest.percentMulHalfUp(reserve.configuration.reserveFactor());
        if (share == 0) return;
        reserve.accruedToTreasury += ScaledMath.supplyMint(arithmetic, share, reserve.liquidityIndex).toUint128();
    }

    /// @notice Moves a liquidation's fee from the account's aTokens.
    /// @dev Rounding may leave the account a unit short of it; the treasury bears that.
    function takeFee(LendingTypes.Reserve storage reserve, Rules memory rules, address account, uint256 fee) internal {
        IAToken aToken = IAToken(reserve.aToken);
        uint256 index = reserve.normalizedIncome();
        uint256 scaled = ScaledMath.supplyBurn(rules.arithmetic, fee, index);
        uint256 left = aToken.scaledBalanceOf(account);
        if (scaled > left) {
            scaled = left;
            fee = ScaledMath.supplyBalance(rules.arithmetic, left, index);
        }
        aToken.transferOnLiquidation(account, aToken.RESERVE_TREASURY_ADDRESS(), fee, scaled, index);
    }
}
