// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

contract LoopVaultRebalanceTest is VaultWorld {
    function setUp() public {
        buildVaultWorld(rulesOf(2));
    }

    function test_rebalance_goesAtOnceToTheLeastLeverage(bool flash, uint256 assets) public {
        depositAs(alice, vault, bound(assets, 1e18, 500e18));

        uint256 reached = rebalance(vault, flash);

        assertLe(reached, LEAST, "not above");
        assertClose(reached, LEAST, 0.06e18, "but for the slippage allowed");
        assertEq(reached, vault.leverage(), "as seen");
    }

    function test_rebalance_closesTheShareOfTheGapThatTheSpeedSays(bool flash) public {
        openVault(vault, 100e18);
        uint256 standing = vault.leverage();
        setPrice(address(wsteth), (WSTETH_PRICE * 102) / 100);
        standing = vault.leverage();

        uint256 reached = rebalance(vault, flash);

        assertLe(standing, TARGET, "gains lower leverage");
        assertClose(reached, standing + (TARGET - standing) / 2, 0.01e18, "half of the gap");
    }
}
