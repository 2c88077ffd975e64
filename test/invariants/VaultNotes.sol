// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {LoopTypes} from "../../contracts/vaults/LoopTypes.sol";
import {VaultWorld} from "../support/VaultWorld.sol";

/// @notice What a vault looked like before an action, and what was wrong after it. Everything is recomputed from token
/// balances and oracle prices, not asked of the vault.
abstract contract VaultNotes is VaultWorld {
    /// @dev All in collateral, but for debt in the debt asset and price and leverage in wad.
    struct Picture {
        uint256 gross;
        uint256 debt;
        uint256 debtValue;
        uint256 net;
        uint256 price;
        uint256 leverage;
        uint256 pending;
        uint256 supply;
    }

    /// @dev What the pool's and the vault's rounding may cost an action. [asset]
    uint256 internal constant DUST = 200;

    bool public loweredThePrice;
    bool public leveredTooMuch;
    bool public costTooMuch;
    bool public paidTooMuch;
    bool public tookFromTheOthers;
    bool public rescuedTooFar;
    bool public loweredTheMark;
    bool public tookMoreThanItsPart;

    Picture internal before;
    uint256 internal markBefore;
    uint256 internal totalFulfilled; // [asset]
    uint256 internal totalClaimed; // [asset]
    uint256[] internal asked; // [shares] of each request

    function picture() internal view returns (Picture memory p) {
        uint256 price = oracle.getAssetPrice(address(wsteth));
        p.gross = wsteth.balanceOf(address(vault)) - vault.owedAssets() + supplied(address(vault), wsteth);
        p.debt = owed(address(vault), weth);
        p.debtValue = Math.ceilDiv(p.debt * oracle.getAssetPrice(address(weth)), price);
        p.net = p.gross > p.debtValue ? p.gross - p.debtValue : 0;
        p.price = vault.sharePrice();
        p.leverage =
            p.debt == 0
                ? 1e18
                : p.net == 0
                    ? type(uint256).max
                    : Math.ceilDiv(p.gross * 1e18, p.net);
        p.pending = vault.pendingShares();
        p.supply = vault.totalSupply();
    }

    function note() internal {
        before = picture();
        markBefore = vault.getFeeState().highWaterMark;
    }

    /// @dev A user's own action costs the others nothing; one that takes assets out leaves leverage in bounds.
    function judgeUser(bool takesOut) internal {
        Picture memory p = picture();
        if (p.price < before.price) loweredThePrice = true;
        if (takesOut && p.leverage > MOST) leveredTooMuch = true;
        judgeMark();
    }

    /// @dev Who gives up shares gets at most their part of what there was; fees that are due only make it smaller.
    function judgeTaken(uint256 shares, uint256 assets) internal {
        if (assets > Math.mulDiv(shares, before.net + 1, before.supply + 1e6)) tookMoreThanItsPart = true;
    }

    /// @dev A trade costs at most its slippage, the flash loan's premium and a reward.
    function judgeTrade(uint256 slippage, uint256 reward) internal {
        Picture memory p = picture();
        uint256 moved = p.debt > before.debt ? p.debt - before.debt : before.debt - p.debt;
        uint256 value = (moved * oracle.getAssetPrice(address(weth))) / oracle.getAssetPrice(address(wsteth));
        uint256 bound_ = (value * (1e4 + FLASH_PREMIUM)) / (1e4 - slippage) + 1 - value;
        if (p.net + bound_ + reward + DUST < before.net) costTooMuch = true;
        if (p.debt > before.debt && p.leverage > MOST) leveredTooMuch = true;
        judgeMark();
    }

    /// @dev A ripcord repays no more than what brings leverage to the most at the oracle's prices.
    function judgeRipcord() internal {
        Picture memory p = picture();
        if (before.leverage < RIPCORD) rescuedTooFar = true;
        uint256 repaid =
            ((before.debt - p.debt) * oracle.getAssetPrice(address(weth))) / oracle.getAssetPrice(address(wsteth));
        if (repaid > before.gross - (before.net * MOST) / 1e18 + DUST) rescuedTooFar = true;
    }

    /// @dev Who is served gets at most the price before; who stays keeps at least it.
    function judgeFulfilment(uint256 shares, uint256 assets) internal {
        Picture memory p = picture();
        totalFulfilled += assets;
        uint256 worth = Math.mulDiv(shares, before.net + 1, before.supply + 1e6);
        if (p.supply != 0 && assets > worth + 1) paidTooMuch = true;
        if (p.price < before.price) tookFromTheOthers = true;
        if (p.net > 1e12 && p.leverage > 1e12 && p.leverage - 1e12 > before.leverage) tookFromTheOthers = true;
        if (p.pending + shares != before.pending) tookFromTheOthers = true;
        judgeMark();
    }

    function judgeMark() internal {
        if (vault.getFeeState().highWaterMark < markBefore) loweredTheMark = true;
    }

    function requireClaimsInHand() external view {
        uint256 open = 0;
        uint256 waiting = 0;
        for (uint256 id = 1; id <= asked.length; ++id) {
            open += vault.claimableAssets(id);
            waiting += vault.pendingRedeemRequest(id, vault.controllerOf(id));
        }
        assertEq(open, vault.owedAssets(), "claims add up to what is owed");
        assertGe(wsteth.balanceOf(address(vault)), open, "and are in hand");
        assertEq(waiting, vault.pendingShares(), "requests add up to what is pending");
        assertGe(vault.balanceOf(address(vault)), waiting, "and their shares are with the vault");
        assertEq(totalFulfilled, totalClaimed + open, "what was fulfilled is claimed or can be");
    }

    function requireInOrder() external view {
        bool reached = false;
        for (uint256 id = 1; id <= asked.length; ++id) {
            uint256 waiting = vault.pendingRedeemRequest(id, vault.controllerOf(id));
            if (reached) assertEq(waiting, asked[id - 1], "served before an earlier one");
            if (waiting != 0) reached = true;
        }
    }

    function requireBooksTrue() external view {
        Picture memory p = picture();
        assertEq(vault.totalAssets(), p.net, "net assets");
        assertEq(vault.leverage(), p.leverage, "leverage");
        assertEq(vault.idleAssets() + vault.owedAssets(), wsteth.balanceOf(address(vault)), "idle and owed");
        address[5] memory holders = [alice, bob, feeRecipient, address(vault), lender];
        uint256 shares = 0;
        uint256 worth = 0;
        for (uint256 i = 0; i < 5; ++i) {
            shares += vault.balanceOf(holders[i]);
            worth += vault.convertToAssets(vault.balanceOf(holders[i]));
        }
        assertEq(shares, p.supply, "holders");
        assertLe(worth, p.net + 1, "all shares together are worth no more than net assets");
        assertLe(vault.maxWithdraw(alice), vault.idleAssets() + supplied(address(vault), wsteth), "promises");
        LoopTypes.Position memory position = vault.getPosition();
        assertEq(position.debt, p.debt, "debt");
    }
}
