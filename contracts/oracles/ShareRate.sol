// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IRateProvider} from "./IRateProvider.sol";

/// @title ShareRate
/// @notice What one whole share of an ERC-4626 vault is worth in whole assets, under the name that rates are read by.
/// @dev Converts so many shares that the answer has all 18 digits, whatever the asset's decimals.
contract ShareRate is IRateProvider {
    uint256 private constant WAD = 1e18;

    /// @notice The vault that is read.
    IERC4626 public immutable vault;

    // Shares whose assets, in the smallest unit, are the rate with 18 decimals.
    uint256 private immutable _sample;

    constructor(IERC4626 vault_) {
        vault = vault_;
        _sample = (WAD * 10 ** vault_.decimals()) / 10 ** IERC20Metadata(vault_.asset()).decimals();
    }

    /// @inheritdoc IRateProvider
    function getRate() external view returns (uint256 rate) {
        return vault.convertToAssets(_sample);
    }
}
