// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {SwapLib} from "../amm/SwapLib.sol";
import {IFlashLoanReceiver} from "../lending/IFlashLoanReceiver.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {IPoolAddressesProvider} from "../lending/IPoolAddressesProvider.sol";
import {PairLib} from "../loops/PairLib.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {ILoopVault} from "./ILoopVault.sol";
import {IQueuedVault} from "./IQueuedVault.sol";
import {LoopCashLib} from "./LoopCashLib.sol";
import {LoopConfigLib} from "./LoopConfigLib.sol";
import {LoopFulfilLib} from "./LoopFulfilLib.sol";
import {LoopMath} from "./LoopMath.sol";
import {LoopTradeLib} from "./LoopTradeLib.sol";
import {LoopTypes} from "./LoopTypes.sol";
import {QueuedVault} from "./QueuedVault.sol";

/// @title LoopVault
contract LoopVault is ILoopVault, QueuedVault {
    using LoopMath for LoopTypes.Position;
    using LoopMath for PairLib.Pair;
    using Math for uint256;
    using SafeERC20 for IERC20;

    uint256 private constant BPS = 1e4;

    /// @dev A reward is at most this part of what was sold: a twentieth.
    uint256 private constant REWARD_PART = 20;

    /// @inheritdoc ILoopVault
    IERC20 public immutable DEBT_ASSET;

    /// @inheritdoc ILoopVault
    ILendingPool public immutable POOL;

    /// @inheritdoc ILoopVault
    ISwapRouter public immutable SWAP_ROUTER;

    /// @inheritdoc ILoopVault
    IQuoter public immutable QUOTER;

    IPoolAddressesProvider private immutable _provider;
    IERC20 private immutable _aToken;
    IERC20 private immutable _debtToken;
    uint256 private immutable _collateralUnit; // [asset]
    uint256 private immutable _debtUnit; // [asset]

    /// @inheritdoc ILoopVault
    bytes public path;

    LoopTypes.Config private _config;
    LoopTypes.Clock private _clock;

    constructor(
        LoopTypes.Setup memory setup
    ) QueuedVault(setup.collateral, setup.name, setup.symbol, setup.terms, setup.owner) {
        require(setup.collateral != setup.debt, LoopVault_SameAsset(address(setup.debt)));
        SwapLib.requirePath(setup.path, address(setup.debt), address(setup.collateral));

        (DEBT_ASSET, POOL, SWAP_ROUTER, QUOTER) = (setup.debt, setup.pool, setup.swapRouter, setup.quoter);
        _provider = setup.pool.ADDRESSES_PROVIDER();
        _aToken = IERC20(setup.pool.getReserveAToken(address(setup.collateral)));
        _debtToken = IERC20(setup.pool.getReserveVariableDebtToken(address(setup.debt)));
        require(address(_aToken) != address(0), LoopVault_ReserveNotListed(address(setup.collateral)));
        require(address(_debtToken) != address(0), LoopVault_ReserveNotListed(address(setup.debt)));
        _collateralUnit = 10 ** IERC20Metadata(address(setup.collateral)).decimals();
        _debtUnit = 10 ** IERC20Metadata(address(setup.debt)).decimals();
        path = setup.path;
        _setConfig(setup.config);

        if (setup.eMode != 0) setup.pool.setUserEMode(setup.eMode);
    }

    // Keepers

    /// @inheritdoc ILoopVault
    function rebalance(bool flash) external onlyKeeper nonReentrant priced returns (uint256 reached) {
        LoopTypes.Config memory config = _config;

        _requireCooled(_clock.rebalancedAt, config.cooldown);

        LoopTypes.Trade memory trade = _trade(config.slippage);
        LoopTypes.Position memory position = getPosition();
        uint256 standing = _requireEquity(trade.pair, position);
        uint256 next = LoopMath.nextLeverage(config, standing);
        uint256 aimedIdle = trade.pair.netDown(position).mulDiv(config.idleShare, BPS);

        _clock.rebalancedAt = uint64(block.timestamp);
        if (next > standing) {
            require(!paused, QueuedVault_Paused());
            LoopCashLib.settle(trade, aimedIdle);
            uint256 amount = trade.pair.borrowDown(position, next, config.slippage, config.maxTrade);
            if (amount != 0) LoopTradeLib.raise(trade, amount, flash);
        } else {
            uint256 amount = trade.pair.repayDown(position, next, config.maxTrade);
            if (amount != 0) LoopTradeLib.lower(trade, amount, flash);
            LoopCashLib.settle(trade, aimedIdle);
        }

        reached = trade.pair.leverageUp(getPosition());
        if (next > standing) {
            require(reached <= config.maxLeverage, LoopVault_LeverageAboveMaximum(reached, config.maxLeverage));
            _report(RiskAction.VaultGrow, address(this), 0);
        }
        _tell();

        emit Rebalanced(msg.sender, standing, reached);
    }

    /// @inheritdoc IQueuedVault
    function fulfil(
        uint256 maxShares,
        bool flash
    ) external nonReentrant priced returns (uint256 shares, uint256 assets) {
        LoopTypes.Config memory config = _config;

        shares = _requireMayFulfil(maxShares);

        LoopTypes.Trade memory trade = _trade(config.slippage);
        LoopTypes.Position memory position = getPosition();
        if (trade.pair.netDown(position) == 0) {
            require(isKeeper[msg.sender], QueuedVault_NotKeeper(msg.sender));
        } else {
            if (position.debt != 0) {
                _requireCooled(_clock.fulfilledAt, config.cooldown);
                _clock.fulfilledAt = uint64(block.timestamp);
            }
            (shares, assets) = LoopFulfilLib.unwind(
                trade,
                LoopFulfilLib.Order({
                    shares: shares,
                    supply: totalSupply() + VIRTUAL_SHARES,
                    virtualShares: VIRTUAL_SHARES,
                    maxTrade: config.maxTrade,
                    flash: flash
                })
            );
        }

        _setAside(shares, assets);
    }

    // Anyone

    /// @inheritdoc ILoopVault
    function ripcord(bool flash) external nonReentrant priced returns (uint256 reached) {
        LoopTypes.Config memory config = _config;

        _requireCooled(_clock.ripcordAt, config.ripcordCooldown);

        LoopTypes.Trade memory trade = _trade(config.ripcordSlippage);
        LoopTypes.Position memory position = getPosition();
        uint256 standing = _requireEquity(trade.pair, position);
        require(standing >= config.ripcordLeverage, LoopVault_BelowRipcord(standing, config.ripcordLeverage));
        uint256 amount = trade.pair.repayDown(position, config.maxLeverage, config.ripcordMaxTrade);

        _clock.ripcordAt = uint64(block.timestamp);
        uint256 before = position.gross();
        LoopTradeLib.lower(trade, amount, flash);

        position = getPosition();
        uint256 sold = before.saturatingSub(position.gross());
        require(sold != 0, LoopVault_NothingTraded());
        uint256 reward = Math.min(Math.min(config.ripcordReward, sold / REWARD_PART), position.idle);
        position.idle -= reward;
        reached = trade.pair.leverageUp(position);
        _tell();

        emit RipcordPulled(msg.sender, standing, reached, reward);

        _transferOut(msg.sender, reward);
    }

    /// @inheritdoc ILoopVault
    function liquidationNav() external nonReentrant returns (uint256 assets) {
        LoopTypes.Position memory position = getPosition();
        if (position.debt == 0) return position.gross();

        try QUOTER.quoteExactOutput(path, position.debt) returns (uint256 cost) {
            return position.gross().saturatingSub(cost);
        } catch {
            return 0;
        }
    }

    /// @inheritdoc ILoopVault
    function disown(address other) external nonReentrant {
        require(other != asset(), LoopVault_SameAsset(other));

        POOL.setUserUseReserveAsCollateral(other, false);
    }

    // The owner's

    /// @inheritdoc ILoopVault
    function setConfig(LoopTypes.Config calldata config_) external onlyOwner {
        _setConfig(config_);
    }

    // The pool's

    /// @inheritdoc IFlashLoanReceiver
    function executeOperation(
        address[] calldata,
        uint256[] calldata amounts,
        uint256[] calldata premiums,
        address initiator,
        bytes calldata params
    ) external returns (bool) {
        require(msg.sender == address(POOL), LoopVault_CallerNotPool(msg.sender));
        require(initiator == address(this), LoopVault_InitiatorNotVault(initiator));

        LoopTradeLib.onLoan(params, amounts[0], premiums[0]);
        return true;
    }

    // Views

    /// @inheritdoc ILoopVault
    function leverage() external view nonReentrantView returns (uint256) {
        return _pair().leverageUp(getPosition());
    }

    /// @inheritdoc ILoopVault
    function getPosition() public view returns (LoopTypes.Position memory) {
        return
            LoopTypes.Position({
                idle: idleAssets(),
                supplied: _aToken.balanceOf(address(this)),
                debt: _debtToken.balanceOf(address(this))
            });
    }

    /// @inheritdoc ILoopVault
    function getConfig() external view returns (LoopTypes.Config memory) {
        return _config;
    }

    /// @inheritdoc ILoopVault
    function getClock() external view returns (LoopTypes.Clock memory) {
        return _clock;
    }

    // What the queued vault asks

    function _netAssets() internal view override returns (uint256) {
        return _pair().netDown(getPosition());
    }

    function _instantAssets(uint256 asked) internal view override returns (uint256) {
        LoopTypes.Position memory position = getPosition();
        if (position.debt != 0) {
            uint256 room = _pair().outflowDown(position, _config.maxLeverage);
            return Math.min(position.idle.saturatingSub(asked), room);
        }

        uint256 cash = POOL.getVirtualUnderlyingBalance(asset());
        return (position.idle + Math.min(position.supplied, cash)).saturatingSub(asked);
    }

    function _bringIn(uint256 assets) internal override {
        uint256 idle = idleAssets();
        if (idle < assets) POOL.withdraw(asset(), assets - idle, address(this));
    }

    // Inside

    function _setConfig(LoopTypes.Config memory config_) private {
        LoopConfigLib.requireSound(config_);

        _config = config_;

        emit ConfigSet(config_);
    }

    function _pair() private view returns (PairLib.Pair memory pair) {
        IPriceOracle oracle = IPriceOracle(_provider.getPriceOracle());
        pair.collateral = IERC20(asset());
        pair.debt = DEBT_ASSET;
        pair.aToken = _aToken;
        pair.debtToken = _debtToken;
        pair.collateralPrice = oracle.getAssetPrice(asset());
        pair.debtPrice = oracle.getAssetPrice(address(DEBT_ASSET));
        pair.collateralUnit = _collateralUnit;
        pair.debtUnit = _debtUnit;
    }

    function _trade(uint256 slippage) private view returns (LoopTypes.Trade memory) {
        return
            LoopTypes.Trade({
                pair: _pair(),
                pool: POOL,
                swapRouter: SWAP_ROUTER,
                path: path,
                owed: owedAssets(),
                slippage: slippage
            });
    }

    /// @return standing Leverage. [wad]
    function _requireEquity(
        PairLib.Pair memory pair,
        LoopTypes.Position memory position
    ) private pure returns (uint256 standing) {
        require(pair.netDown(position) != 0, LoopVault_NoEquity(position.gross(), position.debt));
        return pair.leverageUp(position);
    }

    function _requireCooled(uint256 last, uint256 cooldown) private view {
        require(block.timestamp >= last + cooldown, LoopVault_Cooling(last + cooldown));
    }
}
