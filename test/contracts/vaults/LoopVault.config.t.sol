// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {SwapLib} from "../../../contracts/amm/SwapLib.sol";
import {MintableToken} from "../../../contracts/tokens/MintableToken.sol";
import {ILoopVault} from "../../../contracts/vaults/ILoopVault.sol";
import {LoopTypes} from "../../../contracts/vaults/LoopTypes.sol";
import {LoopVault} from "../../../contracts/vaults/LoopVault.sol";
import {VaultWorld} from "../../support/VaultWorld.sol";

/// @notice What a vault is built from, and which settings it takes.
contract LoopVaultConfigTest is VaultWorld {
    LoopTypes.Config private config;

    function setUp() public {
        buildVaultWorld(rulesOf(2));
        config = vault.getConfig();
    }

    function test_constructor_setsWhatTheVaultSaysOfItself() public view {
        assertEq(vault.asset(), address(wsteth), "asset");
        assertEq(address(vault.DEBT_ASSET()), address(weth), "debt asset");
        assertEq(address(vault.POOL()), address(pool), "pool");
        assertEq(address(vault.SWAP_ROUTER()), address(swapRouter), "swap router");
        assertEq(address(vault.QUOTER()), address(quoter), "quoter");
        assertTrue(keccak256(vault.path()) == keccak256(pathOf(weth, wsteth)), "path");
        assertEq(pool.getUserEMode(address(vault)), CORRELATED, "e-mode");
        assertEq(vault.owner(), address(this), "owner");
        assertTrue(keccak256(bytes(vault.symbol())) == keccak256("LOOP"), "symbol");
        assertEq(vault.getConfig().targetLeverage, TARGET, "target");
        assertEq(vault.getClock().rebalancedAt, 0, "never rebalanced");
        assertEq(vault.getFeeState().highWaterMark, 1e18, "high-water mark");
        assertEq(vault.sharePrice(), 1e18, "share price");
        assertTrue(vault.isKeeper(steward), "keeper");
    }

    function test_constructor_refusesAssetsThatMakeNoPair() public {
        LoopTypes.Setup memory setup = setupOf(weth, usdc, 0, plainTerms(), config);
        setup.debt = weth;
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_SameAsset.selector, weth));
        new LoopVault(setup);

        setup.debt = usdc;
        setup.path = pathOf(weth, usdc);
        vm.expectRevert(abi.encodeWithSelector(SwapLib.SwapLib_PathMismatch.selector, usdc, weth, setup.path));
        new LoopVault(setup);
    }

    function test_constructor_refusesAssetsThatThePoolDoesNotList() public {
        MintableToken other = new MintableToken("Other", "OTHER", 18, address(this));
        LoopTypes.Setup memory setup = setupOf(weth, usdc, 0, plainTerms(), config);
        (setup.debt, setup.path) = (other, abi.encodePacked(other, FEE, weth));
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_ReserveNotListed.selector, other));
        new LoopVault(setup);

        (setup.collateral, setup.debt, setup.path) = (other, usdc, abi.encodePacked(usdc, FEE, other));
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_ReserveNotListed.selector, other));
        new LoopVault(setup);
    }

    function test_setConfig_isTheOwnersAlone(address caller) public {
        vm.assume(caller != address(this));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(Ownable.OwnableUnauthorizedAccount.selector, caller));
        vault.setConfig(config);
    }

    function test_setConfig_takesWhatMakesSense(uint256 target, uint256 speed) public {
        config.targetLeverage = uint64(bound(target, LEAST, MOST));
        config.recenteringSpeed = uint64(bound(speed, 1, 1e18));
        vm.expectEmit(true, true, true, true, address(vault));
        emit ILoopVault.ConfigSet(config);
        vault.setConfig(config);

        assertEq(vault.getConfig().targetLeverage, config.targetLeverage, "target");
        assertEq(vault.getConfig().recenteringSpeed, config.recenteringSpeed, "speed");
    }

    function test_setConfig_refusesLeverageOutOfOrder() public {
        config.minLeverage = 1e18 - 1;
        _refuses("minLeverage");
        config.minLeverage = TARGET + 1;
        _refuses("minLeverage");
        config.maxLeverage = TARGET - 1;
        _refuses("targetLeverage");
        config.ripcordLeverage = MOST;
        _refuses("ripcordLeverage");
    }

    function test_setConfig_refusesWhatWouldStopOrUnleashTrading() public {
        config.recenteringSpeed = 0;
        _refuses("recenteringSpeed");
        config.recenteringSpeed = 1e18 + 1;
        _refuses("recenteringSpeed");
        config.slippage = 9;
        _refuses("slippage");
        config.slippage = 2_001;
        _refuses("slippage");
        config.ripcordSlippage = SLIPPAGE - 1;
        _refuses("ripcordSlippage");
        config.ripcordSlippage = 2_001;
        _refuses("ripcordSlippage");
        config.idleShare = 10_001;
        _refuses("idleShare");
        config.cooldown = 1 days + 1;
        _refuses("cooldown");
        config.ripcordCooldown = COOLDOWN + 1;
        _refuses("ripcordCooldown");
        config.maxTrade = 0;
        _refuses("maxTrade");
        config.ripcordMaxTrade = 0;
        _refuses("ripcordMaxTrade");
    }

    function _refuses(string memory field) private {
        vm.expectRevert(abi.encodeWithSelector(ILoopVault.LoopVault_BadConfig.selector, field));
        vault.setConfig(config);
        config = vault.getConfig();
    }
}
