// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IPriceOracle
/// @notice What lending reads: the getters and setters of Aave's oracle (`IAaveOracle`, v2 to v3.6), with an optional
/// maximum age an asset that Aave does not have.
///
/// A price is looked up in this order: the base currency is worth one unit; else the asset's source answers; else, if
/// there is no source or its answer is not positive, the fallback oracle answers. A price is never zero: when nobody
/// knows one the call reverts.
///
/// Assumption: every source answers in the base currency's own decimals. Setting a source checks it.
interface IPriceOracle {
    /// @notice Emitted once, at construction.
    event BaseCurrencySet(address indexed baseCurrency, uint256 baseCurrencyUnit);

    /// @notice `asset` is priced by `source` from now on; zero means by the fallback alone.
    event AssetSourceUpdated(address indexed asset, address indexed source);

    /// @notice `fallbackOracle` answers where sources do not; zero means nobody does.
    event FallbackOracleUpdated(address indexed fallbackOracle);

    /// @notice An answer for `asset` older than `maxAge` seconds is refused from now on; zero accepts any age.
    event MaxAgeUpdated(address indexed asset, uint256 maxAge);

    /// @notice Neither the source nor the fallback knows a positive price of `asset`.
    error PriceOracle_NoPrice(address asset);

    /// @notice The answer for `asset` is `age` seconds old and `maxAge` is the most accepted.
    error PriceOracle_StalePrice(address asset, uint256 age, uint256 maxAge);

    /// @notice Two lists that belong together differ in length.
    error PriceOracle_LengthMismatch(uint256 assets, uint256 sources);

    /// @notice `source` answers in `decimals`, which is not the base currency's unit.
    error PriceOracle_WrongDecimals(address source, uint8 decimals, uint256 baseCurrencyUnit);

    /// @notice The currency that prices are in; the zero address means USD.
    function BASE_CURRENCY() external view returns (address);

    /// @notice One unit of the base currency: 1e8 for USD, 1e18 for ETH.
    function BASE_CURRENCY_UNIT() external view returns (uint256);

    /// @notice Price of one whole `asset` in base currency units, always positive.
    /// @dev Reverts with `PriceOracle_NoPrice`, with `PriceOracle_StalePrice` where a maximum age is set, or with
    /// whatever a failing source or fallback reverts with. A stale source is not passed on to the fallback.
    function getAssetPrice(address asset) external view returns (uint256 price);

    /// @notice `getAssetPrice` of each asset, in order.
    function getAssetsPrices(address[] calldata assets) external view returns (uint256[] memory prices);

    /// @notice The feed that prices `asset`, or zero.
    function getSourceOfAsset(address asset) external view returns (address source);

    /// @notice The oracle asked where sources do not answer, or zero.
    function getFallbackOracle() external view returns (address fallbackOracle);

    /// @notice The oldest answer accepted for `asset`, in seconds; zero accepts any age, as Aave does.
    function getMaxAge(address asset) external view returns (uint256 maxAge);

    /// @notice Sets the feed of each asset; the zero address clears it. Owner only.
    /// @dev Reverts with `PriceOracle_LengthMismatch` or `PriceOracle_WrongDecimals`.
    function setAssetSources(address[] calldata assets, address[] calldata sources) external;

    /// @notice Sets the fallback oracle; the zero address clears it. Owner only.
    function setFallbackOracle(address fallbackOracle) external;

    /// @notice Sets the oldest answer accepted for `asset`, in seconds; zero accepts any age. Owner only.
    function setMaxAge(address asset, uint256 maxAge) external;
}
