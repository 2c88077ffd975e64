import type { OutsidePrice } from "../../src/market/outsideMarket.ts";
import type { BlockRecord } from "../../src/run/recorder.ts";
import { createContext, type TraceContext } from "../../src/trace/context.ts";
import { PerpRecorder } from "../../src/trace/perpRecorder.ts";
import { placeOf, Rounds } from "../../src/trace/rounds.ts";
import type { Row } from "../../src/trace/row.ts";
import { WAD } from "../../src/units.ts";
import { PERP_EVENTS } from "../../src/venues/perpEvents.ts";
import type { Log, Receipt } from "../../src/world/transaction.ts";
import { address } from "./tinyEconomy.ts";
import { type TinyPerpEconomy, tinyPerpEconomy } from "./tinyPerpEconomy.ts";

export const USDC = 10n ** 6n;
export const ETH = 0;
export const BTC = 1;
export const EXCHANGE = address(0xe2);
export const KEEPER = address(0x100);
/** The n-th trader's address. */
export const trader = (n: number): string => address(n + 1);

/** Maintenance margin is 5 % of notional and nothing else; no funding, no rewards; mark at the index. */
const PLAIN = [
  "perps.margin={initialRatio: 5%, initialSlope: 0, maintenanceScalar: 100%, minPositionMarginUsd: 0, openInterestLowerUsd: 0, openInterestUpperUsd: 0}",
  "perps.liquidation={rewardRatio: 0%, minRewardUsd: 0, maxRewardUsd: 0, backstop: 0%}",
  "perps.funding.maxVelocity=0",
  "perps.mark=index",
  "perps.adl.policy=hyperliquid-queue",
];

/** A log of the exchange. */
export function perpLog(name: string, ...args: readonly unknown[]): Log {
  const { data, topics } = PERP_EVENTS.encodeEventLog(name, args);
  return { address: EXCHANGE, topics, data, logIndex: "0x0" };
}

/** One block of a made-up exchange: ETH at 4,000 and BTC at 120,000 before it. */
export class PerpBlock {
  readonly economy: TinyPerpEconomy;
  readonly rows: Row[] = [];
  readonly context: TraceContext;
  readonly recorder: PerpRecorder;
  readonly outside: Map<string, OutsidePrice>;
  readonly #rounds: Rounds;
  #transactions = 0;

  /** Holdings are to be given in `prepare`, before the recorder begins. */
  constructor(prepare: (economy: TinyPerpEconomy) => void = () => {}, overrides: readonly string[] = []) {
    this.economy = tinyPerpEconomy([...PLAIN, ...overrides]);
    prepare(this.economy);
    const { world, venues, book } = this.economy;
    this.outside = new Map([
      ["USDC", { exogenous: WAD, reference: WAD }],
      ["WETH", { exogenous: 4_000n * WAD, reference: 4_000n * WAD }],
      ["WBTC", { exogenous: 120_000n * WAD, reference: 120_000n * WAD }],
    ]);
    this.context = createContext(world, venues, (row) => this.rows.push(row));
    this.recorder = new PerpRecorder(this.context, book);
    this.#rounds = new Rounds({ reserves: [], perps: this.recorder.moment });
  }

  /** Begins the block; `alone` is what the oracles would show on the exogenous path alone. */
  open(alone: Record<string, bigint> = {}): this {
    const counterfactual = new Map(Object.entries(alone).map(([symbol, usd]) => [symbol, usd * WAD]));
    this.recorder.open({ mined: { time: 0 }, counterfactual } as unknown as BlockRecord);
    return this;
  }

  /** A feed's new price, in whole dollars. */
  print(symbol: string, usd: bigint): this {
    this.recorder.print(symbol, usd * WAD);
    this.#rounds.print(placeOf(0, this.#transactions++), { reserves: [], perps: this.recorder.moment });
    return this;
  }

  /** One transaction of the keepers' with these logs. */
  send(...logs: readonly Log[]): this {
    const hash = `0x${this.#transactions}`;
    const receipt = { hash, from: KEEPER, gasUsed: 100_000n, logs } as unknown as Receipt;
    const sent = new Map([[hash, { agent: "keepers", intent: { action: "act", subject: "" } }]]);
    const record = { block: 0, sent, outside: this.outside } as unknown as BlockRecord;
    this.recorder.read(record, receipt, placeOf(0, this.#transactions++), this.#rounds);
    return this;
  }

  /** The rows of one kind so far. */
  of<Kind extends Row["kind"]>(kind: Kind): Extract<Row, { kind: Kind }>[] {
    return this.rows.filter((row): row is Extract<Row, { kind: Kind }> => row.kind === kind);
  }
}
