// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "./IPerpErrors.sol";
import {PerpTypes} from "./PerpTypes.sol";

/// @title PerpStorage
/// @notice The exchange's storage and the two doors that every entry point passes.
abstract contract PerpStorage is IPerpErrors {
    PerpTypes.State internal _state;

    /// @dev In storage, so that the linked libraries share it. Closed during every action: a listed token may call out
    /// while it moves, and then the books are written and the cash is not there yet.
    modifier locked() {
        require(!_state.locked, PerpExchange_Reentered());
        _state.locked = true;
        _;
        _state.locked = false;
    }

    modifier onlyOwner() {
        require(msg.sender == _state.owner, PerpExchange_NotOwner(msg.sender));
        _;
    }
}
