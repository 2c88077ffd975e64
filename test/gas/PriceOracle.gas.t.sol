// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {Test} from "../support/Test.sol";

contract PriceOracleGas is Test {
    PriceOracle private oracle;
    PriceFeed private feed;

    function setUp() public {
        oracle = new PriceOracle(address(0), 1e8, address(this));
        feed = new PriceFeed(8, "ETH / USD", address(this));
        feed.setTransmitter(address(this), true);
        feed.transmit(2_000e8);
        (address[] memory assets, address[] memory sources) = (new address[](1), new address[](1));
        (assets[0], sources[0]) = (address(1), address(feed));
        oracle.setAssetSources(assets, sources);
    }

    function test_getAssetPrice() public view {
        oracle.getAssetPrice(address(1));
    }

    function test_transmit() public {
        feed.transmit(2_100e8);
    }
}
