// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IQueuedVault} from "../../../contracts/vaults/IQueuedVault.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice Fees on the way in and out, on time and on gains; who sets them.
/// hardhat-config: fuzz.runs = 64
contract LoopVaultFeesTest is VaultWorld {
    VaultTypes.Terms private terms;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        terms = plainTerms();
    }

    function test_entryFee_staysWithTheOthers(uint256 fee, uint256 assets) public {
        terms.entryFee = uint16(bound(fee, 0, 500));
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        uint256 before = worthOf(alice);
        assets = bound(assets, 1e18, 1_000e18);

        depositAs(bob, vault, assets);

        uint256 paid = (assets * terms.entryFee) / 1e4;
        assertClose(worthOf(alice) + worthOf(bob), before + assets, 1e13, "nothing is lost");
        assertGe(worthOf(alice), before, "the others gain");
        assertLe(worthOf(bob), assets - (paid * before) / (before + assets), "at most the others' part of the fee");
    }

    function test_exitFee_staysWithTheOthers(uint256 fee, uint256 shares) public {
        terms.exitFee = uint16(bound(fee, 0, 500));
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        depositAs(bob, vault, 100e18);
        shares = bound(shares, 1e18, vault.balanceOf(bob));
        uint256 worth = vault.convertToAssets(shares);
        uint256 before = worthOf(alice);

        vm.prank(bob);
        uint256 assets = vault.redeem(shares, bob, bob);

        assertClose(assets, worth - (worth * terms.exitFee) / 1e4, 2, "paid");
        assertGe(worthOf(alice), before, "the others gain");
    }

    function test_managementFee_isTakenInSharesOverTime(uint256 fee, uint256 elapsed) public {
        terms.managementFee = uint16(bound(fee, 1, 500));
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        elapsed = bound(elapsed, 1 days, 365 days);
        skip(elapsed);
        uint256 expected = (100e18 * uint256(terms.managementFee) * elapsed) / (1e4 * 365 days);
        uint256 price = vault.sharePrice();

        vault.takeFees();

        assertClose(worthOf(feeRecipient), expected, expected / 1e6 + 10, "worth of the fee");
        assertEq(vault.sharePrice(), price, "the price had it in it");
        assertEq(vault.getFeeState().accruedAt, block.timestamp, "up to now");
    }

    function test_performanceFee_isTakenOnAGainOnce(uint256 fee, uint256 gift) public {
        terms.performanceFee = uint16(bound(fee, 1, 5_000));
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        vault.takeFees();
        uint256 held = worthOf(feeRecipient);
        gift = bound(gift, 1e15, 50e18);
        wsteth.mint(address(vault), gift);

        vault.takeFees();

        uint256 expected = (gift * terms.performanceFee) / 1e4;
        uint256 taken = worthOf(feeRecipient) - held;
        assertClose(taken, expected, expected / 100 + 1e3, "a share of the gain");
        uint256 shares = vault.balanceOf(feeRecipient);
        vault.takeFees();
        assertEq(vault.balanceOf(feeRecipient), shares, "once");
    }

    function test_performanceFee_asksForNothingBelowTheMark(uint256 left) public {
        terms.performanceFee = 2_000;
        vault.setTerms(terms);
        openVault(vault, 100e18);
        vault.takeFees();
        uint256 shares = vault.balanceOf(feeRecipient);
        uint256 mark = vault.getFeeState().highWaterMark;

        left = bound(left, 8_000, 9_900);
        setPrice(address(wsteth), (WSTETH_PRICE * left) / 1e4);
        vault.takeFees();
        assertEq(vault.balanceOf(feeRecipient), shares, "nothing on the way down");
        setPrice(address(wsteth), (WSTETH_PRICE * (left + 50)) / 1e4);
        vault.takeFees();
        assertEq(vault.balanceOf(feeRecipient), shares, "nothing on the way back");
        assertEq(vault.getFeeState().highWaterMark, mark, "the mark stays");
    }

    function test_performanceFee_spareWhoComesAfterTheGain(uint256 gift) public {
        terms.performanceFee = 2_000;
        (terms.entryFee, terms.exitFee) = (0, 0);
        vault.setTerms(terms);
        wsteth.mint(address(vault), bound(gift, 1, 1e18)); // before there is any holder
        depositAs(alice, vault, 100e18);

        vault.takeFees();

        assertLe(worthOf(feeRecipient), 10, "no gain of hers");
    }

    function test_fees_areNobodysWithoutARecipient() public {
        (terms.managementFee, terms.performanceFee, terms.feeRecipient) = (500, 5_000, address(0));
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        uint256 supply = vault.totalSupply();
        wsteth.mint(address(vault), 10e18);
        skip(100 days);

        vault.takeFees();

        assertEq(vault.totalSupply(), supply, "no new shares");
    }

    function test_setTerms_takesFeesAtTheOldTermsFirst() public {
        terms.managementFee = 500;
        vault.setTerms(terms);
        depositAs(alice, vault, 100e18);
        skip(365 days);
        uint256 worth = worthOf(alice);

        terms.managementFee = 0;
        vault.setTerms(terms);

        assertClose(worthOf(feeRecipient), 5e18, 1e13, "a year's fee");
        assertClose(worthOf(alice), worth, 10, "as the price had it");
    }

    function test_setTerms_refusesFeesAndPatienceThatShutPeopleIn() public {
        _refuses(501, 500, 0);
        _refuses(501, 500, 1);
        _refuses(501, 500, 2);
        _refuses(5_001, 5_000, 3);
        _refuses(30 days + 1, 30 days, 4);
    }

    function test_settings_areTheOwnersAlone(address caller) public {
        vm.assume(caller != address(this));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller);
        vm.startPrank(caller);
        vm.expectRevert(refusal);
        vault.setTerms(terms);
        vm.expectRevert(refusal);
        vault.setKeeper(caller, true);
        vm.expectRevert(refusal);
        vault.setPaused(true);
    }

    function test_settings_areAnnounced() public {
        terms.entryFee = 7;
        vm.expectEmit(true, true, true, true, address(vault));
        emit IQueuedVault.TermsSet(terms);
        vault.setTerms(terms);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IQueuedVault.KeeperSet(bob, true);
        vault.setKeeper(bob, true);
        vm.expectEmit(true, true, true, true, address(vault));
        emit IQueuedVault.PausedSet(true);
        vault.setPaused(true);
        assertEq(vault.getTerms().entryFee, 7, "terms");
    }

    function _refuses(uint256 value, uint256 maximum, uint256 field) private {
        VaultTypes.Terms memory bad = plainTerms();
        if (field == 0) bad.entryFee = uint16(value);
        if (field == 1) bad.exitFee = uint16(value);
        if (field == 2) bad.managementFee = uint16(value);
        if (field == 3) bad.performanceFee = uint16(value);
        if (field == 4) bad.patience = uint32(value);
        vm.expectRevert(abi.encodeWithSelector(IQueuedVault.QueuedVault_AboveMaximum.selector, value, maximum));
        vault.setTerms(bad);
    }

    function worthOf(address account) private view returns (uint256) {
        return vault.convertToAssets(vault.balanceOf(account));
    }
}
