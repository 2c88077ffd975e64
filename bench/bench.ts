import Table from "cli-table3";
import type { LoadedScenario } from "../src/scenario/load.ts";
import { adlCost } from "./adlCost.ts";
import { lendingBook, perpBook, stackBook } from "./books.ts";
import { fork } from "./fork.ts";
import { type Measurement, measure } from "./measure.ts";

/**
 * `node bench/bench.ts`, or of one book, `node bench/bench.ts stack`, or at other sizes, `node bench/bench.ts stack 500 2000`;
 * likewise `fork`, which is no book.
 */
const BOOKS = { lending: lendingBook, perps: perpBook, stack: stackBook };
const [chosen, ...sizes] = process.argv.slice(2);
const SIZES = sizes.length > 0 ? sizes.map(Number) : [1_000, 10_000];
/** Real accounts of a forked run: those of the tests' local node. */
const FORKED = 230;
/** Small runs are short, so a machine's noise weighs more: the one with the median ratio stands. */
const REPEATS: Readonly<Record<number, number>> = { 1000: 3 };

// The first touch of memory and of compiled code is not what is measured.
await measure(lendingBook(100));
for (const [name, bookOf] of Object.entries(BOOKS)) if ((chosen ?? name) === name) await compare(name, bookOf);
if ((chosen ?? "perps") === "perps") await rounds();
if ((chosen ?? "fork") === "fork")
  for (const accounts of chosen === "fork" && sizes.length > 0 ? SIZES : [FORKED]) await fork(accounts);
console.log(`peak memory: ${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MiB`);
process.exit();

async function compare(title: string, bookOf: (positions: number) => LoadedScenario): Promise<void> {
  const results: Measurement[] = [];
  for (const positions of SIZES) {
    const repeated: Measurement[] = [];
    for (let i = 0; i < (REPEATS[positions] ?? 1); i++) repeated.push(await measure(bookOf(positions)));
    repeated.sort((a, b) => a.runSeconds / a.floorSeconds - b.runSeconds / b.floorSeconds);
    results.push(repeated[repeated.length >> 1] as Measurement);
  }

  const table = new Table({
    head: [title, ...results.map((result) => `${result.positions} positions`)],
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

  const [small, large] = [results.at(0), results.at(-1)];
  if (small === undefined || large === undefined || small === large) return;
  const exponent = Math.log(large.runSeconds / small.runSeconds) / Math.log(large.positions / small.positions);
  console.log(`growth exponent of the run between the sizes: ${exponent.toFixed(2)}`);
}

/** Gas of one round of deleveraging, against the number of accounts that it goes through. */
async function rounds(): Promise<void> {
  const table = new Table({
    head: ["One round of deleveraging", "transactions", "Mgas", "gas an account"],
    style: { head: [], border: [] },
  });
  for (const positions of [100, ...SIZES]) {
    const cost = await adlCost(perpBook(positions));
    if (cost === undefined) throw new Error(`Nobody was deleveraged among ${positions} accounts.`);
    const gas = Number(cost.gas);
    table.push([`${cost.accounts} accounts`, cost.calls, (gas / 1e6).toFixed(2), Math.round(gas / cost.accounts)]);
  }
  console.log(table.toString());
}
