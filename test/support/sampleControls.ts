import { summarise } from "../../src/analysis/summarise.ts";
import type { ReportInput } from "../../src/report/page.ts";
import type { Row } from "../../src/trace/row.ts";
import { controlState, refusal, trip } from "./guardRows.ts";
import { type SampleOptions, sampleRun } from "./sampleRun.ts";

const [LIMIT, HALT_FROM, HALT_TO] = [400_000, 9, 30];

/**
 * A sample run as if a cap had cut openings, a throttle had held liquidations back and a halt had kept some in: what
 * was refused stands beside what happened all the same. It has the shape of such a run and makes no claim to be one.
 */
export function sampleControlRun(options: SampleOptions = {}): ReportInput {
  const base = sampleRun(options);
  const rows: Row[] = [];
  let start = 0;
  for (const row of base.rows) {
    if (row.kind === "block") {
      if (row.block === 0) start = row.time;
      rows.push(...guardRows(row.block, row.time, start + 12 * HALT_TO));
    }
    rows.push(row.kind === "world" ? { ...row, controls: ["cap", "priceVelocity", "throttle"] } : row);
    if (row.kind === "world") rows.push(...openings());
  }
  const parameters = { ...base.scenario.parameters, treatments: TREATMENTS };
  return {
    ...base,
    scenario: { ...base.scenario, parameters },
    rows,
    summary: summarise(rows, { version: "0.1.0", compare: [] }),
  };
}

const REST = {
  windowBlocks: 5,
  response: "halt",
  stopsLiquidations: false,
  failsClosed: false,
  maxSpread: "0.5",
  spreadPerMove: "1",
};
const TREATMENTS = {
  cap: { mode: "enforce", maxLeverage: "4", maxAgeSeconds: 3600 },
  priceVelocity: { assets: ["WETH"], maxMove: "0.05", haltSeconds: 300, stopsWithdrawals: true, ...REST },
  throttle: { limitUsd: String(LIMIT), periodSeconds: 300, tickSeconds: 12 },
  pokeBlocks: 1,
};

function openings(): Row[] {
  const opening = {
    block: null,
    control: "cap" as const,
    reason: "LeverageRegistry_AboveCap",
    action: "open" as const,
  };
  return [11, 12, 13].map((n) =>
    refusal({ ...opening, account: `0x${n}`, group: "loopers", agent: null, volumeUsd: String(n * 10_000) }),
  );
}

function guardRows(block: number, time: number, until: number): Row[] {
  const rows: Row[] = [];
  const isHalted = block >= HALT_FROM && block < HALT_TO;
  if (block === HALT_FROM) rows.push(trip({ block, venue: null, asset: "WETH", until }));
  if (isHalted && block % 4 === 1) {
    const exit = {
      control: "priceVelocity" as const,
      reason: "CircuitBreaker_PriceHalted",
      action: "withdraw" as const,
    };
    rows.push(refusal({ block, ...exit, account: "0x21", group: "lenders", volumeUsd: "250000" }));
  }
  for (let n = 0; block >= 12 && block < 40 && n < block % 5; n++) {
    const transaction = n === 0 ? `0x${block}` : null;
    rows.push(
      refusal({ block, transaction, account: `0x${30 + n}`, volumeUsd: String(20_000 * (n + 1) * (block % 7)) }),
    );
  }
  const room =
    block < 10 ? LIMIT : Math.max(0, LIMIT - 30_000 * Math.min(20, block - 9) + 25_000 * Math.max(0, block - 40));
  const halts = isHalted && time < until ? { "lending/WETH": until } : {};
  rows.push(
    controlState({
      block,
      halts,
      systemLeverage: "2.100000",
      liquidationRoomUsd: { "*/*": Math.min(LIMIT, room).toFixed(2) },
    }),
  );
  return rows;
}
