// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Test} from "../../support/Test.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {Rehearsal} from "../../../contracts/lens/Rehearsal.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";

contract RehearsalTest is Test {
    address private constant RECEIVER = address(0xbeef);

    MintableToken private token;
    Rehearsal private account;

    function setUp() public {
        token = new MintableToken("Token", "TKN", 18, address(this));
        account = new Rehearsal();
        token.mint(address(account), 10);
    }

    function test_run_makesEachCallAsTheAccount(uint256 first, uint256 second) public {
        first = bound(first, 0, 10);
        second = bound(second, 0, 10 - first);

        account.run(_transfers(first, second));

        assertEq(token.balanceOf(RECEIVER), first + second, "received");
    }

    function test_run_revertsAsTheFirstStepThatFails(uint256 second) public {
        second = bound(second, 8, type(uint128).max);
        Rehearsal.Step[] memory steps = _transfers(3, second);

        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, address(account), 7, second)
        );
        account.run(steps);
        assertEq(token.balanceOf(RECEIVER), 0, "nothing stands");
    }

    function _transfers(uint256 first, uint256 second) private view returns (Rehearsal.Step[] memory steps) {
        steps = new Rehearsal.Step[](2);
        steps[0] = Rehearsal.Step(address(token), abi.encodeCall(token.transfer, (RECEIVER, first)));
        steps[1] = Rehearsal.Step(address(token), abi.encodeCall(token.transfer, (RECEIVER, second)));
    }
}
