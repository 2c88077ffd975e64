// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IShareLiquidator} from "../../contracts/liquidators/IShareLiquidator.sol";
import {ShareLiquidator} from "../../contracts/liquidators/ShareLiquidator.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LoopVault} from "../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "./VaultWorld.sol";
import {Vm} from "./Vm.sol";

/// @notice Two levered vaults whose shares are collateral, one of 18 and one of 6 decimals, and who borrows on them.
abstract contract ShareLiquidatorWorld is VaultWorld {
    uint256 internal constant SHARE_BONUS = 800; // [bps]
    uint256 internal constant PROTOCOL_FEE = 1_000; // [bps] of the bonus

    /// @dev The figures of a `ShareLiquidated` event.
    struct Outcome {
        uint256 repaid;
        uint256 shares;
        uint256 redeemed;
        uint256 proceeds;
        uint256 profit;
    }

    ShareLiquidator internal liquidator;
    LoopVault internal shorts; // USDC against WETH: falls when ether rises
    address internal keeper;
    address internal borrower;

    function buildShareWorld() internal {
        buildVaultWorld(rulesOf(2));
        liquidator = new ShareLiquidator(pool, swapRouter);
        shorts = newVault(usdc, weth, 0);
        (keeper, borrower) = (actor("keeper"), actor("borrower"));
        _open(vault, 500e18);
        _open(shorts, 1_000_000e6);
    }

    /// @dev The borrower brings `shares` and borrows all that they allow, but for a last unit of value.
    function indebt(LoopVault of_, uint256 shares, MintableToken debt) internal {
        vm.prank(alice);
        require(of_.transfer(borrower, shares), "transfer failed");
        supplyShares(borrower, of_, shares);
        (, , uint256 available, , , ) = pool.getUserAccountData(borrower);
        borrowAs(borrower, debt, ((available - 1) * unitOf(debt)) / oracle.getAssetPrice(address(debt)));
    }

    /// @dev A liquidation of the borrower without bounds.
    function order(
        LoopVault of_,
        MintableToken debt,
        uint256 debtToCover
    ) internal view returns (IShareLiquidator.ShareLiquidationParams memory params) {
        params.vault = address(of_);
        params.debt = address(debt);
        params.account = borrower;
        params.debtToCover = debtToCover;
        params.path = pathOf(MintableToken(of_.asset()), debt);
    }

    function liquidate(
        IShareLiquidator.ShareLiquidationParams memory params
    ) internal returns (Outcome memory outcome) {
        vm.recordLogs();
        vm.prank(keeper);
        uint256 paid = liquidator.liquidate(params);

        outcome = _logged(params);
        assertEq(outcome.profit, paid, "profit as returned");
        assertNothingLeft();
    }

    /// @dev What a bearer of capital is given for `debtToCover`.
    function seizeAs(
        address account,
        LoopVault of_,
        MintableToken debt,
        uint256 debtToCover
    ) internal returns (uint256) {
        fund(account, debt, debtToCover);
        vm.prank(account);
        pool.liquidationCall(address(of_), address(debt), borrower, debtToCover, false);
        return of_.balanceOf(account);
    }

    function assertNothingLeft() internal view {
        assertEmpty(address(liquidator));
        assertEq(vault.balanceOf(address(liquidator)) + shorts.balanceOf(address(liquidator)), 0, "holds no share");
    }

    function _open(LoopVault of_, uint256 assets) private {
        depositAs(alice, of_, assets);
        for (uint256 i = 0; i < 4; ++i) {
            rebalance(of_, true);
            align(wsteth, weth);
            align(weth, usdc);
        }
        listShares(of_, 7_000, 7_500, 1e4 + SHARE_BONUS);
        configurator.setLiquidationProtocolFee(address(of_), PROTOCOL_FEE);
    }

    /// @dev Reads the recorded `ShareLiquidated` event and checks that it names the parties.
    function _logged(IShareLiquidator.ShareLiquidationParams memory params) private returns (Outcome memory outcome) {
        Vm.Log[] memory logs = vm.getRecordedLogs();
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].emitter != address(liquidator)) continue;
            assertEq(address(uint160(uint256(logs[i].topics[1]))), keeper, "caller");
            assertEq(address(uint160(uint256(logs[i].topics[2]))), params.account, "account");
            assertEq(address(uint160(uint256(logs[i].topics[3]))), params.vault, "vault");
            address debt;
            (debt, outcome) = abi.decode(logs[i].data, (address, Outcome));
            assertEq(debt, params.debt, "debt asset");
        }
    }
}
