// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingPool} from "../lending/ILendingPool.sol";
import {LendingTypes} from "../lending/LendingTypes.sol";

/// @title NoDeficitPool
/// @notice Shows another pool's reserves and, as Aave before 3.3, has no getter of deficits.
contract NoDeficitPool {
    ILendingPool private immutable _pool;

    constructor(ILendingPool pool) {
        _pool = pool;
    }

    /// @notice The other pool's answer.
    function getReserveData(address asset) external view returns (LendingTypes.ReserveDataLegacy memory) {
        return _pool.getReserveData(asset);
    }
}
