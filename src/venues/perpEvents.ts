import { Interface } from "ethers";

/** What the exchange tells of accounts and of its books, as IPerpEvents.sol states it. */
export const PERP_EVENTS = new Interface([
  "event CollateralDeposited(address indexed account, address indexed token, uint256 amount, address indexed from)",
  "event CollateralWithdrawn(address indexed account, address indexed token, uint256 amount, address indexed to)",
  "event Traded(uint256 indexed market, address indexed account, int256 sizeDelta, int256 size, uint256 fillPrice, int256 pnl, uint256 fee, uint256 poolFee)",
  "event FundingSettled(uint256 indexed market, address indexed account, int256 amount)",
  "event ProfitUnpaid(address indexed account, uint256 owed, uint256 paid)",
  "event OrderCommitted(uint256 indexed market, address indexed account, int256 sizeDelta, uint256 acceptablePrice, uint256 escrow, bool reduceOnly)",
  "event OrderSettled(uint256 indexed market, address indexed account, address indexed keeper, uint256 reward)",
  "event OrderDropped(uint256 indexed market, address indexed account, address indexed keeper, uint256 reward, bytes4 reason)",
  "event Flagged(address indexed account, address indexed keeper, int256 equity, uint256 maintenance, uint256 reward)",
  "event Unflagged(address indexed account, int256 equity, uint256 maintenance)",
  "event Liquidated(uint256 indexed market, address indexed account, address indexed keeper, int256 sizeDelta, int256 size, uint256 price, uint256 bankruptcyPrice, int256 pnl, uint256 penalty, uint256 reward)",
  "event TakenOver(uint256 indexed market, address indexed account, address indexed keeper, int256 size, uint256 markPrice, uint256 bankruptcyPrice, int256 pnl, int256 equity)",
  "event WrittenOff(address indexed account, address indexed keeper, uint256 amount)",
  "event CollateralSeized(address indexed account, address indexed token, uint256 amount)",
  "event SeizedSold(address indexed token, address indexed buyer, uint256 amount, uint256 cost)",
  "event Disposed(uint256 indexed market, int256 sizeDelta, int256 size, uint256 price, int256 pnl)",
  "event LossBorne(uint256 indexed market, uint8 indexed bearer, uint256 amount)",
  "event Deleveraged(uint256 indexed market, address indexed account, int256 sizeDelta, int256 size, uint256 price, int256 pnl, uint256 score, uint256 taken, int256 profit, int256 equity)",
  "event RoundEnded(uint256 indexed market, bool longs, uint256 target, uint256 closed, uint256 passed)",
  "event InsuranceFunded(address indexed from, uint256 amount)",
  "event FeesCollected(address indexed to, uint256 amount)",
  "event PoolDeposited(uint256 amount)",
  "event PoolWithdrawn(address indexed to, uint256 amount)",
  "event FundingAccrued(uint256 indexed market, int256 rate, int256 index, int256 skew, uint256 price)",
]);
