// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ILendingPool} from "../../contracts/lending/ILendingPool.sol";
import {IScaledToken} from "../../contracts/lending/IScaledToken.sol";
import {Presets} from "../../contracts/lending/Presets.sol";
import {Rules} from "../../contracts/lending/Rules.sol";
import {PriceFeed} from "../../contracts/oracles/PriceFeed.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {LendingWorld} from "../support/LendingWorld.sol";
import {LendingNotes} from "./LendingNotes.sol";

/// @notice Four accounts and a lender use a market while time passes, prices move, loans flash and strangers donate.
contract LendingHandler is LendingNotes {
    constructor(
        ILendingPool pool_,
        PriceOracle oracle_,
        MintableToken[3] memory tokens_
    ) LendingNotes(pool_, oracle_, tokens_) {}

    function supply(uint256 who, uint256 which, uint256 value) external {
        MintableToken token = _tokens[which % 3];
        address account = _accounts[who % 4];
        _act(account, abi.encodeCall(ILendingPool.supply, (address(token), _size(token, value), account, 0)));
    }

    function withdraw(uint256 who, uint256 which, uint256 value, bool all) external {
        MintableToken token = _tokens[which % 3];
        address account = _accounts[who % 4];
        uint256 amount = all ? type(uint256).max : _size(token, value);
        _act(account, abi.encodeCall(ILendingPool.withdraw, (address(token), amount, account)));
    }

    function borrow(uint256 who, uint256 which, uint256 value) external {
        MintableToken token = _tokens[which % 3];
        address account = _accounts[who % 4];
        (, , uint256 available, , , ) = pool.getUserAccountData(account);
        uint256 amount = _worth(token, bound(value, available / 2, available));
        _act(account, abi.encodeCall(ILendingPool.borrow, (address(token), amount, 2, 0, account)));
    }

    function repay(uint256 who, uint256 which, uint256 value, bool all) external {
        MintableToken token = _tokens[which % 3];
        address account = _accounts[who % 4];
        uint256 amount = all ? type(uint256).max : _size(token, value);
        _act(account, abi.encodeCall(ILendingPool.repay, (address(token), amount, 2, account)));
    }

    function transfer(uint256 who, uint256 to, uint256 which, uint256 value) external {
        MintableToken token = _tokens[which % 3];
        address aToken = _aToken(token);
        _noteBefore();
        vm.prank(_accounts[who % 4]);
        (bool ok, ) = aToken.call(
            abi.encodeWithSignature("transfer(address,uint256)", _accounts[to % 4], _size(token, value))
        );
        _noteAfter(ok);
    }

    /// @dev Finds an unhealthy account, a debt and a collateral of it, each the first from a fuzzed place on.
    function liquidate(uint256 who, uint256 by, uint256 which, uint256 value, bool receiveAToken) external {
        address account = _firstUnhealthy(who % 4);
        if (account == address(0)) return;
        MintableToken collateral = _firstMarked(account, which % 3, 1);
        MintableToken debt = _firstMarked(account, (which / 3) % 3, 0);
        Snapshot memory before = _snapshot(account, debt, collateral);
        uint256 asked = value % 2 == 0 ? type(uint256).max : _size(debt, value);

        address liquidator = _accounts[by % 5];
        bool ok = _act(
            liquidator,
            abi.encodeCall(
                ILendingPool.liquidationCall,
                (address(collateral), address(debt), account, asked, receiveAToken)
            )
        );

        if (ok) _noteLiquidation(account, debt, before, liquidator != account);
    }

    function pass(uint256 time) external {
        vm.warp(block.timestamp + bound(time, 1, 30 days));
        _noteIndexes();
    }

    function movePrice(uint256 which, uint256 factor) external {
        address asset = address(_tokens[which % 3]);
        uint256 price = (oracle.getAssetPrice(asset) * bound(factor, 50, 150)) / 100;
        if (price > 1e5) PriceFeed(oracle.getSourceOfAsset(asset)).transmit(int256(price));
    }

    function flashLoan(uint256 which, uint256 value) external {
        MintableToken token = _tokens[which % 3];
        uint256 cash = token.balanceOf(_aToken(token));
        uint256 amount = bound(value, 0, cash);
        token.mint(address(_receiver), amount / 1_000 + 1);

        _act(
            address(this),
            abi.encodeCall(ILendingPool.flashLoanSimple, (address(_receiver), address(token), amount, "", 0))
        );

        if (token.balanceOf(_aToken(token)) < cash) flashLoanCostCash = true;
    }

    function donate(uint256 which, uint256 value) external {
        MintableToken token = _tokens[which % 3];
        token.mint(_aToken(token), _size(token, value));
    }

    function payTreasury() external {
        _act(address(this), abi.encodeCall(ILendingPool.mintToTreasury, (pool.getReservesList())));
    }
}

/// @notice The lending pool's properties, for each preset.
abstract contract LendingInvariants is LendingWorld {
    LendingHandler private handler;
    MintableToken[3] private tokens;
    address[5] private accounts;

    function _rules() internal pure virtual returns (Rules memory);

    /// @dev By how many units an action may leave claims above cash and debt: each of its roundings is worth one at
    /// most, and a liquidation has the most of them.
    function _unitsPerAction() internal pure virtual returns (uint256);

    function setUp() public {
        buildWorld(_rules());
        configurator.setLiquidationProtocolFee(address(weth), 1_000);
        tokens = [weth, usdc, wbtc];
        handler = new LendingHandler(pool, oracle, tokens);
        for (uint256 t = 0; t < 3; t++) {
            tokens[t].transferOwnership(address(handler));
            feeds[address(tokens[t])].setTransmitter(address(handler), true);
        }
        handler.start();
        accounts = handler.accounts();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function invariant_LEND_1_scaledBalancesAddUpToTheirSupply() public view {
        for (uint256 t = 0; t < 3; t++) {
            _assertAddsUp(IScaledToken(pool.getReserveAToken(address(tokens[t]))));
            _assertAddsUp(IScaledToken(pool.getReserveVariableDebtToken(address(tokens[t]))));
        }
    }

    function invariant_LEND_2_indexesNeverFall() public view {
        assertTrue(!handler.indexFell(), "an index fell");
    }

    function invariant_LEND_3_cashAndDebtCoverTheClaims() public view {
        for (uint256 t = 0; t < 3; t++) {
            address asset = address(tokens[t]);
            IScaledToken aToken = IScaledToken(pool.getReserveAToken(asset));
            uint256 debt = IScaledToken(pool.getReserveVariableDebtToken(asset)).totalSupply();
            uint256 backing = pool.getVirtualUnderlyingBalance(asset) + debt + pool.getReserveDeficit(asset);
            uint256 accrued = pool.getReserveData(asset).accruedToTreasury;
            uint256 claims = aToken.totalSupply() + (accrued * pool.getReserveNormalizedIncome(asset)) / 1e27;
            assertGe(backing + handler.actions() * _unitsPerAction() + 1, claims, "claims exceed their backing");
        }
    }

    function invariant_LEND_4_countedCashIsThere() public view {
        for (uint256 t = 0; t < 3; t++) {
            uint256 cash = tokens[t].balanceOf(pool.getReserveAToken(address(tokens[t])));
            assertGe(cash, pool.getVirtualUnderlyingBalance(address(tokens[t])), "cash");
        }
    }

    function invariant_LEND_5_noActionBreaksAHealthyAccount() public view {
        assertTrue(!handler.harmedAHealthyAccount(), "a healthy account fell below 1");
    }

    function invariant_LEND_6_deficitsArePaidForWithAllCollateral() public view {
        assertTrue(!handler.deficitWithCollateralLeft(), "a deficit while collateral or debt is left");
        if (!_rules().writesOffDeficit) assertEq(handler.writeOffs(), 0, "write-offs");
    }

    function invariant_LEND_7_liquidationsMoveHealthAsTheFactorSays() public view {
        assertTrue(!handler.liquidationMovedHealthTheWrongWay(), "health moved the wrong way");
    }

    function invariant_LEND_8_flashLoansLeaveCashWhole() public view {
        assertTrue(!handler.flashLoanCostCash(), "a flash loan cost cash");
    }

    function invariant_LEND_9_debtIsNeverWithoutItsMark() public view {
        for (uint256 t = 0; t < 3; t++) {
            IScaledToken debtToken = IScaledToken(pool.getReserveVariableDebtToken(address(tokens[t])));
            for (uint256 i = 0; i < 5; i++) {
                bool marked = (pool.getUserConfiguration(accounts[i]).data >> (2 * t)) & 1 != 0;
                assertTrue(marked || debtToken.scaledBalanceOf(accounts[i]) == 0, "unmarked debt");
            }
        }
    }

    function _assertAddsUp(IScaledToken token) private view {
        uint256 sum = token.scaledBalanceOf(treasury);
        for (uint256 i = 0; i < 5; i++) sum += token.scaledBalanceOf(accounts[i]);
        assertEq(sum + token.scaledBalanceOf(address(handler)), token.scaledTotalSupply(), "scaled balances");
    }
}

contract LendingInvariantsV2 is LendingInvariants {
    function _rules() internal pure override returns (Rules memory) {
        return Presets.aaveV2();
    }

    function _unitsPerAction() internal pure override returns (uint256) {
        return 4;
    }
}

contract LendingInvariantsV30 is LendingInvariants {
    function _rules() internal pure override returns (Rules memory) {
        return Presets.aaveV30();
    }

    function _unitsPerAction() internal pure override returns (uint256) {
        return 4;
    }
}

contract LendingInvariantsV36 is LendingInvariants {
    function _rules() internal pure override returns (Rules memory) {
        return Presets.aaveV36();
    }

    function _unitsPerAction() internal pure override returns (uint256) {
        return 1;
    }
}
