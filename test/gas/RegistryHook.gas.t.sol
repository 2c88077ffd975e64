// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {GuardTypes} from "../../contracts/guards/registry/GuardTypes.sol";
import {IPriceOracle} from "../../contracts/oracles/IPriceOracle.sol";
import {LeverageRegistry} from "../../contracts/guards/registry/LeverageRegistry.sol";
import {RiskAction} from "../../contracts/guards/IRiskHook.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {RegistryWorld} from "../support/RegistryWorld.sol";
import {ScriptedAdapter} from "../support/ScriptedAdapter.sol";

/// @notice What one report costs, by the venues that are read, the shares that are looked through and the assets that
/// are priced. Venues answer from storage, a line for each asset. docs/GUARDS.md tells the numbers.
contract RegistryHookGas is RegistryWorld {
    ScriptedAdapter[8] private adapters;
    LeverageRegistry[9] private registries; // by the number of venues that they read
    MintableToken[24] private assets;
    MintableToken[4] private shares; // of depth 1, 2, 3 and 3

    address private plain = address(0x51); // a collateral and a debt at each venue
    address private one = address(0x52); // shares of depth 1
    address private two = address(0x53);
    address private three = address(0x54);
    address private four = address(0x55); // shares of all four vaults
    address private wide = address(0x56); // all assets that are measured, at each venue

    function setUp() public {
        buildRegistryWorld();
        for (uint256 i = 0; i < 24; ++i) assets[i] = token("ASSET", 18, 100e8);
        for (uint256 i = 0; i < 8; ++i) _fill(i);
        for (uint256 i = 0; i < 4; ++i) shares[i] = token("SHARE", 18, 100e8);
        for (uint256 i = 0; i < 4; ++i) {
            shares[i].mint(address(this), 100e18);
            books.add(address(shares[i]), address(assets[i]), 1_000e18, 0, 0);
            books.add(address(shares[i]), address(assets[i + 4]), 0, 500e18, 0);
            if (i != 0) books.add(address(shares[i]), address(shares[i == 3 ? 1 : i - 1]), 10e18, 0, 0);
        }
        address[3] memory holders = [one, two, three];
        for (uint256 i = 0; i < 3; ++i) adapters[0].add(holders[i], address(shares[i]), 1e18, 0, 0);
        for (uint256 i = 0; i < 4; ++i) adapters[0].add(four, address(shares[i]), 1e18, 0, 0);
        uint8[5] memory counts = [1, 2, 3, 4, 8];
        for (uint256 i = 0; i < 5; ++i) _build(counts[i]);
    }

    function test_oneVenue() public {
        _report(1, plain);
    }

    function test_twoVenues() public {
        _report(2, plain);
    }

    function test_threeVenues() public {
        _report(3, plain);
    }

    function test_fourVenues() public {
        _report(4, plain);
    }

    function test_eightVenues() public {
        _report(8, plain);
    }

    function test_shareOfDepthOne() public {
        _report(1, one);
    }

    function test_shareOfDepthTwo() public {
        _report(1, two);
    }

    function test_shareOfDepthThree() public {
        _report(1, three);
    }

    function test_fourShares() public {
        _report(1, four);
    }

    function test_allAssetsAtOneVenue() public {
        _report(1, wide);
    }

    function test_allAssetsAtFourVenues() public {
        _report(4, wide);
    }

    function test_allAssetsAtEightVenues() public {
        _report(8, wide);
    }

    function _report(uint256 count, address account) private {
        registries[count].onRisk(reportOf(RiskAction.Borrow, account));
    }

    function _fill(uint256 i) private {
        adapters[i] = new ScriptedAdapter();
        adapters[i].add(plain, address(weth), 4e18, 0, 0);
        adapters[i].add(plain, address(usdc), 0, 1_000e6, 0);
        for (uint256 j = 0; j < 24; ++j) adapters[i].add(wide, address(assets[j]), 2e18, 1e18, 0);
    }

    function _build(uint256 count) private {
        GuardTypes.Terms memory terms = GuardTypes.Terms(MAX_AGE, 0.2e18, 0.001e18);
        LeverageRegistry r = new LeverageRegistry(IPriceOracle(address(oracle)), terms, 0, address(this));
        r.setVenue(address(this), true);
        for (uint256 i = 0; i < count; ++i) r.setAdapter(adapters[i], true, WAD);
        for (uint256 i = 0; i < 4; ++i) r.setVault(address(shares[i]), books);
        for (uint256 i = 0; i < 4; ++i) r.poke(address(shares[i]));
        r.setCap(GuardTypes.Scope.Account, address(0), 100e18, 0);
        r.setMode(GuardTypes.Mode.Enforce);
        registries[count] = r;
    }
}
