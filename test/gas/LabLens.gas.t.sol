// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {LabLens} from "../../contracts/lens/LabLens.sol";
import {LoopWorld} from "../support/LoopWorld.sol";

/// @notice A hundred accounts that supply WETH and owe USDC, each read for the first time, over three reserves.
contract LabLensGas is LoopWorld {
    uint256 private constant ACCOUNTS = 100;

    LabLens private lens;
    address[] private aTokens;
    address[] private debtTokens;

    function setUp() public {
        buildLoopWorld(rulesOf(2));
        lens = new LabLens();
        aTokens = [address(aTokenOf(weth)), address(aTokenOf(usdc)), address(aTokenOf(wbtc))];
        debtTokens = [address(debtTokenOf(weth)), address(debtTokenOf(usdc)), address(debtTokenOf(wbtc))];
        address[] memory users = _users();
        for (uint256 i = 0; i < users.length; ++i) {
            supplyAs(users[i], weth, 1e18);
            borrowAs(users[i], usdc, 100e6);
        }
    }

    function test_accounts() public view {
        lens.accounts(address(pool), aTokens, debtTokens, _users());
    }

    function _users() private pure returns (address[] memory users) {
        users = new address[](ACCOUNTS);
        for (uint160 i = 0; i < ACCOUNTS; ++i) users[i] = address(0xacc0000 + i);
    }
}
