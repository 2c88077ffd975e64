// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRiskHook, RiskAction} from "./IRiskHook.sol";

/// @title RiskHookLib
/// @notice How a venue asks its hook. Without one, it costs the check whether there is one.
library RiskHookLib {
    /// @notice Reverts where the hook refuses. Fields as in `IRiskHook`.
    function report(address hook, RiskAction action, address account, uint256 subject, uint256 amount) internal {
        if (hook == address(0)) return;
        IRiskHook(hook).onRisk(IRiskHook.Report(address(this), action, account, subject, amount));
    }

    /// @notice `report` of an asset.
    function report(address hook, RiskAction action, address account, address asset, uint256 amount) internal {
        report(hook, action, account, uint160(asset), amount);
    }

    /// @notice Tells the hook that this vault has traded; goes on whatever the hook does.
    /// @dev A bare call, for `try` would itself revert where there is no contract.
    function tell(address hook) internal {
        if (hook == address(0)) return;
        // slither-disable-next-line unchecked-lowlevel
        // solhint-disable-next-line avoid-low-level-calls
        (bool heard, ) = hook.call(abi.encodeCall(IRiskHook.onChange, (address(this))));
        heard;
    }
}
