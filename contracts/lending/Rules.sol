// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @notice Whose arithmetic is followed to the last unit: rounding, compounding, health factor, order of products.
enum Arithmetic {
    AaveV2,
    AaveV30, // and v3.1
    AaveV32, // and v3.3: the supply rate is no average any more
    AaveV34, // interest by the exponential series
    AaveV36 // since v3.5: rounding against the account
}

/// @notice When aTokens that an account did not hold before start to count as its collateral by themselves.
enum AutoCollateral {
    Always, // on supply and on receipt, whatever the LTV
    IfLtv, // on supply and on receipt, when the LTV is not zero
    SupplyOnly // on supply alone, when the LTV is not zero
}

/// @title Rules
/// @notice What distinguishes one lending release from another. Chosen when a pool is built and never changed.
/// @dev One storage slot. `Presets` holds the releases; a scenario may start from one and change a field.
struct Rules {
    Arithmetic arithmetic;
    AutoCollateral autoCollateral;
    bool virtualAccounting; // cash is counted by the pool, so that donations change no rate
    bool liquidEMode; // e-mode borrowing follows the category's own bitmap, even where plain borrowing is off
    bool zeroLtvRule; // indebted accounts withdraw collateral of zero LTV first
    bool frozenLtvIsZero; // a frozen reserve carries no new debt
    bool writesOffDeficit; // debt whose collateral is gone becomes the reserve's deficit
    bool forbidsSelfLiquidation;
    bool wholeAccountCloseFactor; // the close factor is a share of all debt, not of the reserve's
    uint16 closeFactor; // [bps]
    uint16 flashPremiumToTreasury; // [bps] share of a flash-loan premium; the rest goes to suppliers
    uint64 fullCloseHealthFactor; // [wad] at or below it the close factor is 100 %; 0 = never
    uint32 minCloseValue; // [whole base currency units] a side below it is closed in full; 0 = off
    uint32 minLeftoverValue; // [whole base currency units] no liquidation leaves less on either side; 0 = off
}
