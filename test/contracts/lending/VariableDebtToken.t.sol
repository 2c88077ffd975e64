// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IScaledToken} from "../../../contracts/lending/IScaledToken.sol";
import {IVariableDebtToken} from "../../../contracts/lending/IVariableDebtToken.sol";
import {VariableDebtToken} from "../../../contracts/lending/VariableDebtToken.sol";
import {Presets} from "../../../contracts/lending/Presets.sol";
import {LendingWorld} from "../../support/LendingWorld.sol";

contract VariableDebtTokenTest is LendingWorld {
    uint256 private constant KEY = 0xA11CE;
    bytes32 private constant TYPEHASH = keccak256(
        "DelegationWithSig(address delegatee,uint256 value,uint256 nonce,uint256 deadline)"
    );
    bytes32 private constant DOMAIN_TYPEHASH = keccak256(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
    );

    address private ann = actor("ann");
    address private ben = actor("ben");
    VariableDebtToken private debtToken;

    function setUp() public {
        buildWorld(Presets.aaveV36());
        populate();
        debtToken = debtTokenOf(usdc);
    }

    function test_approveDelegation_setsTheCredit(uint256 amount) public {
        vm.expectEmit(true, true, true, true, address(debtToken));
        emit IVariableDebtToken.BorrowAllowanceDelegated(ann, ben, address(usdc), amount);
        vm.prank(ann);
        debtToken.approveDelegation(ben, amount);
        assertEq(debtToken.borrowAllowance(ann, ben), amount, "credit");
    }

    function _sign(uint256 value, uint256 deadline) private view returns (uint8 v, bytes32 r, bytes32 s) {
        bytes32 domain = keccak256(
            abi.encode(
                DOMAIN_TYPEHASH,
                keccak256(bytes(debtToken.name())),
                keccak256("1"),
                block.chainid,
                address(debtToken)
            )
        );
        bytes32 content = keccak256(abi.encode(TYPEHASH, ben, value, debtToken.nonces(vm.addr(KEY)), deadline));
        return vm.sign(KEY, keccak256(abi.encodePacked(hex"1901", domain, content)));
    }

    function test_delegationWithSig_setsTheCreditOnce(uint256 value) public {
        (uint8 v, bytes32 r, bytes32 s) = _sign(value, block.timestamp);
        debtToken.delegationWithSig(vm.addr(KEY), ben, value, block.timestamp, v, r, s);
        assertEq(debtToken.borrowAllowance(vm.addr(KEY), ben), value, "credit");

        vm.expectPartialRevert(IVariableDebtToken.VariableDebtToken_DelegationSignerMismatch.selector);
        debtToken.delegationWithSig(vm.addr(KEY), ben, value, block.timestamp, v, r, s);
    }

    function test_delegationWithSig_revertsAfterTheDeadline() public {
        uint256 deadline = block.timestamp - 1;
        (uint8 v, bytes32 r, bytes32 s) = _sign(1, deadline);
        vm.expectRevert(
            abi.encodeWithSelector(IVariableDebtToken.VariableDebtToken_DelegationExpired.selector, deadline)
        );
        debtToken.delegationWithSig(vm.addr(KEY), ben, 1, deadline, v, r, s);
    }

    function test_credit_coversWhatRoundingAddsAsFarAsItGoes(uint256 amount) public {
        amount = bound(amount, 1, 1_000e6);
        supplyAs(ann, weth, 10e18);
        delegate(ann, ben, usdc, amount);

        vm.prank(ben);
        pool.borrow(address(usdc), amount, 2, 0, ann);

        assertEq(debtToken.borrowAllowance(ann, ben), 0, "spent");
        assertGe(debtToken.balanceOf(ann), amount, "owed");
    }

    function test_debt_growsWithTheIndex(uint256 elapsed) public {
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 10_000e6);
        uint256 supply = debtToken.totalSupply();
        skip(bound(elapsed, 1 days, 730 days));

        uint256 index = pool.getReserveNormalizedVariableDebt(address(usdc));
        uint256 product = debtToken.scaledBalanceOf(ann) * index;
        assertEq(debtToken.balanceOf(ann), product / 1e27 + (product % 1e27 == 0 ? 0 : 1), "rounded up");
        assertGe(debtToken.totalSupply(), supply + 1, "all debt");
    }

    function test_transfers_revert(address to, uint256 amount) public {
        bytes4 expected = IVariableDebtToken.VariableDebtToken_NotTransferable.selector;
        vm.expectRevert(expected);
        debtToken.transfer(to, amount);
        vm.expectRevert(expected);
        debtToken.transferFrom(ann, to, amount);
        vm.expectRevert(expected);
        debtToken.approve(to, amount);
        vm.expectRevert(expected);
        debtToken.allowance(ann, to);
    }

    function test_poolsFunctions_revertForAnyoneElse(address caller) public {
        vm.assume(caller != address(pool));
        bytes memory expected = abi.encodeWithSelector(IScaledToken.ScaledToken_CallerNotPool.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(expected);
        debtToken.mint(caller, ann, 1, 1, 1e27);
        vm.expectRevert(expected);
        debtToken.burn(ann, 1, 1, 1e27);
        vm.stopPrank();
    }

    function test_burn_revertsWhenTheAmountIsTooSmallForOneScaledUnit() public {
        supplyAs(ann, weth, 10e18);
        borrowAs(ann, usdc, 10_000e6);
        fund(ann, usdc, 1);
        vm.expectRevert(IScaledToken.ScaledToken_AmountZero.selector);
        vm.prank(ann);
        pool.repay(address(usdc), 1, 2, ann);
    }
}
