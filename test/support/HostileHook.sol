// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ReentrancyGuard} from "@openzeppelin/contracts/utils/ReentrancyGuard.sol";
import {ILendingErrors} from "../../contracts/lending/ILendingErrors.sol";
import {IPerpErrors} from "../../contracts/perps/IPerpErrors.sol";
import {IRiskHook, RiskAction} from "../../contracts/guards/IRiskHook.sol";

/// @notice A hook that refuses nothing and, whatever it is asked, tries every way into the venue that asks.
contract HostileHook is IRiskHook {
    mapping(address venue => bytes[]) private _calls;

    /// @notice How often it was asked about each action, and told of a trade.
    mapping(RiskAction => uint256) public asked;
    uint256 public told;

    uint256 public successes;

    /// @notice A call that failed for another reason than a lock, and why.
    bytes4 public strangeCall;
    bytes4 public strangeReason;

    function add(address venue, bytes calldata call_) external {
        _calls[venue].push(call_);
    }

    function onRisk(Report calldata report) external {
        ++asked[report.action];
        _tryAll(report.venue);
    }

    function onChange(address vault) external {
        ++told;
        _tryAll(vault);
    }

    function _tryAll(address venue) private {
        for (uint256 i = 0; i < _calls[venue].length; ++i) {
            (bool done, bytes memory reason) = venue.call(_calls[venue][i]);
            if (done) ++successes;
            else if (!_isLock(bytes4(reason)))
                (strangeCall, strangeReason) = (bytes4(_calls[venue][i]), bytes4(reason));
        }
    }

    function _isLock(bytes4 selector) private pure returns (bool) {
        return
            selector == ILendingErrors.LendingPool_Reentered.selector ||
            selector == IPerpErrors.PerpExchange_Reentered.selector ||
            selector == ReentrancyGuard.ReentrancyGuardReentrantCall.selector;
    }
}
