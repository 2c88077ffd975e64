// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IMarginView
/// @notice What backs an account's risk at a venue and what the venue asks for before that risk may grow, as the
/// venue's own views have it: the venue's rule is `needed ≤ backing`.
interface IMarginView {
    /// @return backing Lending: collateral at its LTV; exchange: equity, 0 where it is negative. Rounded down.
    /// @return needed Lending: debt; exchange: initial margin. Rounded up. 0 for an account without risk. Both in the
    /// venue's own unit of value.
    function marginOf(address venue, address account) external view returns (uint256 backing, uint256 needed);
}
