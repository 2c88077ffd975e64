// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {FeeLib} from "../../../contracts/vaults/FeeLib.sol";
import {VaultTypes} from "../../../contracts/vaults/VaultTypes.sol";
import {Test} from "../../support/Test.sol";

contract FeeLibTest is Test {
    uint256 private constant WAD = 1e18;
    uint256 private constant VIRTUAL = 1e6;
    uint256 private constant NOW = 1_760_000_000;

    function setUp() public {
        vm.warp(NOW);
    }

    function test_grossUp_isTheLeastThatLeavesTheNet(uint256 net, uint256 fee) public pure {
        net = bound(net, 0, 1e36);
        fee = bound(fee, 0, 500);

        uint256 gross = FeeLib.grossUp(net, fee);

        assertGe(FeeLib.netDown(gross, fee), net, "enough");
        if (gross != 0) assertLe(FeeLib.netDown(gross - 1, fee), net, "not more than needed");
    }

    function test_dueDown_takesTheYearlyShareOfTheAssets(uint256 assets, uint256 fee, uint256 elapsed) public {
        assets = bound(assets, 1e6, 1e30);
        fee = bound(fee, 0, 500);
        elapsed = bound(elapsed, 0, 365 days);
        uint256 supply = assets * VIRTUAL;
        VaultTypes.FeeState memory state = _state(WAD);
        vm.warp(NOW + elapsed);

        uint256 shares = FeeLib.dueDown(_terms(fee, 0), state, assets, supply, VIRTUAL);

        uint256 worth = (shares * (assets + 1)) / (supply + shares + VIRTUAL);
        uint256 expected = (assets * fee * elapsed) / (10_000 * 365 days);
        assertLe(worth, expected, "not above");
        assertClose(worth, expected, 2, "worth");
    }

    function test_dueDown_takesAShareOfTheGainAboveTheMark(uint256 assets, uint256 mark, uint256 fee) public {
        assets = bound(assets, 1e6, 1e30);
        mark = bound(mark, WAD / 2, 2 * WAD);
        fee = bound(fee, 0, 5_000);
        uint256 supply = assets * VIRTUAL; // a price of 1

        uint256 shares = FeeLib.dueDown(_terms(0, fee), _state(mark), assets, supply, VIRTUAL);

        uint256 worth = (shares * (assets + 1)) / (supply + shares + VIRTUAL);
        uint256 gain = mark >= WAD ? 0 : assets - (assets * mark) / WAD;
        assertClose(worth, (gain * fee) / 10_000, 2 + assets / 1e15, "worth");
        if (mark >= WAD) assertEq(shares, 0, "nothing below the mark");
    }

    function test_dueDown_isNothingRightAfterItWasTaken(uint256 assets, uint256 supply, uint256 fee) public {
        assets = bound(assets, 0, 1e30);
        supply = bound(supply, 1, 1e36);
        fee = bound(fee, 0, 5_000);
        uint256 shares = FeeLib.dueDown(_terms(500, fee), _state(WAD), assets, supply, VIRTUAL);
        uint256 mark = FeeLib.priceUp(assets, supply + shares, VIRTUAL);

        uint256 again = FeeLib.dueDown(
            _terms(500, fee),
            _state(mark > WAD ? mark : WAD),
            assets,
            supply + shares,
            VIRTUAL
        );

        assertEq(again, 0, "again");
    }

    function test_dueDown_isNothingWithoutHoldersOrRecipient(uint256 assets) public {
        assets = bound(assets, 0, 1e30);
        vm.warp(NOW + 365 days);
        VaultTypes.Terms memory terms = _terms(500, 5_000);

        assertEq(FeeLib.dueDown(terms, _state(WAD), assets, 0, VIRTUAL), 0, "no holder");
        terms.feeRecipient = address(0);
        assertEq(FeeLib.dueDown(terms, _state(WAD), assets, 1e24, VIRTUAL), 0, "no recipient");
    }

    function _terms(uint256 management, uint256 performance) private pure returns (VaultTypes.Terms memory terms) {
        (terms.managementFee, terms.performanceFee) = (uint16(management), uint16(performance));
        terms.feeRecipient = address(1);
    }

    function _state(uint256 mark) private pure returns (VaultTypes.FeeState memory) {
        return VaultTypes.FeeState(uint64(NOW), uint192(mark));
    }
}
