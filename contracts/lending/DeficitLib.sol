// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {ConfigurationLib} from "./ConfigurationLib.sol";
import {IAToken} from "./IAToken.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IVariableDebtToken} from "./IVariableDebtToken.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {PositionLib} from "./PositionLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {Rules} from "./Rules.sol";
import {ScaledMath} from "./ScaledMath.sol";

/// @title DeficitLib
/// @notice Debt that nothing backs any more: written off here, covered here.
library DeficitLib {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;
    using PositionLib for LendingTypes.UserConfigurationMap;
    using ReserveLib for LendingTypes.Reserve;
    using SafeCast for uint256;

    /// @notice Burns every debt that `account` still has in active reserves into their deficits.
    function writeOff(LendingTypes.PoolState storage state, Rules memory rules, address account) internal {
        uint256 bits = state.accounts[account].data;
        for (uint256 id = 0; bits != 0; (id++, bits >>= 2)) {
            if (bits & 1 == 0) continue;
            address asset = state.reservesList[id];
            LendingTypes.Reserve storage reserve = state.reserves[asset];
            if (!reserve.configuration.isActive()) continue;
            reserve.accrue(rules.arithmetic);
            _burn(state, reserve, rules, asset, account);
            reserve.updateRates(rules, asset, 0, 0);
        }
    }

    function record(LendingTypes.Reserve storage reserve, address asset, address account, uint256 amount) internal {
        reserve.deficit += amount.toUint128();
        emit ILendingEvents.DeficitCreated(account, asset, amount);
    }

    function cover(
        LendingTypes.PoolState storage state,
        address asset,
        uint256 amount
    ) external returns (uint256 covered) {
        LendingTypes.Reserve storage reserve = state.reserves[asset];
        LendingTypes.UserConfigurationMap storage position = state.accounts[msg.sender];
        Rules memory rules = state.rules;
        uint256 deficit = reserve.deficit;
        require(amount != 0, ILendingErrors.LendingPool_AmountZero(asset));
        require(deficit != 0, ILendingErrors.LendingPool_NoDeficit(asset));
        require(!position.isBorrowingAny(), ILendingErrors.LendingPool_CovererHasDebt(msg.sender));
        require(reserve.configuration.isActive(), ILendingErrors.LendingPool_ReserveInactive(asset));
        reserve.accrue(rules.arithmetic);

        covered = amount < deficit ? amount : deficit;
        uint256 scaled = ScaledMath.supplyBurn(rules.arithmetic, covered, reserve.liquidityIndex);
        IAToken aToken = IAToken(reserve.aToken);
        bool last = aToken.burn(msg.sender, address(aToken), covered, scaled, reserve.liquidityIndex);
        if (last && position.isCollateral(reserve.id)) {
            position.setCollateral(reserve.id, asset, msg.sender, false);
        }
        reserve.deficit -= covered.toUint128();
        reserve.updateRates(rules, asset, 0, 0);

        emit ILendingEvents.DeficitCovered(asset, msg.sender, covered);
    }

    function _burn(
        LendingTypes.PoolState storage state,
        LendingTypes.Reserve storage reserve,
        Rules memory rules,
        address asset,
        address account
    ) private {
        IVariableDebtToken debtToken = IVariableDebtToken(reserve.debtToken);
        uint256 scaled = debtToken.scaledBalanceOf(account);
        uint256 debt = ScaledMath.debtBalance(rules.arithmetic, scaled, reserve.borrowIndex);
        debtToken.burn(account, debt, scaled, reserve.borrowIndex);
        state.accounts[account].setBorrowing(reserve.id, false);
        record(reserve, asset, account, debt);
    }
}
