// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {BorrowLib} from "./BorrowLib.sol";
import {FlashCashLib} from "./FlashCashLib.sol";
import {IFlashLoanReceiver} from "./IFlashLoanReceiver.sol";
import {IFlashLoanSimpleReceiver} from "./IFlashLoanSimpleReceiver.sol";
import {ILendingErrors} from "./ILendingErrors.sol";
import {ILendingEvents} from "./ILendingEvents.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {LendingTypes} from "./LendingTypes.sol";
import {LockLib} from "./LockLib.sol";

/// @title FlashLoanLib
/// @notice Loans that live within one transaction.
library FlashLoanLib {
    struct Request {
        address receiver;
        address[] assets;
        uint256[] amounts;
        uint256[] modes; // 0 repays, 2 opens debt
        address onBehalfOf;
        bytes params;
        uint16 referralCode;
    }

    function lendMany(LendingTypes.PoolState storage state, Request calldata request, IPriceOracle oracle) external {
        uint256 count = request.assets.length;
        require(
            count == request.amounts.length && count == request.modes.length && _areDistinct(request.assets),
            ILendingErrors.LendingPool_FlashLoanParamsInconsistent()
        );
        uint256[] memory premiums = new uint256[](count);
        for (uint256 i = 0; i < count; i++) {
            if (request.modes[i] == 0) premiums[i] = FlashCashLib.premiumOf(state, request.amounts[i]);
            FlashCashLib.send(state, request.assets[i], request.amounts[i], request.receiver);
        }

        LockLib.open(state);
        bool accepted = IFlashLoanReceiver(request.receiver).executeOperation(
            request.assets,
            request.amounts,
            premiums,
            msg.sender,
            request.params
        );
        LockLib.close(state);
        require(accepted, ILendingErrors.LendingPool_FlashLoanRefused(request.receiver));

        for (uint256 i = 0; i < count; i++) _settle(state, request, i, premiums[i], oracle);
    }

    function lendOne(
        LendingTypes.PoolState storage state,
        address receiver,
        address asset,
        uint256 amount,
        bytes calldata params,
        uint16 referralCode
    ) external {
        uint256 premium = FlashCashLib.premiumOf(state, amount);
        FlashCashLib.send(state, asset, amount, receiver);

        LockLib.open(state);
        bool accepted = IFlashLoanSimpleReceiver(receiver).executeOperation(asset, amount, premium, msg.sender, params);
        LockLib.close(state);
        require(accepted, ILendingErrors.LendingPool_FlashLoanRefused(receiver));

        FlashCashLib.takeBack(state, receiver, asset, amount, premium);
        emit ILendingEvents.FlashLoan(receiver, msg.sender, asset, amount, 0, premium, referralCode);
    }

    function _settle(
        LendingTypes.PoolState storage state,
        Request calldata request,
        uint256 i,
        uint256 premium,
        IPriceOracle oracle
    ) private {
        (address asset, uint256 amount, uint256 mode) = (request.assets[i], request.amounts[i], request.modes[i]);
        if (mode == 0) {
            FlashCashLib.takeBack(state, request.receiver, asset, amount, premium);
        } else {
            BorrowLib.Loan memory loan = BorrowLib.Loan(asset, amount, mode, request.referralCode, request.onBehalfOf);
            BorrowLib.open(state, loan, false, oracle);
        }
        emit ILendingEvents.FlashLoan(
            request.receiver,
            msg.sender,
            asset,
            amount,
            uint8(mode),
            premium,
            request.referralCode
        );
    }

    function _areDistinct(address[] calldata assets) private pure returns (bool) {
        for (uint256 i = 1; i < assets.length; i++) {
            for (uint256 j = 0; j < i; j++) {
                if (assets[i] == assets[j]) return false;
            }
        }
        return true;
    }
}
