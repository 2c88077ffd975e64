import { fileURLToPath } from "node:url";
import Table from "cli-table3";
import { loadScenario } from "../src/scenario/load.ts";
import { type Measurement, measure } from "./measure.ts";

const BOOK = fileURLToPath(new URL("book.yaml", import.meta.url));
const SIZES = [1_000, 10_000];
/** Small runs are short, so a machine's noise weighs more: the one with the median ratio stands. */
const REPEATS: Readonly<Record<number, number>> = { 1000: 3 };
/** Accounts of the book by group, in thousandths, and what grows with it. */
const GROUPS = { "eth-borrowers": 500, "staked-borrowers": 200, "eth-loopers": 200, "staked-loopers": 100 };
const DEPTHS = {
  "pools.0.depth.constantUsdPerLog": 1e9,
  "pools.1.depth.constantUsdPerLog": 4e9,
  "market.depthUsdPerLog.WETH": 3e9,
};
const LENDERS = { WETH: 1e9, wstETH: 1e8, USDC: 2e9 };

/** The book at a size: everything in it, depths and lenders included, scales with the number of accounts. */
function bookOf(positions: number) {
  const scale = positions / 1_000;
  const counts = Object.entries(GROUPS).map(
    ([group, share]) => `population.${group}.count=${Math.round((share * positions) / 1_000)}`,
  );
  const depths = Object.entries(DEPTHS).map(([path, usd]) => `${path}=${usd * scale}`);
  const lenders = Object.entries(LENDERS).map(([symbol, usd]) => `lending.reserves.${symbol}.lenderUsd=${usd * scale}`);
  return loadScenario(BOOK, [...counts, ...depths, ...lenders]);
}

// The first touch of memory and of compiled code is not what is measured.
await measure(bookOf(100));
const results: Measurement[] = [];
for (const positions of SIZES) {
  const repeated: Measurement[] = [];
  for (let i = 0; i < (REPEATS[positions] ?? 1); i++) repeated.push(await measure(bookOf(positions)));
  repeated.sort((a, b) => a.runSeconds / a.floorSeconds - b.runSeconds / b.floorSeconds);
  results.push(repeated[repeated.length >> 1] as Measurement);
}

const table = new Table({
  head: ["", ...results.map((result) => `${result.positions} positions`)],
  style: { head: [], border: [] },
});
const row = (name: string, cell: (result: Measurement) => string) => table.push([name, ...results.map(cell)]);
row("blocks, transactions, liquidations", (r) => `${r.blocks}, ${r.transactions}, ${r.liquidations}`);
row("build, seconds", (r) => r.buildSeconds.toFixed(1));
row("run, seconds", (r) => r.runSeconds.toFixed(2));
row("floor, seconds", (r) => r.floorSeconds.toFixed(2));
row("run ÷ floor", (r) => (r.runSeconds / r.floorSeconds).toFixed(2));
row("liquidations a second", (r) => (r.liquidations / r.runSeconds).toFixed(0));
row("Mgas a second", (r) => (Number(r.gasUsed) / 1e6 / r.runSeconds).toFixed(0));
console.log(table.toString());

const [small, large] = results as [Measurement, Measurement];
const exponent = Math.log(large.runSeconds / small.runSeconds) / Math.log(large.positions / small.positions);
console.log(`growth exponent of the run between the sizes: ${exponent.toFixed(2)}`);
console.log(`peak memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
process.exit();
