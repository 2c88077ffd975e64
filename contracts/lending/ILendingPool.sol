// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPoolAddressesProvider} from "./IPoolAddressesProvider.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {Rules} from "./Rules.sol";

/// @title ILendingPool
/// @notice Over-collateralised lending with the ABI of Aave v3's `IPool` for what it offers, so that tooling made for
/// Aave works against it. How it behaves (close factor, rounding, deficits …) is set by `Rules` at construction.
/// @dev Amounts are in the token's own unit, indexes and rates in ray (1e27), health factors in wad (1e18), LTV,
/// thresholds and fees in bps, values in the oracle's base currency. Errors are in `ILendingErrors`.
///
/// Assumptions about listed tokens: at most 30 decimals, no balance that changes by itself, no fee on transfer (a
/// transfer that moves another amount is refused); missing return values are accepted.
/// Re-entry: every action holds a lock, opened only while a flash-loan receiver runs, when the books are settled.
///
/// Warning: the oracle is trusted without a staleness check, as Aave trusts it.
interface ILendingPool is ILendingErrors, ILendingEvents {
    /// @notice Deposits `amount` of `asset` from the caller; `onBehalfOf` receives the aTokens.
    /// @dev The first supply switches the asset on as collateral where the rules say so.
    /// @param referralCode Carried to the event, nothing else.
    function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode) external;

    /// @notice Burns the caller's aTokens and sends the underlying to `to`.
    /// @param amount `type(uint256).max` withdraws the whole balance.
    /// @return withdrawn [asset]
    function withdraw(address asset, uint256 amount, address to) external returns (uint256 withdrawn);

    /// @notice Opens debt of `onBehalfOf` and sends the underlying to the caller.
    /// @param interestRateMode 2 (variable) alone is offered.
    /// @param onBehalfOf The caller, or an account that delegated credit to it on the debt token.
    function borrow(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        uint16 referralCode,
        address onBehalfOf
    ) external;

    /// @notice Repays debt of `onBehalfOf` with the caller's tokens.
    /// @param amount `type(uint256).max` repays all, for one's own debt only; more than the debt repays the debt.
    /// @return repaid [asset]
    function repay(
        address asset,
        uint256 amount,
        uint256 interestRateMode,
        address onBehalfOf
    ) external returns (uint256 repaid);

    /// @notice Repays the caller's debt by burning its aTokens of the same asset.
    /// @return repaid [asset]
    function repayWithATokens(
        address asset,
        uint256 amount,
        uint256 interestRateMode
    ) external returns (uint256 repaid);

    /// @notice Switches the caller's balance of `asset` on or off as collateral.
    function setUserUseReserveAsCollateral(address asset, bool useAsCollateral) external;

    /// @notice Puts the caller into an e-mode category, or out of any with 0.
    function setUserEMode(uint8 categoryId) external;

    /// @notice Repays debt of an account with health factor below 1 and takes its collateral at an incentive.
    /// @param debtToCover Upper bound; the close factor and the collateral there is limit it further.
    /// @param receiveAToken Whether the collateral arrives as aTokens instead of the underlying.
    function liquidationCall(
        address collateralAsset,
        address debtAsset,
        address user,
        uint256 debtToCover,
        bool receiveAToken
    ) external;

    /// @notice Lends several assets for the length of one call to `receiverAddress`.
    /// @dev The receiver approves amount + premium to the pool and returns true; it may use the pool meanwhile.
    /// @param interestRateModes 0: taken back with the premium; 2: left as debt of `onBehalfOf`, without premium.
    function flashLoan(
        address receiverAddress,
        address[] calldata assets,
        uint256[] calldata amounts,
        uint256[] calldata interestRateModes,
        address onBehalfOf,
        bytes calldata params,
        uint16 referralCode
    ) external;

    /// @notice Lends one asset for the length of one call to `receiverAddress`.
    function flashLoanSimple(
        address receiverAddress,
        address asset,
        uint256 amount,
        bytes calldata params,
        uint16 referralCode
    ) external;

    /// @notice Turns accrued treasury claims into aTokens of the treasury.
    function mintToTreasury(address[] calldata assets) external;

    /// @notice Burns the coverer's aTokens against a reserve's deficit; the address `UMBRELLA` of the provider alone.
    /// @return covered [asset]
    function eliminateReserveDeficit(address asset, uint256 amount) external returns (uint256 covered);

    /// @notice Called by an aToken after a transfer: checks the sender's health, keeps the collateral flags.
    /// @dev Scaled amounts with directional rounding; plain amounts with half-up rounding, as those releases compare.
    function finalizeTransfer(
        address asset,
        address from,
        address to,
        uint256 scaledAmount,
        uint256 scaledBalanceFromBefore
    ) external;

    /// @notice An account's totals. Values in the base currency, threshold and LTV in bps, health factor in wad.
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
        );

    /// @notice A reserve as stored; rates and indexes are those of `lastUpdateTimestamp`.
    function getReserveData(address asset) external view returns (LendingTypes.ReserveDataLegacy memory);

    /// @notice The supply index now, interest included. [ray]
    function getReserveNormalizedIncome(address asset) external view returns (uint256);

    /// @notice The debt index now, interest included. [ray]
    function getReserveNormalizedVariableDebt(address asset) external view returns (uint256);

    /// @notice The reserve's settings in Aave's bitmap.
    function getConfiguration(address asset) external view returns (LendingTypes.ReserveConfigurationMap memory);

    /// @notice Which reserves an account borrows (bit 2·id) and uses as collateral (bit 2·id + 1).
    function getUserConfiguration(address user) external view returns (LendingTypes.UserConfigurationMap memory);

    function getReservesList() external view returns (address[] memory);
    function getReservesCount() external view returns (uint256);
    function getReserveAddressById(uint16 id) external view returns (address);
    function getReserveAToken(address asset) external view returns (address);
    function getReserveVariableDebtToken(address asset) external view returns (address);

    /// @notice The contract that sets an asset's liquidation incentive when it is seized.
    function getLiquidationIncentive(address asset) external view returns (address);

    /// @notice Debt written off and not yet covered. [asset]
    function getReserveDeficit(address asset) external view returns (uint256);

    /// @notice Cash as the rates see it: counted under virtual accounting, else the aToken's balance. [asset]
    function getVirtualUnderlyingBalance(address asset) external view returns (uint128);

    /// @notice Up to and including this time the asset is in no liquidation. [seconds]
    function getLiquidationGracePeriod(address asset) external view returns (uint40);

    function getUserEMode(address user) external view returns (uint256);
    function getEModeCategoryData(uint8 id) external view returns (LendingTypes.EModeCategoryLegacy memory);
    function getEModeCategoryCollateralConfig(uint8 id) external view returns (LendingTypes.CollateralConfig memory);
    function getEModeCategoryLabel(uint8 id) external view returns (string memory);
    function getEModeCategoryCollateralBitmap(uint8 id) external view returns (uint128);
    function getEModeCategoryBorrowableBitmap(uint8 id) external view returns (uint128);

    /// @notice What a flash loan costs. [bps]
    function FLASHLOAN_PREMIUM_TOTAL() external view returns (uint128);

    /// @notice The treasury's share of that premium. [bps]
    function FLASHLOAN_PREMIUM_TO_PROTOCOL() external view returns (uint128);

    function ADDRESSES_PROVIDER() external view returns (IPoolAddressesProvider);
    function MAX_NUMBER_RESERVES() external view returns (uint16);

    /// @notice Whom the pool asks before risk grows (`IRiskHook`); zero for nobody.
    function getRiskHook() external view returns (address);

    /// @notice What LTVs and thresholds outside e-mode are asked of (`IRiskTerms`); zero for nobody.
    function getRiskTerms() external view returns (address);

    /// @notice What liquidations of large debts keep to (`ITieredLiquidation`); zero for nothing.
    function getLiquidationSteps() external view returns (address);

    /// @notice The rules that this pool was built with.
    function getRules() external view returns (Rules memory);
}
