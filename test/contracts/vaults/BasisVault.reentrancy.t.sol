// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC4626} from "@openzeppelin/contracts/interfaces/IERC4626.sol";
import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {FeeOnTransferToken} from "../../../contracts/mocks/FeeOnTransferToken.sol";
import {NoReturnToken} from "../../../contracts/mocks/NoReturnToken.sol";
import {ReadingToken} from "../../../contracts/mocks/ReadingToken.sol";
import {ReentrantToken} from "../../../contracts/mocks/ReentrantToken.sol";
import {RevertingToken} from "../../../contracts/mocks/RevertingToken.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {BasisTypes} from "../../../contracts/vaults/BasisTypes.sol";
import {IBasisVault} from "../../../contracts/vaults/IBasisVault.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {BasisWorld} from "../../support/BasisWorld.sol";

/// @notice Assets that call out while they move, that keep a fee, that return nothing or that stop.
/// hardhat-config: fuzz.runs = 32
contract BasisVaultReentrancyTest is BasisWorld {
    function setUp() public {
        buildBasisWorld(false, false);
    }

    function test_calls_areRefused(uint256 kind) public {
        ReentrantToken token = new ReentrantToken();
        _use(address(token));
        bytes[9] memory calls = [
            abi.encodeCall(IERC4626.deposit, (0, alice)),
            abi.encodeCall(IERC4626.redeem, (0, alice, alice)),
            abi.encodeCall(IQueuedVault.requestRedeem, (1, alice, alice)),
            abi.encodeCall(IQueuedVault.claimRedeem, (1, alice)),
            abi.encodeCall(IQueuedVault.takeFees, ()),
            abi.encodeCall(IBasisVault.hedge, ()),
            abi.encodeCall(IQueuedVault.fulfil, (1, true)),
            abi.encodeCall(IBasisVault.liquidationNav, ()),
            abi.encodeCall(IBasisVault.disown, (address(weth)))
        ];
        token.arm(address(basis), calls[kind % 9]);

        vm.startPrank(alice);
        basis.deposit(1e18, alice);
        basis.withdraw(1e18, alice, alice);
        vm.stopPrank();
        steer();

        assertEq(token.successes(), 0, "none went through");
        assertTrue(bytes4(token.failure()) == ReentrancyGuard.ReentrancyGuardReentrantCall.selector, "by the lock");
    }

    /// @dev While a keeper sells, buys and pays margin, the share's price is that of before.
    function test_reads_duringAnActionAnswerAsBeforeIt(uint256 kind, uint256 action) public {
        ReadingToken token = new ReadingToken();
        _use(address(token));
        bytes[4] memory reads = [
            abi.encodeCall(IERC4626.totalAssets, ()),
            abi.encodeCall(IERC4626.convertToAssets, (1e24)),
            abi.encodeCall(IERC4626.previewRedeem, (1e24)),
            abi.encodeCall(IQueuedVault.sharePrice, ())
        ];
        action %= 3;
        if (action == 2) {
            steer();
            ask(alice, 1e22);
        }
        (, bytes memory before) = address(basis).staticcall(reads[kind % 4]);
        token.arm(address(basis), reads[kind % 4]);

        if (action == 0) steer();
        if (action == 1) {
            vm.prank(alice);
            basis.withdraw(1e18, alice, alice);
        }
        if (action == 2) serve();

        assertGe(token.answered(), 1, "answered");
        assertEq(token.refused(), 0, "never refused");
        assertTrue(keccak256(token.answer()) == keccak256(before), "as before");
    }

    function test_reads_ofWhatMayGoAreRefusedDuringAnAction(bool ratio) public {
        ReadingToken token = new ReadingToken();
        _use(address(token));
        token.arm(
            address(basis),
            ratio ? abi.encodeCall(IBasisVault.hedgeRatio, ()) : abi.encodeCall(IQueuedVault.instantAssets, ())
        );

        vm.prank(alice);
        basis.withdraw(1e18, alice, alice);

        assertEq(token.answered(), 0, "half-written books");
        assertGe(token.refused(), 1, "refused");
    }

    function test_deposit_refusesATokenThatKeepsAFee(uint256 assets) public {
        FeeOnTransferToken token = new FeeOnTransferToken();
        _build(MintableToken(address(token)), 18);
        assets = bound(assets, 1_000, 1e24);
        token.mint(alice, assets);
        vm.startPrank(alice);
        token.approve(address(basis), assets);

        vm.expectPartialRevert(IQueuedVault.QueuedVault_TransferAmountMismatch.selector);
        basis.deposit(assets, alice);
    }

    function test_deposit_takesATokenThatReturnsNothing(uint256 assets) public {
        NoReturnToken token = new NoReturnToken(6);
        _build(MintableToken(address(token)), 6);
        assets = bound(assets, 1e6, 1e15);
        token.mint(alice, assets);
        vm.startPrank(alice);
        token.approve(address(basis), assets);

        basis.deposit(assets, alice);
        uint256 most = basis.maxWithdraw(alice);
        basis.withdraw(most, alice, alice);

        assertClose(token.balanceOf(alice), assets, (assets * 3) / 1_000 + 2, "in and out for the fees");
    }

    function test_stoppedToken_stopsPaymentsAndNothingElse() public {
        RevertingToken token = new RevertingToken();
        _build(MintableToken(address(token)), 18);
        enter(alice, basis, 1_000e18);
        uint256 shares = basis.balanceOf(alice);
        token.setStopped(true);

        ask(alice, shares / 2);
        vm.prank(steward);
        basis.fulfil(type(uint256).max, false);

        vm.prank(alice);
        vm.expectRevert(RevertingToken.RevertingToken_Stopped.selector);
        basis.claimRedeem(1, alice);
        token.setStopped(false);
        vm.prank(alice);
        assertGe(basis.claimRedeem(1, alice), 498e18, "once it moves again");
    }

    /// @dev An exchange, a market and a vault of an asset of our own, with Alice in it and a little more in hand.
    function _use(address token) private {
        _build(MintableToken(token), 18);
        provideExchange();
        createMarket(weth, WETH_PRICE, dollar, USDC_PRICE, SIDE_VALUE);
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), basisConfig());
        setup.path = pathOf(dollar, weth);
        basis = newBasisOf(setup);
        enter(alice, basis, 1_000_000e18);
        dollar.mint(alice, 10e18);
        vm.startPrank(alice);
        dollar.approve(address(basis), 10e18);
        basis.requestRedeem(1e22, alice, alice);
        vm.stopPrank();
        vm.prank(steward);
        basis.fulfil(1e21, false);
    }

    /// @dev A vault of an asset that has no market yet.
    function _build(MintableToken token, uint8 decimals_) private {
        list(address(token), decimals_, USDC_PRICE, 7_500, 7_800, 10_450);
        dollar = token;
        one = 10 ** decimals_;
        openExchange();
        BasisTypes.Setup memory setup = basisSetup(plainTerms(), basisConfig());
        setup.path = abi.encodePacked(dollar, FEE, weth);
        basis = newBasisOf(setup);
    }
}
