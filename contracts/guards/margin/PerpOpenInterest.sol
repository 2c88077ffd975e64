// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IOpenInterest} from "./IOpenInterest.sol";
import {IPerpExchange} from "../../perps/IPerpExchange.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title PerpOpenInterest
/// @notice The larger side of a perpetual market at its index.
contract PerpOpenInterest is IOpenInterest {
    IPerpExchange public immutable EXCHANGE;
    uint256 public immutable MARKET;

    constructor(IPerpExchange exchange, uint256 market) {
        (EXCHANGE, MARKET) = (exchange, market);
    }

    /// @inheritdoc IOpenInterest
    function openInterest() external view returns (uint256) {
        IPerpExchange.MarketView memory m = EXCHANGE.getMarket(MARKET);
        return Math.mulDiv(Math.max(m.long.size, m.short.size), m.index, 1e18, Math.Rounding.Ceil);
    }
}
