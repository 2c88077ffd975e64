import { Interface } from "ethers";
import type { BlockRecord } from "../../src/run/recorder.ts";
import { Attribution } from "../../src/trace/attribution.ts";
import { createContext } from "../../src/trace/context.ts";
import type { AttributionRow } from "../../src/trace/row.ts";
import { RAY, WAD } from "../../src/units.ts";
import type { Log, MinedBlock, Receipt } from "../../src/world/transaction.ts";
import { address, type TinyEconomy, tinyEconomy } from "./tinyEconomy.ts";

const EVENTS = new Interface([
  "event Transfer(address indexed from, address indexed to, uint256 value)",
  "event Mint(address indexed caller, address indexed onBehalfOf, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event Burn(address indexed from, address indexed target, uint256 value, uint256 balanceIncrease, uint256 index)",
  "event BalanceTransfer(address indexed from, address indexed to, uint256 value, uint256 index)",
  "event Swap(address indexed sender, address indexed recipient, int256 amount0, int256 amount1, uint160 sqrtPriceX96, uint128 liquidity, int24 tick)",
  "event LiquidationCall(address indexed collateralAsset, address indexed debtAsset, address indexed user, uint256 debtToCover, uint256 liquidatedCollateralAmount, address liquidator, bool receiveAToken)",
  "event DeficitCreated(address indexed user, address indexed debtAsset, uint256 amountCreated)",
  "event FlashLoan(address indexed target, address initiator, address indexed asset, uint256 amount, uint8 interestRateMode, uint256 premium, uint16 indexed referralCode)",
  "event ReserveDataUpdated(address indexed reserve, uint256 liquidityRate, uint256 stableBorrowRate, uint256 variableBorrowRate, uint256 liquidityIndex, uint256 variableBorrowIndex)",
]);

/** An event as a receipt has it. */
export function logOf(emitter: string, name: string, ...args: readonly unknown[]): Log {
  const { data, topics } = EVENTS.encodeEventLog(name, args);
  return { address: emitter, topics, data, logIndex: "0x0" };
}

/** Addresses of the tiny economy with a treasury and a liquidator who keeps an inventory. */
export const AT = {
  usdc: address(0xa0),
  weth: address(0xa1),
  pool: address(0xb0),
  aWeth: address(0xc0),
  aUsdc: address(0xc2),
  debtWeth: address(0xd0),
  debtUsdc: address(0xd2),
  treasury: address(0xe4),
  desk: address(0x51),
  holder: address(1),
  nobody: address(0),
} as const;

/** State of a reserve as the chain would show it, indexes and totals; what is left out is zero, indexes are one. */
export interface ReserveState {
  index?: bigint;
  debtIndex?: bigint;
  supplyRate?: bigint;
  debtRate?: bigint;
  lastUpdate?: bigint;
  scaledSupply?: bigint;
  scaledDebt?: bigint;
  accrued?: bigint;
  deficit?: bigint;
}

/** One block of a made-up run: WETH at 4000, USDC at 1 before it, wstETH at 1.22 WETH. */
export class AttributedBlock {
  readonly economy: TinyEconomy;
  readonly #outside = new Map([
    ["USDC", { exogenous: WAD, reference: WAD }],
    ["WETH", { exogenous: 4000n * WAD, reference: 4000n * WAD }],
    ["wstETH", { exogenous: 4880n * WAD, reference: 4880n * WAD, rate: (122n * WAD) / 100n }],
  ]);

  constructor() {
    this.economy = tinyEconomy();
    const { world } = this.economy;
    Object.assign(world.deployment, { externalMarket: address(0xe0), roles: { treasury: AT.treasury } });
    world.agentAccounts = new Map([["desk", [AT.desk]]]);
  }

  /** Tokens that an account has when the run begins. */
  give(token: string, to: string, amount: bigint): void {
    this.setUp(logOf(token, "Transfer", AT.nobody, to, amount));
  }

  /** What else happened before the run. */
  setUp(...logs: readonly Log[]): void {
    const receipts = [{ logs } as unknown as Receipt];
    this.economy.world.setup.push({ receipts } as MinedBlock);
  }

  reserve(symbol: string, state: ReserveState): void {
    const reserve = this.economy.venues.lending.reserve(symbol);
    const { index = RAY, debtIndex = RAY, supplyRate = 0n, debtRate = 0n, lastUpdate = 0n } = state;
    const { scaledSupply = 0n, scaledDebt = 0n, accrued = 0n, deficit = 0n } = state;
    const totals = [scaledSupply, scaledDebt, 0n, accrued, deficit];
    reserve?.read([reserve.price, index, debtIndex, supplyRate, debtRate, lastUpdate, ...totals], 0);
  }

  /** Runs the block: `prices` are its references (and rates), `logs` one transaction of `from`, `after` the reading. */
  run(block: {
    prices?: Record<string, { reference: bigint; rate?: bigint }>;
    time?: number;
    from?: string;
    logs?: readonly Log[];
    after?: () => void;
  }): Record<string, AttributionRow> {
    const { world, venues } = this.economy;
    const attribution = new Attribution(
      createContext(world, venues, () => {}),
      this.#outside,
    );
    venues.lending.time = block.time ?? 0;
    const moved = Object.entries(block.prices ?? {}).map(
      ([symbol, price]) => [symbol, { exogenous: 0n, ...price }] as const,
    );
    attribution.advance({ outside: new Map([...this.#outside, ...moved]) } as unknown as BlockRecord);
    attribution.read({ from: block.from ?? AT.nobody, logs: block.logs ?? [] } as unknown as Receipt);
    block.after?.();
    attribution.close();
    return Object.fromEntries(attribution.rows().map((row) => [row.group, row]));
  }
}
