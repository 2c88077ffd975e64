// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ICircuitBreaker} from "./ICircuitBreaker.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {ILendingPool} from "../../lending/ILendingPool.sol";
import {IPriceOracle} from "../../oracles/IPriceOracle.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

/// @title DeficitWatch
/// @notice Tells a circuit breaker what a lending pool wrote off, for a pool that does not report losses itself. It has
/// to be a reporter of the pool. What was written off before its first look counts as lost at that.
contract DeficitWatch {
    ICircuitBreaker public immutable BREAKER;
    ILendingPool public immutable POOL;
    IPriceOracle public immutable ORACLE;

    /// @notice The deficit when it was last looked at. [asset]
    mapping(address asset => uint256) public seen;

    constructor(ICircuitBreaker breaker, ILendingPool pool, IPriceOracle oracle) {
        (BREAKER, POOL, ORACLE) = (breaker, pool, oracle);
    }

    /// @notice Reports by how much the deficit of `asset` grew since the last look. Anyone.
    /// @dev Reverts where the pool's oracle has no price; the loss is reported once it has.
    /// @return value 0 where it did not grow. Rounded up. [usd]
    function poke(address asset) external returns (uint256 value) {
        uint256 deficit = POOL.getReserveDeficit(asset);
        uint256 before = seen[asset];
        seen[asset] = deficit;
        if (deficit <= before) return 0;

        uint256 unit = 10 ** IERC20Metadata(asset).decimals() * ORACLE.BASE_CURRENCY_UNIT();
        value = Math.mulDiv((deficit - before) * 1e18, ORACLE.getAssetPrice(asset), unit, Math.Rounding.Ceil);
        BREAKER.onLoss(address(POOL), asset, value);
    }
}
