// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {AccountLib} from "./AccountLib.sol";
import {BorrowLib} from "./BorrowLib.sol";
import {CollateralLib} from "./CollateralLib.sol";
import {DeficitLib} from "./DeficitLib.sol";
import {EModeLib} from "./EModeLib.sol";
import {FlashLoanLib} from "./FlashLoanLib.sol";
import {ILendingPool} from "./ILendingPool.sol";
import {IPoolAddressesProvider} from "./IPoolAddressesProvider.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {LendingPoolAdmin} from "./LendingPoolAdmin.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {LiquidationLib} from "./LiquidationLib.sol";
import {LockLib} from "./LockLib.sol";
import {RepayLib} from "./RepayLib.sol";
import {ReserveLib} from "./ReserveLib.sol";
import {Rules} from "./Rules.sol";
import {SupplyLib} from "./SupplyLib.sol";
import {TreasuryLib} from "./TreasuryLib.sol";

/// @title LendingPool
contract LendingPool is LendingPoolAdmin {
    using ReserveLib for LendingTypes.Reserve;
    using SafeCast for uint256;

    modifier locked() {
        LockLib.close(_state);
        _;
        LockLib.open(_state);
    }

    constructor(IPoolAddressesProvider provider, Rules memory rules) LendingPoolAdmin(provider) {
        _state.rules = rules;
    }

    // Actions

    /// @inheritdoc ILendingPool
    function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode) external locked {
        SupplyLib.supply(_state, asset, amount, onBehalfOf, referralCode);
    }

    /// @inheritdoc ILendingPool
    function withdraw(address asset, uint256 amount, address to) external locked returns (uint256 withdrawn) {
        return SupplyLib.withdraw(_state, asset, amount, to, _oracle());
    }

    /// @inheritdoc ILendingPool
    function borrow(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        uint16 referralCode,
        address onBehalfOf
    ) external locked {
        BorrowLib.Loan memory loan = BorrowLib.Loan(asset, amount, interestRateMode, referralCode, onBehalfOf);
        BorrowLib.borrow(_state, loan, _oracle());
    }

    /// @inheritdoc ILendingPool
    function repay(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        address onBehalfOf
    ) external locked returns (uint256 repaid) {
        RepayLib.Payment memory payment = RepayLib.Payment(asset, amount, interestRateMode, onBehalfOf, false);
        return RepayLib.repay(_state, payment, _oracle());
    }

    /// @inheritdoc ILendingPool
    function repayWithATokens(
        address asset,
        uint256 amount,
        uint256 interestRateMode
    ) external locked returns (uint256 repaid) {
        RepayLib.Payment memory payment = RepayLib.Payment(asset, amount, interestRateMode, msg.sender, true);
        return RepayLib.repay(_state, payment, _oracle());
    }

    /// @inheritdoc ILendingPool
    function setUserUseReserveAsCollateral(address asset, bool useAsCollateral) external locked {
        CollateralLib.setUse(_state, asset, useAsCollateral, _oracle());
    }

    /// @inheritdoc ILendingPool
    function setUserEMode(uint8 categoryId) external locked {
        EModeLib.set(_state, categoryId, _oracle());
    }

    /// @inheritdoc ILendingPool
    function liquidationCall(
        address collateralAsset,
        address debtAsset,
        address user,
        uint256 debtToCover,
        bool receiveAToken
    ) external locked {
        LiquidationLib.Request memory request = LiquidationLib.Request(
            collateralAsset,
            debtAsset,
            user,
            debtToCover,
            receiveAToken
        );
        LiquidationLib.liquidate(_state, request, _oracle());
    }

    /// @inheritdoc ILendingPool
    function flashLoan(
        address receiverAddress,
        address[] calldata assets,
        uint256[] calldata amounts,
        uint256[] calldata interestRateModes,
        address onBehalfOf,
        bytes calldata params,
        uint16 referralCode
    ) external locked {
        FlashLoanLib.Request memory request;
        request.receiver = receiverAddress;
        request.assets = assets;
        request.amounts = amounts;
        request.modes = interestRateModes;
        request.onBehalfOf = onBehalfOf;
        request.params = params;
        request.referralCode = referralCode;
        FlashLoanLib.lendMany(_state, request, _oracle());
    }

    /// @inheritdoc ILendingPool
    function flashLoanSimple(
        address receiverAddress,
        address asset,
        uint256 amount,
        bytes calldata params,
        uint16 referralCode
    ) external locked {
        FlashLoanLib.lendOne(_state, receiverAddress, asset, amount, params, referralCode);
    }

    /// @inheritdoc ILendingPool
    function mintToTreasury(address[] calldata assets) external locked {
        TreasuryLib.mint(_state, assets);
    }

    /// @inheritdoc ILendingPool
    function eliminateReserveDeficit(address asset, uint256 amount) external locked returns (uint256 covered) {
        require(msg.sender == ADDRESSES_PROVIDER.getAddress("UMBRELLA"), LendingPool_CallerNotCoverer(msg.sender));
        return DeficitLib.cover(_state, asset, amount);
    }

    /// @inheritdoc ILendingPool
    function finalizeTransfer(
        address asset,
        address from,
        address to,
        uint256 scaledAmount,
        uint256 scaledBalanceFromBefore
    ) external locked {
        require(msg.sender == _state.reserves[asset].aToken, LendingPool_CallerNotAToken(msg.sender));
        CollateralLib.Transfer memory moved = CollateralLib.Transfer(
            asset,
            from,
            to,
            scaledAmount,
            scaledBalanceFromBefore
        );
        CollateralLib.finalizeTransfer(_state, moved, _oracle());
    }

    // Views

    /// @inheritdoc ILendingPool
    function getUserAccountData(
        address user
    )
        external
        view
        returns (
            uint256 totalCollateralBase,
            uint256 totalDebtBase,
            uint256 availableBorrowsBase,
            uint256 currentLiquidationThreshold,
            uint256 ltv,
            uint256 healthFactor
        )
    {
        AccountLib.Totals memory t = AccountLib.totals(_state, user, _state.accountEMode[user], _oracle());
        availableBorrowsBase = AccountLib.availableBorrows(t, _state.rules.arithmetic);
        return (t.collateral, t.debt, availableBorrowsBase, t.threshold, t.ltv, t.healthFactor);
    }

    /// @inheritdoc ILendingPool
    function getReserveData(address asset) external view returns (LendingTypes.ReserveDataLegacy memory data) {
        LendingTypes.Reserve storage reserve = _state.reserves[asset];
        data.configuration = reserve.configuration;
        data.liquidityIndex = reserve.liquidityIndex;
        data.currentLiquidityRate = reserve.liquidityRate;
        data.variableBorrowIndex = reserve.borrowIndex;
        data.currentVariableBorrowRate = reserve.borrowRate;
        data.lastUpdateTimestamp = reserve.lastUpdate;
        data.id = reserve.id;
        data.aTokenAddress = reserve.aToken;
        data.variableDebtTokenAddress = reserve.debtToken;
        data.interestRateStrategyAddress = reserve.rateStrategy;
        data.accruedToTreasury = reserve.accruedToTreasury;
    }

    /// @inheritdoc ILendingPool
    function getReserveNormalizedIncome(address asset) external view returns (uint256) {
        return _state.reserves[asset].normalizedIncome();
    }

    /// @inheritdoc ILendingPool
    function getReserveNormalizedVariableDebt(address asset) external view returns (uint256) {
        return _state.reserves[asset].normalizedDebt(_state.rules.arithmetic);
    }

    /// @inheritdoc ILendingPool
    function getConfiguration(address asset) external view returns (LendingTypes.ReserveConfigurationMap memory) {
        return _state.reserves[asset].configuration;
    }

    /// @inheritdoc ILendingPool
    function getUserConfiguration(address user) external view returns (LendingTypes.UserConfigurationMap memory) {
        return _state.accounts[user];
    }

    /// @inheritdoc ILendingPool
    function getReservesList() external view returns (address[] memory list) {
        list = new address[](_state.reservesCount);
        for (uint256 id = 0; id < list.length; id++) list[id] = _state.reservesList[id];
    }

    /// @inheritdoc ILendingPool
    function getReservesCount() external view returns (uint256) {
        return _state.reservesCount;
    }

    /// @inheritdoc ILendingPool
    function getReserveAddressById(uint16 id) external view returns (address) {
        return _state.reservesList[id];
    }

    /// @inheritdoc ILendingPool
    function getReserveAToken(address asset) external view returns (address) {
        return _state.reserves[asset].aToken;
    }

    /// @inheritdoc ILendingPool
    function getReserveVariableDebtToken(address asset) external view returns (address) {
        return _state.reserves[asset].debtToken;
    }

    /// @inheritdoc ILendingPool
    function getLiquidationIncentive(address asset) external view returns (address) {
        return _state.reserves[asset].incentive;
    }

    /// @inheritdoc ILendingPool
    function getReserveDeficit(address asset) external view returns (uint256) {
        return _state.reserves[asset].deficit;
    }

    /// @inheritdoc ILendingPool
    function getVirtualUnderlyingBalance(address asset) external view returns (uint128) {
        return _state.reserves[asset].available(_state.rules, asset).toUint128();
    }

    /// @inheritdoc ILendingPool
    function getLiquidationGracePeriod(address asset) external view returns (uint40) {
        return _state.reserves[asset].graceUntil;
    }

    /// @inheritdoc ILendingPool
    function getUserEMode(address user) external view returns (uint256) {
        return _state.accountEMode[user];
    }

    /// @inheritdoc ILendingPool
    function getEModeCategoryData(uint8 id) external view returns (LendingTypes.EModeCategoryLegacy memory) {
        LendingTypes.EModeCategory storage category = _state.eModes[id];
        return
            LendingTypes.EModeCategoryLegacy({
                ltv: category.ltv,
                liquidationThreshold: category.liquidationThreshold,
                liquidationBonus: category.liquidationBonus,
                priceSource: address(0),
                label: category.label
            });
    }

    /// @inheritdoc ILendingPool
    function getEModeCategoryCollateralConfig(uint8 id) external view returns (LendingTypes.CollateralConfig memory) {
        LendingTypes.EModeCategory storage category = _state.eModes[id];
        return
            LendingTypes.CollateralConfig({
                ltv: category.ltv,
                liquidationThreshold: category.liquidationThreshold,
                liquidationBonus: category.liquidationBonus
            });
    }

    /// @inheritdoc ILendingPool
    function getEModeCategoryLabel(uint8 id) external view returns (string memory) {
        return _state.eModes[id].label;
    }

    /// @inheritdoc ILendingPool
    function getEModeCategoryCollateralBitmap(uint8 id) external view returns (uint128) {
        return _state.eModes[id].collateralBitmap;
    }

    /// @inheritdoc ILendingPool
    function getEModeCategoryBorrowableBitmap(uint8 id) external view returns (uint128) {
        return _state.eModes[id].borrowableBitmap;
    }

    /// @inheritdoc ILendingPool
    function FLASHLOAN_PREMIUM_TOTAL() external view returns (uint128) {
        return _state.flashPremium;
    }

    /// @inheritdoc ILendingPool
    function FLASHLOAN_PREMIUM_TO_PROTOCOL() external view returns (uint128) {
        return _state.rules.flashPremiumToTreasury;
    }

    /// @inheritdoc ILendingPool
    function getRules() external view returns (Rules memory) {
        return _state.rules;
    }

    /// @inheritdoc ILendingPool
    function getRiskHook() external view returns (address) {
        return _state.riskHook;
    }

    /// @inheritdoc ILendingPool
    function getRiskTerms() external view returns (address) {
        return _state.riskTerms;
    }

    /// @inheritdoc ILendingPool
    function getLiquidationSteps() external view returns (address) {
        return _state.liquidationSteps;
    }

    function _oracle() private view returns (IPriceOracle) {
        return IPriceOracle(ADDRESSES_PROVIDER.getPriceOracle());
    }
}
