// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

/// @title IPoolAddressesProvider
/// @notice Where a market's contracts are: the getter ABI of Aave v3's registry.
/// @dev Ids as on Aave: "POOL", "POOL_CONFIGURATOR", "PRICE_ORACLE", "PRICE_ORACLE_SENTINEL", "ACL_MANAGER",
/// "ACL_ADMIN", "DATA_PROVIDER", and "UMBRELLA" for the account that may cover deficits.
interface IPoolAddressesProvider {
    event MarketIdSet(string indexed oldMarketId, string indexed newMarketId);
    event AddressSet(bytes32 indexed id, address indexed oldAddress, address indexed newAddress);
    event PriceOracleUpdated(address indexed oldAddress, address indexed newAddress);

    function getMarketId() external view returns (string memory);

    /// @notice The address under `id`, or zero.
    function getAddress(bytes32 id) external view returns (address);

    /// @notice Owner only.
    function setAddress(bytes32 id, address newAddress) external;
    function getPool() external view returns (address);
    function getPoolConfigurator() external view returns (address);
    function getPriceOracle() external view returns (address);

    /// @notice Owner only.
    function setPriceOracle(address newPriceOracle) external;
    function getPriceOracleSentinel() external view returns (address);
    function getACLManager() external view returns (address);
    function getACLAdmin() external view returns (address);
    function getPoolDataProvider() external view returns (address);
}
