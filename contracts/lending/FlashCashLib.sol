// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {IScaledToken} from "./IScaledToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PercentageMath} from "../math/PercentageMath.sol";
import {ReserveCheckLib} from "./ReserveCheckLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {Arithmetic, Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";
import {TransferLib} from "./TransferLib.sol";
import {WadRayMath} from "../math/WadRayMath.sol";

/// @title FlashCashLib
/// @notice Cash out of a reserve for a flash loan and back with the premium.
library FlashCashLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PercentageMath for uint256;
    using ReserveLib for LendingTypes.Reserve;
    using SafeCast for uint256;
    using WadRayMath for uint256;

    /// @dev v2 rounds down, v3 to the nearest, since v3.5 up. [asset]
    function premiumOf(LendingTypes.PoolState storage state, uint256 amount) internal view returns (uint256) {
        Arithmetic arithmetic = state.rules.arithmetic;
        uint256 bps = state.flashPremium;
        if (arithmetic == Arithmetic.AaveV2) return amount.percentMulDown(bps);
        if (!ScaledMath.isDirectional(arithmetic)) return amount.percentMulHalfUp(bps);
        return amount.percentMulUp(bps);
    }

    function send(LendingTypes.PoolState storage state, address asset, uint256 amount, address receiver) internal {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        ReserveCheckLib.requireUsable(reserve, asset);
        require(reserve.configuration.isFlashLoanEnabled(), ILendingErrors.LendingPool_FlashLoanDisabled(asset));
        uint256 cash = reserve.available(state.rules, asset);
        require(amount <= cash, ILendingErrors.LendingPool_InsufficientLiquidity(asset, cash, amount));

        if (state.rules.virtualAccounting) {
            _requireSupplied(reserve, state.rules.arithmetic, asset, amount);
            reserve.virtualBalance -= amount.toUint128();
        }
        IAToken(reserve.aToken).transferUnderlyingTo(receiver, amount);
    }

    function takeBack(
        LendingTypes.PoolState storage state,
        address receiver,
        address asset,
        uint256 amount,
        uint256 fee
    ) internal {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        Rules memory rules = state.rules;
        reserve.accrue(rules.arithmetic);

        _share(reserve, rules, fee);
        reserve.updateRates(rules, asset, amount + fee, 0);

        TransferLib.pull(asset, receiver, reserve.aToken, amount + fee);
    }

    /// @dev Since v3.1 nobody is lent more than there are aTokens; cash exceeds them by what is the treasury's alone.
    function _requireSupplied(
        LendingTypes.Reserve storage reserve,
        Arithmetic arithmetic,
        address asset,
        uint256 amount
    ) private view {
        uint256 scaled = IScaledToken(reserve.aToken).scaledTotalSupply();
        uint256 supplied = ScaledMath.supplyBalance(arithmetic, scaled, reserve.normalizedIncome());
        require(supplied >= amount, ILendingErrors.LendingPool_AmountAboveSupply(asset, amount, supplied));
    }

    /// @dev The treasury's part becomes a claim; the rest lifts the supply index, so all claims grow by it.
    function _share(LendingTypes.Reserve storage reserve, Rules memory rules, uint256 amount) private {
        uint256 toTreasury = amount.percentMulHalfUp(rules.flashPremiumToTreasury);
        _liftIndex(reserve, rules, amount - toTreasury);
        uint256 scaled = ScaledMath.supplyMint(rules.arithmetic, toTreasury, reserve.liquidityIndex);
        reserve.accruedToTreasury += scaled.toUint128();
    }

    /// @dev Without a single claim there is nobody to share with and the premium stays as cash.
    function _liftIndex(LendingTypes.Reserve storage reserve, Rules memory rules, uint256 amount) private {
        uint256 index = reserve.liquidityIndex;
        uint256 supplied = ScaledMath.supplyBalance(
            rules.arithmetic,
            IScaledToken(reserve.aToken).scaledTotalSupply(),
            index
        );
        uint256 claims = supplied + ScaledMath.supplyBalance(rules.arithmetic, reserve.accruedToTreasury, index);
        if (amount == 0 || claims == 0) return;

        uint256 growth = (amount * 1e9).rayDivHalfUp(claims * 1e9) + WadRayMath.RAY;
        reserve.liquidityIndex = growth.rayMulHalfUp(index).toUint128();
    }
}
