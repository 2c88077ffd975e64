// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpErrors} from "../../../contracts/perps/IPerpErrors.sol";
import {PerpTypes} from "../../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

contract PerpExchangeTradeTest is PerpWorld {
    address private trader_;

    function setUp() public {
        buildWorld(6);
        trader_ = trader("trader", 1_000_000);
    }

    function test_trade_fillsAtTheMeanPremium() public {
        uint256 price = tradeAs(trader_, ETH, 100e18);
        assertEq(price, 2_000e18 + (uint256(2_000e18) * 50) / 350_000 + 1, "mean premium, rounded up");
        assertBooks();
        closeAs(trader_, ETH);
        assertBooks();
        assertEq(sizeOf(trader_, ETH), 0, "closed");
    }
}
