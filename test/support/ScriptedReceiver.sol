// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";
import {IFlashLoanReceiver} from "../../contracts/lending/IFlashLoanReceiver.sol";
import {IFlashLoanSimpleReceiver} from "../../contracts/lending/IFlashLoanSimpleReceiver.sol";

/// @notice A flash-loan receiver that makes the calls it was given and answers as it was told.
contract ScriptedReceiver is IFlashLoanReceiver, IFlashLoanSimpleReceiver {
    struct Step {
        address target;
        bytes data;
    }

    Step[] private _steps;
    address private immutable _pool;
    bool public accepts = true;
    uint256 public loans;
    uint256 public lastPremium;
    address public lastInitiator;

    constructor(address pool) {
        _pool = pool;
    }

    function addStep(address target, bytes calldata data) external {
        _steps.push(Step(target, data));
    }

    function setAccepts(bool accepts_) external {
        accepts = accepts_;
    }

    /// @notice Makes one call in the receiver's own name.
    function run(address target, bytes calldata data) external {
        Address.functionCall(target, data);
    }

    function executeOperation(
        address asset,
        uint256 amount,
        uint256 premium,
        address initiator,
        bytes calldata
    ) external returns (bool) {
        _runSteps(premium, initiator);
        IERC20(asset).approve(_pool, amount + premium);
        return accepts;
    }

    function executeOperation(
        address[] calldata assets,
        uint256[] calldata amounts,
        uint256[] calldata premiums,
        address initiator,
        bytes calldata
    ) external returns (bool) {
        _runSteps(premiums[0], initiator);
        for (uint256 i = 0; i < assets.length; i++) IERC20(assets[i]).approve(_pool, amounts[i] + premiums[i]);
        return accepts;
    }

    function _runSteps(uint256 premium, address initiator) private {
        loans += 1;
        lastPremium = premium;
        lastInitiator = initiator;
        if (loans > 1) return; // a loan taken by a step settles without repeating the steps
        for (uint256 i = 0; i < _steps.length; i++) Address.functionCall(_steps[i].target, _steps[i].data);
    }
}
