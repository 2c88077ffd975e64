// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRiskHook} from "./IRiskHook.sol";

/// @title RiskHooks
/// @notice Several hooks for one venue: a report passes where all let it. Each hook has to know this contract as a
/// relay. The list is fixed; another list is another contract.
contract RiskHooks is IRiskHook {
    IRiskHook[] private _hooks;

    /// @notice A venue speaks for itself alone.
    error RiskHooks_NotVenue(address caller, address venue);

    constructor(IRiskHook[] memory hooks) {
        _hooks = hooks;
    }

    /// @inheritdoc IRiskHook
    function onRisk(Report calldata report) external {
        require(msg.sender == report.venue, RiskHooks_NotVenue(msg.sender, report.venue));
        for (uint256 i = 0; i < _hooks.length; ++i) _hooks[i].onRisk(report);
    }

    /// @inheritdoc IRiskHook
    function onChange(address vault) external {
        require(msg.sender == vault, RiskHooks_NotVenue(msg.sender, vault));
        for (uint256 i = 0; i < _hooks.length; ++i) {
            try _hooks[i].onChange(vault) {} catch {}
        }
    }

    /// @notice The hooks, in the order in which they are asked.
    function getHooks() external view returns (IRiskHook[] memory) {
        return _hooks;
    }
}
