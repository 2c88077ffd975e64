// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {BadAnswerFeed} from "../../../contracts/mocks/BadAnswerFeed.sol";
import {RevertingFeed} from "../../../contracts/mocks/RevertingFeed.sol";
import {ZeroPriceOracle} from "../../../contracts/mocks/ZeroPriceOracle.sol";
import {IPriceOracle} from "../../../contracts/oracles/IPriceOracle.sol";
import {PriceFeed} from "../../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../../contracts/oracles/PriceOracle.sol";
import {Test} from "../../support/Test.sol";

contract PriceOracleTest is Test {
    PriceOracle private oracle;
    PriceFeed private feed;
    address private weth;
    address private usdc;

    function setUp() public {
        (weth, usdc) = (actor("WETH"), actor("USDC"));
        oracle = new PriceOracle(address(0), 1e8, address(this));
        feed = new PriceFeed(8, "ETH / USD", address(this));
        feed.setTransmitter(address(this), true);
        _setSource(oracle, weth, address(feed));
    }

    function test_getAssetPrice_isTheSourcesAnswer(uint256 answer) public {
        answer = bound(answer, 1, 1e30);
        feed.transmit(int256(answer));

        assertEq(oracle.getAssetPrice(weth), answer, "price");
    }

    function test_getAssetPrice_ofTheBaseCurrencyIsOneUnit() public {
        PriceOracle inEth = new PriceOracle(weth, 1e18, address(this));

        assertEq(inEth.BASE_CURRENCY(), weth, "base currency");
        assertEq(inEth.BASE_CURRENCY_UNIT(), 1e18, "unit");
        assertEq(inEth.getAssetPrice(weth), 1e18, "price");
    }

    function test_getAssetPrice_acceptsAnyAgeByDefault(uint256 age) public {
        feed.transmit(2_000e8);
        vm.warp(block.timestamp + bound(age, 0, 1_000 * 365 days));

        assertEq(oracle.getAssetPrice(weth), 2_000e8, "price");
    }

    function test_getAssetPrice_revertsOnceOlderThanTheMaximumAge(uint256 maxAge, uint256 age) public {
        maxAge = bound(maxAge, 1, 365 days);
        age = bound(age, maxAge + 1, 1_000 * 365 days);
        feed.transmit(2_000e8);
        oracle.setMaxAge(weth, maxAge);
        uint256 start = block.timestamp;

        vm.warp(start + maxAge);
        assertEq(oracle.getAssetPrice(weth), 2_000e8, "price at the maximum age");

        vm.warp(start + age);
        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_StalePrice.selector, weth, age, maxAge));
        oracle.getAssetPrice(weth);
    }

    function test_getAssetPrice_doesNotPassAStaleSourceToTheFallback() public {
        feed.transmit(2_000e8);
        oracle.setMaxAge(weth, 60);
        oracle.setFallbackOracle(address(_oracleWith(weth, 1_900e8)));
        vm.warp(block.timestamp + 61);

        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_StalePrice.selector, weth, 61, 60));
        oracle.getAssetPrice(weth);
    }

    function test_getAssetPrice_revertsWhenNobodyKnowsThePrice() public {
        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_NoPrice.selector, usdc));
        oracle.getAssetPrice(usdc);
    }

    function test_getAssetPrice_asksTheFallbackWhenThereIsNoSource(uint256 answer) public {
        answer = bound(answer, 1, 1e30);
        oracle.setFallbackOracle(address(_oracleWith(usdc, answer)));

        assertEq(oracle.getAssetPrice(usdc), answer, "price");
    }

    function test_getAssetPrice_asksTheFallbackWhenTheAnswerIsNotPositive(int256 answer) public {
        answer = answer > 0 ? -answer : answer;
        _setSource(oracle, weth, address(new BadAnswerFeed(8, answer)));

        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_NoPrice.selector, weth));
        oracle.getAssetPrice(weth);

        oracle.setFallbackOracle(address(_oracleWith(weth, 1_900e8)));
        assertEq(oracle.getAssetPrice(weth), 1_900e8, "price");
    }

    function test_getAssetPrice_isNeverAFallbacksZero() public {
        oracle.setFallbackOracle(address(new ZeroPriceOracle()));

        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_NoPrice.selector, usdc));
        oracle.getAssetPrice(usdc);
    }

    function test_getAssetPrice_revertsWithItsSource() public {
        _setSource(oracle, weth, address(new RevertingFeed()));

        vm.expectRevert(RevertingFeed.RevertingFeed_NoAnswer.selector);
        oracle.getAssetPrice(weth);
    }

    function test_getAssetsPrices_answersInOrder(uint256 first, uint256 second) public {
        (first, second) = (bound(first, 1, 1e30), bound(second, 1, 1e30));
        feed.transmit(int256(first));
        _setSource(oracle, usdc, address(new BadAnswerFeed(8, int256(second))));
        address[] memory assets = new address[](2);
        (assets[0], assets[1]) = (usdc, weth);

        uint256[] memory prices = oracle.getAssetsPrices(assets);

        assertEq(prices.length, 2, "length");
        assertEq(prices[0], second, "first asked");
        assertEq(prices[1], first, "second asked");
    }

    function test_setAssetSources_clearsWithTheZeroAddress() public {
        feed.transmit(2_000e8);
        assertEq(oracle.getSourceOfAsset(weth), address(feed), "source before");

        vm.expectEmit(true, true, true, true, address(oracle));
        emit IPriceOracle.AssetSourceUpdated(weth, address(0));
        _setSource(oracle, weth, address(0));

        assertEq(oracle.getSourceOfAsset(weth), address(0), "source after");
        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_NoPrice.selector, weth));
        oracle.getAssetPrice(weth);
    }

    function test_setAssetSources_revertsOnOtherDecimalsThanTheBaseCurrencys(uint8 decimals) public {
        decimals = uint8(bound(decimals, 0, 77));
        vm.assume(decimals != 8);
        address other = address(new BadAnswerFeed(decimals, 1));

        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_WrongDecimals.selector, other, decimals, 1e8));
        _setSource(oracle, weth, other);
    }

    function test_setAssetSources_revertsWhenTheListsDifferInLength() public {
        vm.expectRevert(abi.encodeWithSelector(IPriceOracle.PriceOracle_LengthMismatch.selector, 2, 1));
        oracle.setAssetSources(new address[](2), new address[](1));
    }

    function test_setters_emitAndCanBeReadBack(address fallbackOracle, uint256 maxAge) public {
        vm.expectEmit(true, true, true, true, address(oracle));
        emit IPriceOracle.FallbackOracleUpdated(fallbackOracle);
        oracle.setFallbackOracle(fallbackOracle);
        vm.expectEmit(true, true, true, true, address(oracle));
        emit IPriceOracle.MaxAgeUpdated(weth, maxAge);
        oracle.setMaxAge(weth, maxAge);

        assertEq(oracle.getFallbackOracle(), fallbackOracle, "fallback");
        assertEq(oracle.getMaxAge(weth), maxAge, "maximum age");
    }

    function test_setters_revertForAnyoneButTheOwner(address stranger) public {
        vm.assume(stranger != address(this));
        bytes memory refusal = abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, stranger);

        vm.startPrank(stranger);
        vm.expectRevert(refusal);
        oracle.setAssetSources(new address[](0), new address[](0));
        vm.expectRevert(refusal);
        oracle.setFallbackOracle(stranger);
        vm.expectRevert(refusal);
        oracle.setMaxAge(weth, 1);
    }

    function _setSource(PriceOracle target, address asset, address source) private {
        address[] memory assets = new address[](1);
        address[] memory sources = new address[](1);
        (assets[0], sources[0]) = (asset, source);
        target.setAssetSources(assets, sources);
    }

    function _oracleWith(address asset, uint256 price) private returns (PriceOracle other) {
        other = new PriceOracle(address(0), 1e8, address(this));
        _setSource(other, asset, address(new BadAnswerFeed(8, int256(price))));
    }
}
