// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title ZeroPriceOracle
/// @notice A fallback oracle that calls everything worthless.
contract ZeroPriceOracle {
    function getAssetPrice(address) external pure returns (uint256) {
        return 0;
    }
}
