// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {VaultTypes} from "../../contracts/vaults/VaultTypes.sol";
import {VaultWorld} from "./VaultWorld.sol";

/// @notice Vaults of assets with 18, 8 and 6 decimals, after gifts, losses and gains, with a queue, with fees due and
/// with the reserve lent out.
abstract contract VaultStates is VaultWorld {
    MintableToken internal token;
    uint256 internal unit;

    /// @dev A vault of one of three assets in some state.
    function arrange(uint256 state) internal {
        uint256 kind = state % 3;
        if (kind == 0) useVault(wsteth, weth, CORRELATED);
        else if (kind == 1) useVault(wbtc, usdc, 0);
        else useVault(usdc, weth, 0);
        state /= 3;

        depositAs(alice, vault, worth(token, 300_000));
        if (state % 4 != 0) rebalance(vault, true);
        if (state % 4 > 1) rebalance(vault, false);
        state /= 4;
        if (state % 2 == 1) token.mint(address(vault), worth(token, state % 50_000)); // a gift
        state /= 2;
        uint256 price = oracle.getAssetPrice(address(token));
        setPrice(address(token), (price * (90 + (state % 21))) / 100);
        state /= 21;
        skip(state % 100 days);
        state /= 100 days;
        if (state % 3 == 1) requestAs(alice, vault, vault.balanceOf(alice) / (2 + (state % 200)));
        state /= 200;
        if (state % 4 == 1) drain(token);
    }

    function useVault(MintableToken collateral, MintableToken debt, uint8 eMode) internal {
        token = collateral;
        unit = unitOf(collateral);
        VaultTypes.Terms memory terms = plainTerms();
        (terms.managementFee, terms.performanceFee) = (100, 1_000);
        vault = newVaultWith(collateral, debt, eMode, terms, plainConfig(collateral));
    }
}
