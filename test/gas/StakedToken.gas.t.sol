// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {StakedToken} from "../../contracts/tokens/StakedToken.sol";
import {Test} from "../support/Test.sol";

contract StakedTokenGas is Test {
    MintableToken private weth;
    StakedToken private staked;

    function setUp() public {
        weth = new MintableToken("Wrapped Ether", "WETH", 18, address(this));
        staked = new StakedToken("Wrapped staked Ether", "wstETH", weth, 1.2e18, 0.03e18, address(this));
        weth.mint(address(this), 100e18);
        weth.approve(address(staked), type(uint256).max);
        staked.deposit(10e18, address(this));
        vm.warp(block.timestamp + 1 days);
    }

    function test_deposit() public {
        staked.deposit(1e18, address(this));
    }

    function test_redeem() public {
        staked.redeem(1e18, address(this));
    }
}
