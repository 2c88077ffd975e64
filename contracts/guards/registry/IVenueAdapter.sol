// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IVenueAdapter
/// @notice How the registry reads a venue or a vault: amounts by asset, no values. It has no rights and keeps nothing.
interface IVenueAdapter {
    /// @notice One asset of an account. A vault's shares are an asset like any other.
    /// @param held, owed [asset] Margin and profit of an account of the exchange are its quote token.
    /// @param size Perpetual position in the asset, long positive. [asset]
    struct Line {
        address asset;
        uint256 held;
        uint256 owed;
        int256 size;
    }

    /// @notice What stands behind the account's debts at the venue, and its debts. An asset may come twice.
    function linesOf(address account) external view returns (Line[] memory);

    /// @notice All that `totals` counts of the account, whether or not it stands behind a debt.
    function claimsOf(address account) external view returns (Line[] memory);

    /// @notice The venue's totals over all accounts; longs and shorts in lines of their own.
    function totals() external view returns (Line[] memory);
}
