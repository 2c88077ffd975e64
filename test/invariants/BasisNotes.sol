// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IPerpExchange} from "../../contracts/perps/IPerpExchange.sol";
import {BasisWorld} from "../support/BasisWorld.sol";

/// @notice What a basis vault looked like before an action, and what was wrong after it. Everything is recomputed from
/// balances, oracle prices and the exchange's own figures, not asked of the vault.
abstract contract BasisNotes is BasisWorld {
    /// @dev Assets, but for spot and short in wad and hedge and price in wad.
    struct Picture {
        uint256 liquid;
        uint256 spot;
        uint256 short;
        int256 equity;
        uint256 net;
        uint256 hedge;
        uint256 price;
        uint256 pending;
        uint256 supply;
    }

    /// @dev What rounding may cost an action, by the pool, the AMM, the exchange and the vault. [asset]
    uint256 internal constant DUST = 100;

    bool public loweredThePrice;
    bool public leftTheBand;
    bool public costTooMuch;
    bool public paidTooMuch;
    bool public tookFromTheOthers;
    bool public rewardedWrongly;
    bool public openedTheHedge;

    Picture internal before;
    bool internal healthyBefore;
    bool internal alignedBefore;
    uint256 internal totalFulfilled; // [asset]
    uint256 internal totalClaimed; // [asset]
    uint256[] internal asked; // [shares] of each request

    function picture() internal view returns (Picture memory p) {
        p.liquid = dollar.balanceOf(address(basis)) - basis.owedAssets() + supplied(address(basis), dollar);
        p.spot = weth.balanceOf(address(basis));
        p.short = uint256(-int256(exchange.getPosition(address(basis), ETH).size));
        (int256 profit, ) = exchange.getProfit(ETH, address(basis));
        p.equity = exchange.getAccount(address(basis)).settled + profit;
        int256 net = int256(p.liquid + spotValue(p.spot)) + p.equity;
        p.net = net < 0 ? 0 : uint256(net);
        p.hedge = p.spot == 0 ? (p.short == 0 ? 1e18 : type(uint256).max) : (p.short * 1e18) / p.spot;
        p.price = basis.sharePrice();
        p.pending = basis.pendingShares();
        p.supply = basis.totalSupply();
    }

    function note() internal {
        before = picture();
        IPerpExchange.MarginView memory margin = exchange.getMargin(address(basis));
        healthyBefore = margin.equity >= int256(margin.maintenance);
        alignedBefore = _isAligned();
    }

    /// @dev A user's own action costs the others nothing but the pool's rounding.
    function judgeUser() internal {
        uint256 price = Math.mulDiv(before.net + 1, 1e24, before.supply + 1e6);
        uint256 slack = Math.mulDiv(2, 1e24, basis.totalSupply() + 1e6) + 1;
        if (Math.mulDiv(picture().net + 1, 1e24, basis.totalSupply() + 1e6) + slack < price) loweredThePrice = true;
    }

    /// @dev A keeper's trade, or a stranger's, costs at most its slippage on what was traded, the fee and the reward.
    function judgeTrade(uint256 slippage, uint256 reward) internal {
        Picture memory p = picture();
        uint256 spotTraded = spotValue(p.spot > before.spot ? p.spot - before.spot : before.spot - p.spot);
        uint256 sizeTraded = p.short > before.short ? p.short - before.short : before.short - p.short;
        uint256 notional = (sizeTraded * oracle.getAssetPrice(address(weth)) * one) / 1e26;
        uint256 bound_ = (spotTraded * slippage) / (1e4 - slippage) + (notional * (slippage + 6)) / 1e4;
        if (p.net + bound_ + reward + DUST < before.net) costTooMuch = true;
        if (before.hedge >= 0.97e18 && before.spot > 1e15 && p.hedge < 0.97e18 && p.spot > 1e15) openedTheHedge = true;
        if (before.hedge >= 0.97e18 && reward != 0 && before.hedge <= 1.2e18) rewardedWrongly = true;
        if (reward > 200 * one || reward > (spotTraded + notional) / 20 + 1) rewardedWrongly = true;
    }

    /// @dev Where the exchange takes orders, the AMM is near the oracle and size does not cut, the hedge ends in its
    /// band.
    function judgeBand() internal {
        Picture memory p = picture();
        if (!healthyBefore || !alignedBefore || p.spot < 1e15) return;
        if (exchange.getAccount(address(basis)).flagged) return;
        if (spotValue(before.spot) > 900_000 * one || before.short > before.spot * 2) return; // a size may have cut
        if (p.hedge < 0.97e18 || p.hedge > 1.03e18) leftTheBand = true;
    }

    /// @dev Who is served gets at most the price before; who stays keeps at least it, and the hedge.
    function judgeFulfilment(uint256 shares, uint256 assets) internal {
        Picture memory p = picture();
        totalFulfilled += assets;
        uint256 worth = Math.mulDiv(shares, before.net + 1, before.supply + 1e6);
        if (p.supply != 0 && assets > worth + 1) paidTooMuch = true;
        if (before.net != 0 && p.price < before.price) tookFromTheOthers = true;
        if (p.spot != 0 && p.hedge < before.hedge) tookFromTheOthers = true;
        if (p.pending + shares != before.pending) tookFromTheOthers = true;
    }

    function requireClaimsInHand() external view {
        uint256 open = 0;
        uint256 waiting = 0;
        bool reached = false;
        for (uint256 id = 1; id <= asked.length; ++id) {
            uint256 left = basis.pendingRedeemRequest(id, basis.controllerOf(id));
            if (reached) assertEq(left, asked[id - 1], "served before an earlier one");
            if (left != 0) reached = true;
            open += basis.claimableAssets(id);
            waiting += left;
        }
        assertEq(open, basis.owedAssets(), "claims add up to what is owed");
        assertGe(dollar.balanceOf(address(basis)), open, "and are in hand");
        assertEq(waiting, basis.pendingShares(), "requests add up to what is pending");
        assertGe(basis.balanceOf(address(basis)), waiting, "and their shares are with the vault");
        assertEq(totalFulfilled, totalClaimed + open, "what was fulfilled is claimed or can be");
    }

    function requireBooksTrue() external view {
        Picture memory p = picture();
        assertEq(basis.totalAssets(), p.net, "net assets");
        assertEq(basis.getPosition().equity, p.equity, "equity");
        assertEq(basis.hedgeRatio(), p.hedge, "hedge");
        assertEq(basis.idleAssets() + basis.owedAssets(), dollar.balanceOf(address(basis)), "idle and owed");
        address[6] memory holders = [alice, bob, feeRecipient, address(basis), lender, address(this)];
        uint256 shares = 0;
        uint256 worth = 0;
        for (uint256 i = 0; i < 6; ++i) {
            shares += basis.balanceOf(holders[i]);
            worth += basis.convertToAssets(basis.balanceOf(holders[i]));
        }
        assertEq(shares, p.supply, "holders");
        assertLe(worth, p.net + 1, "all shares together are worth no more than net assets");
        uint256 reachable = Math.min(
            supplied(address(basis), dollar),
            pool.getVirtualUnderlyingBalance(address(dollar))
        );
        assertLe(basis.maxWithdraw(alice), basis.idleAssets() + reachable, "promises");
        assertEq(dollar.allowance(address(basis), address(exchange)), 0, "no allowance left");
        assertEq(dollar.allowance(address(basis), address(pool)), 0, "nor for the pool");
        assertEq(weth.allowance(address(basis), address(swapRouter)), 0, "nor for the router");
    }

    function _isAligned() private view returns (bool) {
        (uint256 held, uint256 other) = marketReserves(weth, dollar);
        uint256 price = (other * 1e8 * 1e18) / (held * one);
        uint256 fair = oracle.getAssetPrice(address(weth));
        return price * 1_000 > fair * 995 && price * 1_000 < fair * 1_005;
    }
}
