// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IPerpExchange} from "../../../contracts/perps/IPerpExchange.sol";
import {PerpWorld} from "../../support/PerpWorld.sol";

/// @notice Whatever happens, once everyone has closed, traders, keepers, pool, insurance fund and fees share what was
/// brought, and positions leave nothing behind.
contract PerpExchangeClosingTest is PerpWorld {
    uint256 private constant INSURANCE = 20_000;
    address[4] private traders;

    function setUp() public {
        vm.warp(30 days);
        buildWorld(6);
        fundInsurance(INSURANCE * unit);
        traders = [trader("ann", 10_000), trader("ben", 20_000), trader("cho", 40_000), trader("dan", 80_000)];
    }

    function test_closing_leavesDepositsLessFees(uint256[4] memory sizes, uint256[4] memory prices) public {
        uint256 brought = usdc.balanceOf(address(exchange));
        for (uint256 i = 0; i < 4; ++i) _tradeRandomly(i, sizes[i]);
        for (uint256 i = 0; i < 4; ++i) {
            skip(6 hours);
            setPrice(ETH, bound(prices[i], 1_700e8, 2_300e8));
            for (uint256 j = 0; j < 4; ++j) _liquidate(traders[j]);
        }
        for (uint256 i = 0; i < 4; ++i) if (sizeOf(traders[i], ETH) != 0) closeAs(traders[i], ETH);
        try exchange.dispose(ETH, type(uint256).max) {} catch {}
        _deleverage();

        IPerpExchange.StoredMarket memory m = exchange.getStoredMarket(ETH);
        assertEq(m.long.size + m.short.size + m.long.cost + m.short.cost, 0, "positions are left");
        exchange.collectFees(address(this));
        if (settledOf(address(this)) != 0) withdrawAs(address(this), usdc, abs(settledOf(address(this))));
        uint256 left = usdc.balanceOf(address(this));
        for (uint256 i = 0; i < 4; ++i) {
            uint256 settled = abs(settledOf(traders[i]));
            if (settledOf(traders[i]) < 0) exchange.takeOver(traders[i]);
            else if (settled != 0) withdrawAs(traders[i], usdc, settled);
            left += usdc.balanceOf(traders[i]);
        }
        uint256 insurance = exchange.getBooks().insurance;
        assertEq(left + insurance + exchange.poolEquity(), brought, "what is left");
        assertEq(usdc.balanceOf(address(exchange)), exchange.poolEquity() + insurance, "cash");
        assertBooks();
    }

    /// @dev At ten to thirty times the margin, longs and shorts in turn.
    function _tradeRandomly(uint256 i, uint256 word) private {
        uint256 worth = uint256(settledOf(traders[i])) * bound(word, 10, 30);
        int256 size = int256((worth * 1e18) / (2_000 * unit));
        tradeAs(traders[i], ETH, i % 2 == 0 ? size : -size);
    }

    function _liquidate(address account) private {
        try exchange.liquidate(ETH, account) {} catch {}
        try exchange.takeOver(account) {} catch {}
        _deleverage();
    }

    function _deleverage() private {
        int256 held = sizeOf(address(exchange), ETH);
        if (held == 0 || exchange.engineEquity() >= 0) return;
        (int256 profit, ) = exchange.getProfit(ETH, address(exchange));
        if (profit >= 0) return;
        address[] memory none;
        try exchange.deleverage(ETH, held < 0, none, 10) {} catch {}
    }
}
