// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IMarginView} from "./IMarginView.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title MarginCheckLib
/// @notice Whether what backs an account's risk would be enough if it were worth less by a haircut.
library MarginCheckLib {
    uint256 private constant WAD = 1e18;

    /// @param haircut At most 1. [wad]
    /// @return enough Always for an account without risk, and where no view is given.
    function check(
        address marginView,
        address venue,
        address account,
        uint256 haircut
    ) internal view returns (bool enough, uint256 backing, uint256 needed) {
        if (marginView == address(0) || haircut == 0) return (true, 0, 0);
        (backing, needed) = IMarginView(marginView).marginOf(venue, account);
        enough = needed <= Math.mulDiv(backing, WAD - haircut, WAD);
    }
}
