import { id } from "ethers";

/** First topics of the events that a trace is made of, as Aave v3, Chainlink and Uniswap v3 and v2 emit them. */
export const TOPICS = {
  transfer: id("Transfer(address,address,uint256)"),
  mint: id("Mint(address,address,uint256,uint256,uint256)"),
  burn: id("Burn(address,address,uint256,uint256,uint256)"),
  balanceTransfer: id("BalanceTransfer(address,address,uint256,uint256)"),
  liquidationCall: id("LiquidationCall(address,address,address,uint256,uint256,address,bool)"),
  withdraw: id("Withdraw(address,address,address,uint256)"),
  flashLoan: id("FlashLoan(address,address,address,uint256,uint8,uint256,uint16)"),
  reserveDataUpdated: id("ReserveDataUpdated(address,uint256,uint256,uint256,uint256,uint256)"),
  deficitCreated: id("DeficitCreated(address,address,uint256)"),
  eModeSet: id("UserEModeSet(address,uint8)"),
  collateralEnabled: id("ReserveUsedAsCollateralEnabled(address,address)"),
  collateralDisabled: id("ReserveUsedAsCollateralDisabled(address,address)"),
  answerUpdated: id("AnswerUpdated(int256,uint256,uint256)"),
  swap: id("Swap(address,address,int256,int256,uint160,uint128,int24)"),
  pairSwap: id("Swap(address,uint256,uint256,uint256,uint256,address)"),
  pairSync: id("Sync(uint112,uint112)"),
  trade: id("Trade(address,address,address,uint256,uint256,uint256)"),
  liquidated: id("Liquidated(address,address,address,address,uint256,uint256,uint256,uint256)"),
  shareLiquidated: id("ShareLiquidated(address,address,address,address,uint256,uint256,uint256,uint256,uint256)"),
} as const;
