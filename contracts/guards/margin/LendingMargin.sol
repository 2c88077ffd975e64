// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingPool} from "../../lending/ILendingPool.sol";
import {IMarginView} from "./IMarginView.sol";
import {PercentageMath} from "../../math/PercentageMath.sol";

/// @title LendingMargin
/// @notice Collateral at its LTV against debt, by an Aave pool's account data.
contract LendingMargin is IMarginView {
    using PercentageMath for uint256;

    /// @inheritdoc IMarginView
    function marginOf(address venue, address account) external view returns (uint256 backing, uint256 needed) {
        uint256 collateral;
        uint256 ltv;
        (collateral, needed, , , ltv, ) = ILendingPool(venue).getUserAccountData(account);
        backing = collateral.percentMulDown(ltv);
    }
}
