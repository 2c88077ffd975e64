// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICircuitBreaker} from "./ICircuitBreaker.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {IPerpExchange} from "../../perps/IPerpExchange.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title ShortfallWatch
/// @notice Tells a circuit breaker what an exchange's engine lost beyond the insurance fund, whoever bore it: winners
/// who were deleveraged, the liquidity pool, nobody. It has to be a reporter of the exchange. What was lost before its
/// first look counts as lost at that.
///
/// A loss is told once it is borne. While the engine still holds the position, its loss moves with the price and is
/// none yet; nor is a profit that the pool pays late or in part.
///
/// Losses are the quote token's, for all markets stand against one pool: they stop orders where a stop is set for the
/// exchange, or for everything, and borrowing of the quote token too where one is set for it. No stop of one market
/// hears of them.
contract ShortfallWatch {
    ICircuitBreaker public immutable BREAKER;
    IPerpExchange public immutable EXCHANGE;
    address public immutable QUOTE;
    uint256 private immutable _unit; // [quote] one dollar, as the exchange counts

    /// @notice What was lost when it was last looked at. [quote]
    uint256 public seen;

    constructor(ICircuitBreaker breaker, IPerpExchange exchange) {
        (BREAKER, EXCHANGE, QUOTE) = (breaker, exchange, exchange.quote());
        _unit = 10 ** IERC20Metadata(QUOTE).decimals();
    }

    /// @notice Reports by how much the losses grew since the last look. Anyone.
    /// @return value 0 where they did not grow. Rounded up. [usd]
    function poke() external returns (uint256 value) {
        uint256 lost = EXCHANGE.getBooks().lost;
        uint256 grown = lost - seen;
        seen = lost;
        if (grown == 0) return 0;

        value = Math.mulDiv(grown, 1e18, _unit, Math.Rounding.Ceil);
        BREAKER.onLoss(address(EXCHANGE), QUOTE, value);
    }
}
