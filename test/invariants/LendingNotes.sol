// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {ConfigurationLib} from "../../contracts/lending/ConfigurationLib.sol";
import {ILendingPool} from "../../contracts/lending/ILendingPool.sol";
import {LendingTypes} from "../../contracts/lending/LendingTypes.sol";
import {PriceOracle} from "../../contracts/oracles/PriceOracle.sol";
import {IScaledToken} from "../../contracts/lending/IScaledToken.sol";
import {MintableToken} from "../../contracts/tokens/MintableToken.sol";
import {ScriptedReceiver} from "../support/ScriptedReceiver.sol";
import {Test} from "../support/Test.sol";

/// @notice What a market's handler notes of every action, and how it reads amounts.
/// @dev Every action may fail; what it must not do is noted as it happens.
abstract contract LendingNotes is Test {
    using ConfigurationLib for LendingTypes.ReserveConfigurationMap;

    uint256 private constant HEALTHY = 1e18;

    ILendingPool public immutable pool;
    PriceOracle public immutable oracle;

    /// @notice Actions that went through; each may round several times.
    uint256 public actions;
    uint256 public liquidations;
    uint256 public writeOffs;

    bool public indexFell;
    bool public harmedAHealthyAccount;
    bool public deficitWithCollateralLeft;
    bool public liquidationMovedHealthTheWrongWay;
    bool public flashLoanCostCash;

    address[5] internal _accounts;
    MintableToken[3] internal _tokens;
    ScriptedReceiver internal _receiver;
    mapping(address asset => uint256) private _lastIncome;
    mapping(address asset => uint256) private _lastDebt;
    uint256[5] private _healthBefore;

    /// @dev The caller hands over the tokens' ownership and the feeds' transmitter role before `start`.
    constructor(ILendingPool pool_, PriceOracle oracle_, MintableToken[3] memory tokens_) {
        (pool, oracle, _tokens) = (pool_, oracle_, tokens_);
        _accounts = [actor("ann"), actor("ben"), actor("cho"), actor("dan"), actor("lender")];
        _receiver = new ScriptedReceiver(address(pool_));
    }

    /// @notice Everyone holds tokens; the lender supplies most, the others $50,000 of one asset each.
    function start() external {
        for (uint256 i = 0; i < 5; i++) {
            for (uint256 t = 0; t < 3; t++) _fund(_accounts[i], _tokens[t], 1e9 * 10 ** _tokens[t].decimals());
            if (i < 4) _supplyFirst(_accounts[i], _tokens[i % 3], 50_000e8);
        }
        for (uint256 t = 0; t < 3; t++) _supplyFirst(_accounts[4], _tokens[t], 2_000_000e8);
    }

    function accounts() external view returns (address[5] memory) {
        return _accounts;
    }

    struct Snapshot {
        uint256 collateral;
        uint256 debt;
        uint256 health;
        uint256 owed;
        uint256 threshold;
        uint256 deficit;
    }

    function _act(address caller, bytes memory data) internal returns (bool ok) {
        _noteBefore();
        vm.prank(caller);
        (ok, ) = address(pool).call(data);
        _noteAfter(ok);
    }

    function _noteBefore() internal {
        for (uint256 i = 0; i < 5; i++) _healthBefore[i] = _health(_accounts[i]);
    }

    function _noteAfter(bool ok) internal {
        if (!ok) return;
        actions += 1;
        for (uint256 i = 0; i < 5; i++) {
            if (_healthBefore[i] >= HEALTHY && _health(_accounts[i]) < HEALTHY) harmedAHealthyAccount = true;
        }
        _noteIndexes();
    }

    function _noteIndexes() internal {
        for (uint256 t = 0; t < 3; t++) {
            address asset = address(_tokens[t]);
            uint256 income = pool.getReserveNormalizedIncome(asset);
            uint256 debt = pool.getReserveNormalizedVariableDebt(asset);
            if (income < _lastIncome[asset] || debt < _lastDebt[asset]) indexFell = true;
            (_lastIncome[asset], _lastDebt[asset]) = (income, debt);
        }
    }

    function _snapshot(
        address account,
        MintableToken debt,
        MintableToken collateral
    ) internal view returns (Snapshot memory s) {
        (s.collateral, s.debt, , , , s.health) = pool.getUserAccountData(account);
        s.owed = (_owed(account, debt) * oracle.getAssetPrice(address(debt))) / 10 ** debt.decimals();
        LendingTypes.ReserveConfigurationMap memory map = pool.getConfiguration(address(collateral));
        s.threshold = (map.liquidationThreshold() * map.liquidationBonus()) / 1e4;
        s.deficit = _allDeficits();
    }

    /// @param byAnother False up to v3.0 where an account liquidates itself: what it seizes may stay its collateral.
    function _noteLiquidation(address account, MintableToken debt, Snapshot memory before, bool byAnother) internal {
        liquidations += 1;
        Snapshot memory after_ = _snapshot(account, debt, debt);
        if (after_.deficit > before.deficit) {
            writeOffs += 1;
            if (after_.collateral != 0 || after_.debt != 0) deficitWithCollateralLeft = true;
        } else if (byAnother && after_.debt > 1_000e8 && before.owed > after_.owed + 100e8) {
            _noteDirection(before, after_);
        }
    }

    /// @dev (H·D − L·r) / (D − r) is above H iff H > L, L being threshold times factor. Where the two are close,
    /// rounding decides: up to v3.0 the average threshold is cut to whole basis points.
    function _noteDirection(Snapshot memory before, Snapshot memory after_) internal {
        uint256 line = before.threshold * 1e14;
        uint256 repaid = before.debt - after_.debt;
        uint256 gap = before.health > line ? before.health - line : line - before.health;
        if ((gap * repaid) / after_.debt < 0.0005e18) return;
        bool rose = after_.health > before.health;
        if (rose != (before.health > line)) liquidationMovedHealthTheWrongWay = true;
    }

    function _allDeficits() internal view returns (uint256 sum) {
        for (uint256 t = 0; t < 3; t++) sum += pool.getReserveDeficit(address(_tokens[t]));
    }

    function _firstUnhealthy(uint256 from) internal view returns (address) {
        for (uint256 i = 0; i < 4; i++) {
            address account = _accounts[(from + i) % 4];
            if (_health(account) < HEALTHY) return account;
        }
        return address(0);
    }

    /// @param flag 0 for a token the account owes, 1 for one it uses as collateral.
    function _firstMarked(address account, uint256 from, uint256 flag) internal view returns (MintableToken) {
        uint256 bits = pool.getUserConfiguration(account).data;
        for (uint256 i = 0; i < 3; i++) {
            uint256 t = (from + i) % 3;
            if ((bits >> (2 * t + flag)) & 1 != 0) return _tokens[t];
        }
        return _tokens[from];
    }

    /// @dev Up to $100,000 of a token, dust included.
    function _size(MintableToken token, uint256 value) internal view returns (uint256) {
        return _worth(token, bound(value, 1, 100_000e8));
    }

    function _worth(MintableToken token, uint256 value) internal view returns (uint256) {
        return (value * 10 ** token.decimals()) / oracle.getAssetPrice(address(token));
    }

    function _supplyFirst(address account, MintableToken token, uint256 value) internal {
        uint256 amount = _worth(token, value);
        vm.prank(account);
        pool.supply(address(token), amount, account, 0);
    }

    function _fund(address account, MintableToken token, uint256 amount) internal {
        token.mint(account, amount);
        vm.prank(account);
        token.approve(address(pool), type(uint256).max);
    }

    function _aToken(MintableToken token) internal view returns (address) {
        return pool.getReserveAToken(address(token));
    }

    function _owed(address account, MintableToken token) internal view returns (uint256) {
        return IScaledToken(pool.getReserveVariableDebtToken(address(token))).balanceOf(account);
    }

    function _health(address account) internal view returns (uint256 healthFactor) {
        (, , , , , healthFactor) = pool.getUserAccountData(account);
    }
}
