// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {Test} from "../../support/Test.sol";

contract MintableTokenTest is Test {
    function test_decimals_areTheChosenOnes(uint8 decimals) public {
        assertEq(_token(decimals).decimals(), decimals, "decimals");
    }

    function test_mint_addsToBalanceAndSupply(address to, uint128 first, uint128 second) public {
        vm.assume(to != address(0));
        MintableToken token = _token(6);

        token.mint(to, first);
        token.mint(to, second);

        assertEq(token.balanceOf(to), uint256(first) + second, "balance");
        assertEq(token.totalSupply(), uint256(first) + second, "supply");
    }

    function test_mint_revertsForAnyoneButTheOwner(address stranger, uint256 amount) public {
        vm.assume(stranger != address(this));
        MintableToken token = _token(18);

        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger));
        vm.prank(stranger);
        token.mint(stranger, amount);
    }

    function test_permit_allowsWhatTheHolderSigned(uint256 amount) public {
        MintableToken token = _token(8);
        uint256 key = uint256(keccak256("holder"));
        address holder = vm.addr(key);
        bytes32 typehash = keccak256(
            "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
        );
        bytes32 message = keccak256(abi.encode(typehash, holder, address(this), amount, 0, block.timestamp));
        bytes32 digest = keccak256(abi.encodePacked(hex"1901", token.DOMAIN_SEPARATOR(), message));
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(key, digest);

        token.permit(holder, address(this), amount, block.timestamp, v, r, s);

        assertEq(token.allowance(holder, address(this)), amount, "allowance");
    }

    function _token(uint8 decimals) private returns (MintableToken) {
        return new MintableToken("Token", "TKN", decimals, address(this));
    }
}
