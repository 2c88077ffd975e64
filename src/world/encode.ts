import { Interface } from "ethers";

const ABI = new Interface([
  "function approve(address spender, uint256 amount)",
  "function transfer(address to, uint256 amount)",
  "function mint(address to, uint256 amount)",
  "function approveDelegation(address delegatee, uint256 amount)",
  "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
  "function borrow(address asset, uint256 amount, uint256 interestRateMode, uint16 referralCode, address onBehalfOf)",
  "function repay(address asset, uint256 amount, uint256 interestRateMode, address onBehalfOf)",
  "function setUserEMode(uint8 categoryId)",
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
  "function transmit(int256 answer)",
  "function post(address[] assets, uint256[] prices)",
  "function reprice(address pool, uint160 sqrtPriceX96)",
  "function arbitrage(address pool, uint160 sqrtPriceLimitX96, uint256 maximumIn, uint256 minimumProfit)",
  "function exactInput((bytes path, address recipient, uint256 deadline, uint256 amountIn, uint256 amountOutMinimum))",
  "function liquidate((address collateral, address debt, address account, uint256 debtToCover, bytes path, uint256 minProfit, address receiver))",
  "function openIterative((address collateral, address debt, uint256 equity, uint256 targetLeverage, uint256 minLeverage, uint256 maxIterations, uint256 maxDebt, uint256 minCollateral, uint256 deadline, bytes path))",
  "function openFlash((address collateral, address debt, uint256 equity, uint256 targetLeverage, uint256 minLeverage, uint256 maxIterations, uint256 maxDebt, uint256 minCollateral, uint256 deadline, bytes path))",
  "function deposit(address token, uint256 amount, address onBehalfOf)",
  "function deposit(uint256 assets, address receiver)",
  "function withdraw(address token, uint256 amount, address to)",
  "function fundInsurance(uint256 amount)",
  "function trade(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function commitOrder(uint256 market, int256 sizeDelta, uint256 acceptablePrice, bool reduceOnly)",
  "function settleOrder(uint256 market, address account)",
  "function deleverage((address collateral, address debt, uint256 targetLeverage, uint256 maxLeverage, uint256 maxCollateralSold, uint256 deadline, bytes path))",
]);

/** Call data of one of the functions this lab sends, on any venue that has it; by signature where names are shared. */
export function encode(name: string, args: readonly unknown[]): string {
  return ABI.encodeFunctionData(name, args as unknown[]);
}

/** The largest amount, for approvals. */
export const MAX_UINT = (1n << 256n) - 1n;

/** Generous gas limits by action: a block counts what is used, so a surplus only keeps the end of a full one free. */
export const GAS = {
  token: 120_000,
  supply: 500_000,
  borrow: 700_000,
  repay: 500_000,
  loop: 4_000_000,
  iterativeLoop: 15_000_000,
  deleverage: 3_500_000,
  liquidation: 1_500_000,
  flashLiquidation: 3_000_000,
  swap: 800_000,
  reprice: 1_500_000,
  arbitrage: 1_500_000,
  post: 500_000,
  transmit: 200_000,
  perpPool: 800_000,
  perpDeposit: 400_000,
  perpTrade: 1_500_000,
  vaultDeposit: 1_000_000,
  vaultKeeping: 6_000_000,
  vaultSetting: 300_000,
  guardSetting: 1_500_000,
} as const;
