// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {SafeCast} from "@openzeppelin/contracts/utils/math/SafeCast.sol";
import {IPerpErrors} from "./IPerpErrors.sol";
import {IPerpEvents} from "./IPerpEvents.sol";
import {PerpTypes} from "./PerpTypes.sol";
import {PoolEquityLib} from "./PoolEquityLib.sol";
import {TokenLib} from "./TokenLib.sol";

/// @title PoolCashLib
/// @notice Cash that is no account's: the pool's, the insurance fund's, the protocol's.
library PoolCashLib {
    using SafeCast for *;

    function depositPool(PerpTypes.State storage state, uint256 amount) external {
        require(msg.sender == state.pool, IPerpErrors.PerpExchange_NotPool(msg.sender));
        uint256 received = Math.saturatingSub(IERC20(state.quote).balanceOf(address(this)), booked(state));
        require(received >= amount, IPerpErrors.PerpExchange_TransferShort(state.quote, amount, received));

        state.poolCash += amount;

        emit IPerpEvents.PoolDeposited(amount);
    }

    function withdrawPool(PerpTypes.State storage state, uint256 amount, address to) external {
        require(msg.sender == state.pool, IPerpErrors.PerpExchange_NotPool(msg.sender));
        uint256 available = PoolEquityLib.withdrawable(state);
        require(amount <= available, IPerpErrors.PerpExchange_PoolWithdrawalLimited(amount, available));

        state.poolCash -= amount;

        emit IPerpEvents.PoolWithdrawn(to, amount);

        TokenLib.push(state.quote, to, amount);
    }

    function fundInsurance(PerpTypes.State storage state, uint256 amount) external {
        require(amount != 0, IPerpErrors.PerpExchange_AmountZero());

        state.insurance += amount;

        emit IPerpEvents.InsuranceFunded(msg.sender, amount);

        TokenLib.pull(state.quote, msg.sender, amount);
    }

    function collectFees(PerpTypes.State storage state, address to) external returns (uint256 amount) {
        amount = state.fees;
        state.fees = 0;

        emit IPerpEvents.FeesCollected(to, amount);

        TokenLib.push(state.quote, to, amount);
    }

    /// @notice What the books say is here. [quote]
    function booked(PerpTypes.State storage state) internal view returns (uint256) {
        return
            (state.settledSum + (state.poolCash + state.insurance + state.fees + state.escrow).toInt256()).toUint256();
    }
}
