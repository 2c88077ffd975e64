// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingErrors} from "./ILendingErrors.sol";
import {LendingTypes} from "./LendingTypes.sol";

/// @title LockLib
/// @notice The pool's lock, in its storage so that the linked libraries share it.
/// @dev Closed during every action, because a listed token may call out while it moves. Open while a flash-loan
/// receiver runs: by then all books are written, and the receiver is meant to use the pool.
library LockLib {
    function close(LendingTypes.PoolState storage state) internal {
        require(!state.locked, ILendingErrors.LendingPool_Reentered());
        state.locked = true;
    }

    function open(LendingTypes.PoolState storage state) internal {
        state.locked = false;
    }
}
