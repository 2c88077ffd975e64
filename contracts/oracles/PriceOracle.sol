// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IAggregatorV3} from "./IAggregatorV3.sol";
import {IPriceOracle} from "./IPriceOracle.sol";

/// @title PriceOracle
contract PriceOracle is IPriceOracle, Ownable {
    /// @inheritdoc IPriceOracle
    address public immutable BASE_CURRENCY;

    /// @inheritdoc IPriceOracle
    uint256 public immutable BASE_CURRENCY_UNIT;

    mapping(address asset => IAggregatorV3) private _sources;

    /// @inheritdoc IPriceOracle
    mapping(address asset => uint256) public getMaxAge; // [seconds]

    IPriceOracle private _fallback;

    constructor(address baseCurrency, uint256 baseCurrencyUnit, address owner_) Ownable(owner_) {
        BASE_CURRENCY = baseCurrency;
        BASE_CURRENCY_UNIT = baseCurrencyUnit;

        emit BaseCurrencySet(baseCurrency, baseCurrencyUnit);
    }

    /// @inheritdoc IPriceOracle
    function setAssetSources(address[] calldata assets, address[] calldata sources) external onlyOwner {
        require(assets.length == sources.length, PriceOracle_LengthMismatch(assets.length, sources.length));

        for (uint256 i = 0; i < assets.length; ++i) {
            _requireUnit(sources[i]);
            _sources[assets[i]] = IAggregatorV3(sources[i]);
            emit AssetSourceUpdated(assets[i], sources[i]);
        }
    }

    /// @inheritdoc IPriceOracle
    function setFallbackOracle(address fallbackOracle) external onlyOwner {
        _fallback = IPriceOracle(fallbackOracle);

        emit FallbackOracleUpdated(fallbackOracle);
    }

    /// @inheritdoc IPriceOracle
    function setMaxAge(address asset, uint256 maxAge) external onlyOwner {
        getMaxAge[asset] = maxAge;

        emit MaxAgeUpdated(asset, maxAge);
    }

    /// @inheritdoc IPriceOracle
    function getAssetPrice(address asset) public view returns (uint256 price) {
        if (asset == BASE_CURRENCY) return BASE_CURRENCY_UNIT;

        IAggregatorV3 source = _sources[asset];
        int256 answer = address(source) == address(0) ? int256(0) : source.latestAnswer();
        if (answer > 0) {
            _requireFresh(asset, source);
            return uint256(answer);
        }

        require(address(_fallback) != address(0), PriceOracle_NoPrice(asset));
        price = _fallback.getAssetPrice(asset);
        require(price > 0, PriceOracle_NoPrice(asset));
    }

    /// @inheritdoc IPriceOracle
    function getAssetsPrices(address[] calldata assets) external view returns (uint256[] memory prices) {
        prices = new uint256[](assets.length);
        for (uint256 i = 0; i < assets.length; ++i) prices[i] = getAssetPrice(assets[i]);
    }

    /// @inheritdoc IPriceOracle
    function getSourceOfAsset(address asset) external view returns (address source) {
        return address(_sources[asset]);
    }

    /// @inheritdoc IPriceOracle
    function getFallbackOracle() external view returns (address fallbackOracle) {
        return address(_fallback);
    }

    function _requireUnit(address source) private view {
        if (source == address(0)) return;

        uint8 decimals = IAggregatorV3(source).decimals();
        require(
            10 ** uint256(decimals) == BASE_CURRENCY_UNIT,
            PriceOracle_WrongDecimals(source, decimals, BASE_CURRENCY_UNIT)
        );
    }

    function _requireFresh(address asset, IAggregatorV3 source) private view {
        uint256 maxAge = getMaxAge[asset];
        if (maxAge == 0) return;

        (, , , uint256 updatedAt, ) = source.latestRoundData();
        uint256 age = block.timestamp - updatedAt;
        require(age <= maxAge, PriceOracle_StalePrice(asset, age, maxAge));
    }
}
