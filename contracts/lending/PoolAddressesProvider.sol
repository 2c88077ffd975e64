// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {IPoolAddressesProvider} from "./IPoolAddressesProvider.sol";

/// @title PoolAddressesProvider
contract PoolAddressesProvider is Ownable, IPoolAddressesProvider {
    string private _marketId;
    mapping(bytes32 id => address) private _addresses;

    constructor(string memory marketId, address owner) Ownable(owner) {
        _marketId = marketId;
        emit MarketIdSet("", marketId);
    }

    /// @inheritdoc IPoolAddressesProvider
    function setAddress(bytes32 id, address newAddress) public onlyOwner {
        address oldAddress = _addresses[id];
        _addresses[id] = newAddress;
        emit AddressSet(id, oldAddress, newAddress);
    }

    /// @inheritdoc IPoolAddressesProvider
    function setPriceOracle(address newPriceOracle) external {
        emit PriceOracleUpdated(_addresses["PRICE_ORACLE"], newPriceOracle);
        setAddress("PRICE_ORACLE", newPriceOracle);
    }

    /// @inheritdoc IPoolAddressesProvider
    function getMarketId() external view returns (string memory) {
        return _marketId;
    }

    /// @inheritdoc IPoolAddressesProvider
    function getAddress(bytes32 id) external view returns (address) {
        return _addresses[id];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getPool() external view returns (address) {
        return _addresses["POOL"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getPoolConfigurator() external view returns (address) {
        return _addresses["POOL_CONFIGURATOR"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getPriceOracle() external view returns (address) {
        return _addresses["PRICE_ORACLE"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getPriceOracleSentinel() external view returns (address) {
        return _addresses["PRICE_ORACLE_SENTINEL"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getACLManager() external view returns (address) {
        return _addresses["ACL_MANAGER"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getACLAdmin() external view returns (address) {
        return _addresses["ACL_ADMIN"];
    }

    /// @inheritdoc IPoolAddressesProvider
    function getPoolDataProvider() external view returns (address) {
        return _addresses["DATA_PROVIDER"];
    }
}
