import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";
import { summarise } from "../../src/analysis/summarise.ts";
import type { ReportInput } from "../../src/report/page.ts";
import type { BlockRow, Row } from "../../src/trace/row.ts";
import type { ChannelName } from "../../src/trace/vaultRow.ts";
import { block as blankBlock, liquidation } from "../lab/analysis/rows.ts";
import { adl, perpBooks, perpLiquidation, perpMarket } from "./perpRows.ts";
import { hex } from "./sampleBook.ts";
import { LOOP_SHARES, type Moment, sampleHolders } from "./sampleHolders.ts";
import { sampleParameters } from "./sampleParameters.ts";
import { basisState, loopState, redemption, vaultAction, vaultWorld, whole } from "./vaultRows.ts";

const BASIS_SHARES = 700_000;

/** The loop's shares as the asset falls and it sells down; the basis vault's short as deleveraging takes it. */
function momentAt(block: number, shock: number): Moment {
  const fall = block < 8 ? 0 : shock * Math.min(1, 0.35 + (block - 8) / 40);
  const eth = 2_000 * (1 - fall / 2);
  const staked = 2_500 * (1 - fall);
  // Levered five times against the staked asset's own fall, and never worth nothing.
  const nav = 2_500 * Math.max(0.1, 1 - 5 * fall);
  return { eth, staked, nav, short: block < 26 ? 250 : 140 };
}

/**
 * The rows and the summary of a stack that never was: loop shares borrowed against and used as margin, a basis vault on
 * the same venues, a fall at the bottom that reaches them all. Seeded; it has the shape of contagion and makes no claim
 * to be any.
 */
export function sampleVaultRun({
  seed = 1,
  blocks = 60,
  shock = 0.08,
  channels = {} as Partial<Record<ChannelName, boolean>>,
} = {}): ReportInput {
  const rng = xoroshiro128plus(seed);
  const open = { price: true, collateral: true, liquidity: true, counterparty: true, ...channels };
  const world = vaultWorld({ scenario: "stack-sample", seed, channels: open });
  const start = momentAt(0, shock);
  const books = (over = {}) =>
    perpBooks({ poolUsd: "3000000", insuranceUsd: "40000", engineEquityUsd: "40000", ...over });
  const rows: Row[] = [world, ...sampleHolders(start, "start", seed), ...vaultStates(start, "start", 0)];
  rows.push({ ...perpMarket({ index: "2000", mark: "2000" }), phase: "start" }, books({ phase: "start" }));

  for (let block = 0; block < blocks; block++) {
    const moment = momentAt(block, shock);
    if (shock > 0) rows.push(...eventsIn(block, moment, rng));
    rows.push(
      ...vaultStates(moment, "block", block),
      books({ block }),
      perpMarket({ block, mark: moment.eth.toFixed(6) }),
    );
    rows.push(blockRow(block, moment, shock));
  }

  rows.push(...sampleHolders(momentAt(blocks, shock), "end", seed));
  rows.push({ kind: "conservation", ok: true, maxErrorWei: "3", checks: [] });
  rows.push({ kind: "end", block: blocks - 1, converged: true, reason: "nobody acts" });
  const scenario = {
    ...sampleParameters(seed, shock),
    name: "stack-sample",
    question: "How far does one default travel?",
  };
  return { scenario, rows, summary: summarise(rows, { version: "0.1.0", compare: [] }) };
}

function vaultStates({ eth, staked, nav, short }: Moment, phase: "start" | "block", block: number): Row[] {
  const net = LOOP_SHARES * nav;
  const gross = net * 5;
  const debt = net * 4;
  const loop = loopState({
    ...{
      phase,
      block,
      sharePrice: (nav / staked).toFixed(6),
      oracleUsd: nav.toFixed(8),
      supply: whole(LOOP_SHARES, 24),
    },
    ...{ netAssetsUsd: net.toFixed(2), referenceNavUsd: net.toFixed(2), liquidationNavUsd: (net * 0.88).toFixed(2) },
    ...{ grossUsd: gross.toFixed(2), debtUsd: debt.toFixed(2), leverage: (5 + (block > 8 ? 0.7 : 0)).toFixed(6) },
    holdings: { wstETH: whole(gross / staked), WETH: whole(-debt / eth) },
    pendingShares: whole(block < 12 ? 0 : 60, 24),
  });
  const notional = short * eth;
  const worth = 250 * eth + 210_000 + short * (2_000 - eth);
  const basis = basisState({
    ...{ phase, block, sharePrice: (worth / BASIS_SHARES).toFixed(6), supply: whole(BASIS_SHARES, 12) },
    ...{
      netAssetsUsd: worth.toFixed(2),
      referenceNavUsd: worth.toFixed(2),
      liquidationNavUsd: (worth * 0.97).toFixed(2),
    },
    ...{ grossUsd: worth.toFixed(2), notionalUsd: notional.toFixed(2), equityUsd: "150000" },
    holdings: { WETH: whole(250), USDC: whole(60_000, 6) },
    positions: { ETH: { size: String(-short), notionalUsd: notional.toFixed(2) } },
    hedgeRatio: (short / 250).toFixed(6),
  });
  return [loop, basis];
}

function eventsIn(block: number, { nav, eth }: Moment, rng: RandomGenerator): Row[] {
  const moment = { block, transaction: hex(rng, 64) };
  const rows: Row[] = [];
  const usd = (value: number) => (value * (0.5 + uniformFloat64(rng))).toFixed(2);
  if (block >= 9 && block < 16)
    rows.push(
      vaultAction({
        ...moment,
        amountUsd: usd(90_000),
        direct: block < 11,
        round: block < 11 ? 0 : 2,
        channel: block < 11 ? null : "price",
      }),
    );
  if (block >= 10 && block < 34 && block % 2 === 0)
    rows.push(
      liquidation({
        ...moment,
        account: hex(rng, 40),
        group: "stackers",
        collateralAsset: "loopETH",
        collateralUsd: usd(9_000),
        direct: false,
        round: 1 + Math.floor(block / 12),
        channel: "collateral",
      }),
    );
  if (block >= 9 && block < 12)
    rows.push(liquidation({ ...moment, account: hex(rng, 40), collateralUsd: usd(60_000) }));
  if (block >= 13 && block < 30 && block % 3 === 0)
    rows.push(
      perpLiquidation({
        ...moment,
        account: hex(rng, 40),
        group: "share traders",
        stage: "takeover",
        notionalUsd: usd(30_000),
        price: eth.toFixed(2),
        direct: false,
        round: 2,
        channel: block % 2 === 0 ? "collateral" : "price",
      }),
    );
  if (block === 24 || block === 25)
    rows.push(
      adl({
        ...moment,
        account: "0xbasis",
        group: "basisUSD",
        notionalUsd: usd(110_000),
        takenUsd: usd(900),
        round: 3,
      }),
    );
  if (block === 27 || block === 29)
    rows.push(
      vaultAction({
        ...moment,
        venue: "basisUSD",
        action: "hedge",
        amountUsd: usd(120_000),
        direct: false,
        round: 4,
        channel: "counterparty",
      }),
    );
  if (block >= 12 && block < 40 && block % 4 === 0)
    rows.push(redemption({ ...moment, valueUsd: usd(8 * nav), round: 2 }));
  if (block >= 30 && block < 44 && block % 5 === 0)
    rows.push(
      redemption({
        ...moment,
        venue: "basisUSD",
        valueUsd: usd(40_000),
        trigger: "utilisation",
        round: 5,
        channel: "liquidity",
      }),
    );
  return rows;
}

function blockRow(block: number, { eth, staked, nav }: Moment, shock: number): BlockRow {
  const price = (value: number, alone = value) => {
    const [shown, counterfactual] = [value.toFixed(8), alone.toFixed(8)];
    return { exogenous: counterfactual, reference: shown, oracle: shown, counterfactual, pool: null };
  };
  const calm = block < 8 ? 1 : 1 - shock / 6;
  return blankBlock(
    { WETH: price(eth, 2_000 * calm), wstETH: price(staked, 2_500 * calm), USDC: price(1), loopETH: price(nav) },
    {
      ...{ block, number: 64 + block, time: 1_735_689_600 + 12 * block, transactions: 9, gasUsed: "2400000" },
      economicBadDebtUsd: (block < 20 ? 0 : 4_000 * Math.sin(block / 20)).toFixed(2),
      utilisation: { USDC: Math.min(1, 0.7 + block / 130).toFixed(6), WETH: "0.610000" },
    },
  );
}
