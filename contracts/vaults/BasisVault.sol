// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IQuoter} from "../amm/IQuoter.sol";
import {ISwapRouter} from "../amm/ISwapRouter.sol";
import {ILendingPool} from "../lending/ILendingPool.sol";
import {RiskAction} from "../guards/IRiskHook.sol";
import {IPriceOracle} from "../oracles/IPriceOracle.sol";
import {IRateProvider} from "../oracles/IRateProvider.sol";
import {IPerpExchange} from "../perps/IPerpExchange.sol";
import {BasisCashLib} from "./BasisCashLib.sol";
import {BasisConfigLib} from "./BasisConfigLib.sol";
import {BasisFulfilLib} from "./BasisFulfilLib.sol";
import {BasisHedgeLib} from "./BasisHedgeLib.sol";
import {BasisRebalanceLib} from "./BasisRebalanceLib.sol";
import {BasisTypes} from "./BasisTypes.sol";
import {BasisViewLib} from "./BasisViewLib.sol";
import {IBasisVault} from "./IBasisVault.sol";
import {IQueuedVault} from "./IQueuedVault.sol";
import {QueuedVault} from "./QueuedVault.sol";

/// @title BasisVault
contract BasisVault is IBasisVault, QueuedVault {
    using Math for uint256;

    uint256 private constant WAD = 1e18;

    /// @inheritdoc IBasisVault
    IERC20 public immutable SPOT;

    /// @inheritdoc IBasisVault
    IPerpExchange public immutable EXCHANGE;

    /// @inheritdoc IBasisVault
    uint256 public immutable MARKET;

    /// @inheritdoc IBasisVault
    IPriceOracle public immutable ORACLE;

    /// @inheritdoc IBasisVault
    ILendingPool public immutable POOL;

    /// @inheritdoc IBasisVault
    ISwapRouter public immutable SWAP_ROUTER;

    /// @inheritdoc IBasisVault
    IQuoter public immutable QUOTER;

    IRateProvider private immutable _rateProvider;
    IERC20 private immutable _aToken;
    uint256 private immutable _assetUnit; // [asset]
    uint256 private immutable _spotUnit; // [spot token]

    /// @inheritdoc IBasisVault
    bytes public path;

    // The path from the spot token to the asset.
    bytes private _back;

    BasisTypes.Config private _config;
    BasisTypes.Clock private _clock;

    constructor(
        BasisTypes.Setup memory setup
    ) QueuedVault(setup.asset, setup.name, setup.symbol, setup.terms, setup.owner) {
        _back = BasisConfigLib.requireBuildable(setup);
        path = setup.path;
        (SPOT, EXCHANGE, MARKET, ORACLE) = (setup.spot, setup.exchange, setup.market, setup.oracle);
        (POOL, SWAP_ROUTER, QUOTER, _rateProvider) = (setup.pool, setup.swapRouter, setup.quoter, setup.rate);
        bool parks = address(setup.pool) != address(0);
        _aToken = IERC20(parks ? setup.pool.getReserveAToken(address(setup.asset)) : address(0));
        _assetUnit = 10 ** IERC20Metadata(address(setup.asset)).decimals();
        _spotUnit = 10 ** IERC20Metadata(address(setup.spot)).decimals();
        BasisConfigLib.requireSound(setup.config, parks);
        _config = setup.config;

        emit ConfigSet(setup.config);
    }

    // Keepers

    /// @inheritdoc IBasisVault
    function rebalance() external onlyKeeper nonReentrant priced returns (uint256 reached) {
        BasisTypes.Config memory config = _config;

        _requireCooled(_clock.rebalancedAt, config.cooldown);

        BasisTypes.Trade memory trade = _trade(config.slippage, config.maxTrade);

        _clock.rebalancedAt = uint64(block.timestamp);
        uint256 supply = totalSupply() + VIRTUAL_SHARES;
        bool grown;
        (reached, grown) = BasisRebalanceLib.rebalance(trade, config, pendingShares(), supply, !paused);
        if (grown) _report(RiskAction.VaultGrow, address(this), 0);
        _tell();
    }

    /// @inheritdoc IQueuedVault
    function fulfil(uint256 maxShares, bool) external nonReentrant priced returns (uint256 shares, uint256 assets) {
        BasisTypes.Config memory config = _config;

        shares = _requireMayFulfil(maxShares);

        BasisTypes.Trade memory trade = _trade(config.slippage, config.maxTrade);
        if (BasisViewLib.netAssets(trade) == 0) {
            require(isKeeper[msg.sender], QueuedVault_NotKeeper(msg.sender));
        } else {
            BasisTypes.Position memory position = BasisViewLib.position(trade);
            if (position.spot != 0 || position.size != 0) {
                _requireCooled(_clock.fulfilledAt, config.cooldown);
                _clock.fulfilledAt = uint64(block.timestamp);
            }
            (shares, assets) = BasisFulfilLib.unwind(
                trade,
                BasisFulfilLib.Order({
                    shares: shares,
                    supply: totalSupply() + VIRTUAL_SHARES,
                    virtualShares: VIRTUAL_SHARES
                })
            );
        }

        _setAside(shares, assets);
    }

    // Anyone

    /// @inheritdoc IBasisVault
    function hedge() external nonReentrant priced returns (uint256 reached) {
        BasisTypes.Config memory config = _config;
        bool keeper = isKeeper[msg.sender];

        if (!keeper) {
            _requireCooled(_clock.hedgedAt, config.openCooldown);
            _clock.hedgedAt = uint64(block.timestamp);
            (config.slippage, config.maxTrade) = (config.openSlippage, config.openMaxTrade);
        }

        uint256 reward;
        (reached, reward) = BasisHedgeLib.mend(_trade(config.slippage, config.maxTrade), config, keeper);
        _tell();

        _transferOut(msg.sender, reward);
    }

    /// @inheritdoc IBasisVault
    function liquidationNav() external nonReentrant returns (uint256 assets) {
        return BasisViewLib.liquidationNav(_trade(0, 0), QUOTER);
    }

    /// @inheritdoc IBasisVault
    function disown(address token) external nonReentrant priced {
        require(token != asset(), BasisVault_SameAsset(token));

        EXCHANGE.withdraw(token, EXCHANGE.getCollateral(address(this), token), address(this));
    }

    // The owner's

    /// @inheritdoc IBasisVault
    function setConfig(BasisTypes.Config calldata config_) external onlyOwner {
        BasisConfigLib.requireSound(config_, address(POOL) != address(0));

        _config = config_;

        emit ConfigSet(config_);
    }

    // Views

    /// @inheritdoc IBasisVault
    function hedgeRatio() external view nonReentrantView returns (uint256) {
        BasisTypes.Trade memory trade = _bare();
        trade.rate = _rate();
        return BasisViewLib.hedgeRatio(trade);
    }

    /// @inheritdoc IBasisVault
    function getPosition() external view returns (BasisTypes.Position memory) {
        return BasisViewLib.position(_bare());
    }

    /// @inheritdoc IBasisVault
    function getConfig() external view returns (BasisTypes.Config memory) {
        return _config;
    }

    /// @inheritdoc IBasisVault
    function getClock() external view returns (BasisTypes.Clock memory) {
        return _clock;
    }

    // What the queued vault asks

    function _netAssets() internal view override returns (uint256) {
        return BasisViewLib.netAssets(_valued());
    }

    function _instantAssets(uint256 asked) internal view override returns (uint256) {
        return (idleAssets() + BasisCashLib.reachableOf(_bare())).saturatingSub(asked);
    }

    function _bringIn(uint256 assets) internal override {
        BasisCashLib.bring(_bare(), assets);
    }

    // Inside

    /// @dev Enough to say what is held.
    function _bare() private view returns (BasisTypes.Trade memory trade) {
        (trade.asset, trade.spot, trade.exchange, trade.market) = (IERC20(asset()), SPOT, EXCHANGE, MARKET);
        (trade.pool, trade.aToken) = (POOL, _aToken);
        (trade.assetUnit, trade.spotUnit) = (_assetUnit, _spotUnit);
        trade.owed = owedAssets();
    }

    /// @dev Enough to say what it is worth.
    function _valued() private view returns (BasisTypes.Trade memory trade) {
        trade = _bare();
        trade.assetPrice = ORACLE.getAssetPrice(asset());
        trade.spotPrice = ORACLE.getAssetPrice(address(SPOT));
        trade.rate = _rate();
    }

    /// @dev Enough to trade.
    function _trade(uint256 slippage, uint256 maxTrade) private view returns (BasisTypes.Trade memory trade) {
        trade = _valued();
        trade.swapRouter = SWAP_ROUTER;
        (trade.path, trade.back) = (path, _back);
        trade.mark = EXCHANGE.getMarket(MARKET).mark;
        (trade.slippage, trade.maxTrade, trade.room) = (slippage, maxTrade, maxTrade);
    }

    /// @dev Base asset for one spot token. [wad]
    function _rate() private view returns (uint256) {
        return address(_rateProvider) == address(0) ? WAD : _rateProvider.getRate();
    }

    function _requireCooled(uint256 last, uint256 cooldown) private view {
        require(block.timestamp >= last + cooldown, BasisVault_Cooling(last + cooldown));
    }
}
