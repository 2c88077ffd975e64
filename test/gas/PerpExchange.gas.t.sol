// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {PerpTypes} from "../../contracts/perps/PerpTypes.sol";
import {PerpWorld} from "../support/PerpWorld.sol";

/// @notice The test itself trades 10 ETH. On ETH a long waits for liquidation, another for takeover, and the engine has
/// a third; 100 shorts stand on BTC and 10 on a third market, where the engine holds what a bankrupt long left.
contract PerpExchangeGas is PerpWorld {
    uint256 private constant SOL = 2;

    address private weak;
    address private bankrupt;
    address[] private none;
    address[] private firstOfTen;
    address[] private firstOfHundred;

    function setUp() public {
        vm.warp(30 days);
        buildWorld(6);
        feeds[SOL] = newFeed(100e8);
        exchange.listMarket(defaultConfig(feeds[SOL], 5_000_000e18));
        depositAs(address(this), usdc, 100_000 * unit);
        weak = _open("weak", 15_000, ETH, 100e18);
        bankrupt = _open("bankrupt", 9_000, ETH, 100e18);
        address gone = _open("gone", 8_000, ETH, 100e18);
        firstOfTen.push(_openMany("ten", 10, SOL, -10e18));
        address solLoser = _open("sol loser", 1_000, SOL, 90e18);
        firstOfHundred.push(_openMany("hundred", 100, BTC, -0.01e18));
        address btcLoser = _open("btc loser", 1_700, BTC, 0.5e18);
        fund(address(this), usdc, 1_000e6);
        skip(1 hours);
        setPrice(ETH, 1_860e8);
        setPrice(BTC, 54_000e8);
        setPrice(SOL, 85e8);
        exchange.takeOver(gone);
        exchange.takeOver(solLoser);
        exchange.takeOver(btcLoser);
    }

    function test_trade() public {
        exchange.trade(ETH, 10e18, type(uint256).max, false);
    }

    function test_deposit() public {
        exchange.deposit(address(usdc), 1_000e6, address(this));
    }

    function test_withdraw() public {
        exchange.withdraw(address(usdc), 1_000e6, address(this));
    }

    function test_flag() public {
        exchange.flag(weak);
    }

    function test_liquidate() public {
        exchange.liquidate(ETH, weak);
    }

    function test_takeOver() public {
        exchange.takeOver(bankrupt);
    }

    /// @dev With the price move that brings the engine a gain.
    function test_dispose() public {
        setPrice(ETH, 2_000e8);
        exchange.dispose(ETH, 10e18);
    }

    /// @dev One account is taken, the others are gone through.
    function test_deleverageAmong10() public {
        exchange.deleverage(SOL, false, firstOfTen, 10);
    }

    function test_deleverageAmong100() public {
        exchange.deleverage(BTC, false, firstOfHundred, 100);
    }

    function test_deleverageAll100() public {
        PerpTypes.MarketConfig memory config = exchange.getConfig(BTC);
        config.adl.policy = PerpTypes.AdlPolicy.ProfitProRata;
        configure(BTC, config);
        exchange.deleverage(BTC, false, none, 200);
    }

    function _open(string memory name, uint256 margin, uint256 market, int256 size) private returns (address account) {
        account = trader(name, margin);
        tradeAs(account, market, size);
    }

    /// @return first The one with the least margin, so the first in rank.
    function _openMany(string memory name, uint256 count, uint256 market, int256 size) private returns (address first) {
        for (uint256 i = 0; i < count; ++i) {
            address account = _open(string.concat(name, vm.toString(i)), 1_000 + 10 * i, market, size);
            if (i == 0) first = account;
        }
    }
}
