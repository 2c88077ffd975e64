import { Interface } from "ethers";

const LOOP_CONFIG =
  "tuple(uint64 targetLeverage, uint64 minLeverage, uint64 maxLeverage, uint64 ripcordLeverage, uint64 recenteringSpeed, uint16 slippage, uint16 ripcordSlippage, uint16 idleShare, uint32 cooldown, uint32 ripcordCooldown, uint128 maxTrade, uint128 ripcordMaxTrade, uint128 ripcordReward)";

const BASIS_CONFIG =
  "tuple(uint64 targetHedge, uint64 minHedge, uint64 maxHedge, uint64 openHedge, uint64 marginRatio, uint64 minMarginRatio, uint16 slippage, uint16 openSlippage, uint16 idleShare, uint16 parkedShare, uint32 cooldown, uint32 openCooldown, uint128 maxTrade, uint128 openMaxTrade, uint128 openReward, uint8 rule)";

/** What every vault offers that sets a world up. */
export const VAULT = new Interface([
  "function deposit(uint256 assets, address receiver)",
  "function mint(uint256 shares, address receiver)",
  "function redeem(uint256 shares, address receiver, address owner)",
  "function maxRedeem(address owner) view returns (uint256)",
  "function balanceOf(address owner) view returns (uint256)",
  "function previewMint(uint256 shares) view returns (uint256)",
  "function totalSupply() view returns (uint256)",
  "function setKeeper(address account, bool allowed)",
]);

/** What a basis vault offers beside. */
export const BASIS_VAULT = new Interface([
  "function rebalance()",
  "function hedgeRatio() view returns (uint256)",
  "function totalAssets() view returns (uint256)",
  "function getPosition() view returns (tuple(uint256 idle, uint256 parked, uint256 spot, int256 size, int256 equity))",
  `function getConfig() view returns (${BASIS_CONFIG})`,
  `function setConfig(${BASIS_CONFIG} config)`,
]);

/** What a loop vault offers beside. */
export const LOOP_VAULT = new Interface([
  "function rebalance(bool flash)",
  "function leverage() view returns (uint256)",
  "function totalAssets() view returns (uint256)",
  `function getConfig() view returns (${LOOP_CONFIG})`,
  `function setConfig(${LOOP_CONFIG} config)`,
]);
