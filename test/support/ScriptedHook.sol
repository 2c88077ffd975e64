// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IRiskHook} from "../../contracts/guards/IRiskHook.sol";

/// @notice A hook that keeps what it is told, tries one call of a test's choosing meanwhile, and refuses if asked to.
contract ScriptedHook is IRiskHook {
    Report[] private _reports;
    address[] private _changes;
    address private _target;
    bytes private _call;
    bool private _refuses;

    uint256 public tries;
    uint256 public successes;
    bytes public failure;

    error ScriptedHook_Refused();

    function arm(address target, bytes calldata call_) external {
        (_target, _call) = (target, call_);
    }

    function refuse(bool refuses) external {
        _refuses = refuses;
    }

    function onRisk(Report calldata report) external {
        require(!_refuses, ScriptedHook_Refused());
        _reports.push(report);
        _try();
    }

    function onChange(address vault) external {
        require(!_refuses, ScriptedHook_Refused());
        _changes.push(vault);
        _try();
    }

    function reportCount() external view returns (uint256) {
        return _reports.length;
    }

    function lastReport() external view returns (Report memory) {
        return _reports[_reports.length - 1];
    }

    function changeCount() external view returns (uint256) {
        return _changes.length;
    }

    function _try() private {
        if (_target == address(0)) return;
        ++tries;
        (bool done, bytes memory reason) = _target.call(_call);
        if (done) ++successes;
        else failure = reason;
    }
}
