import { Interface } from "ethers";
import { LENS_AGGREGATOR } from "../../src/fork/screen/aggregator.ts";
import type { TwinSide, Twins } from "./twinMarkets.ts";

const VIEWS = new Interface([
  "function reserves(address pool, address oracle, address[] assets)",
  "function accounts(address pool, address[] aTokens, address[] debtTokens, address[] users)",
  "function balances(address[] tokens, address[] holders)",
  "function getUserAccountData(address user)",
  "function getReserveData(address asset)",
  "function getReserveNormalizedIncome(address asset)",
  "function getReserveNormalizedVariableDebt(address asset)",
  "function getVirtualUnderlyingBalance(address asset)",
  "function totalSupply()",
]);
const ACCOUNT = ["collateral", "debt", "available", "threshold", "ltv", "health"];
/** The lens's words for a reserve; of Aave's reserve struct they leave out addresses and the stable rate, asked for apart. */
const RESERVE = [
  "price",
  "liquidityIndex",
  "borrowIndex",
  "liquidityRate",
  "borrowRate",
  "lastUpdate",
  "supply.scaled",
  "debt.scaled",
  "cash",
  "accrued",
  "deficit",
  "configuration",
];
/** Where in Aave's reserve struct the stable rate is. */
const STABLE_RATE = 5;
/** A list in an answer follows its offset and its length. */
const LIST_START = 2;

/** One question to one pool, the names of its answer's words, and at which word they begin. */
type Question = { to: string; data: string; names: readonly string[]; from: number };

/** Everything that is compared of both pools after one block, in hex without prefix: bundled first. */
export type TwinView = { words: [Map<string, string>, Map<string, string>] };

export type TwinReader = (thorough: boolean) => Promise<TwinView>;

/**
 * Reads both pools in one call. A thorough view adds what follows from the rest and is dear to ask for: balances, which
 * are scaled balances times an index, and the indexes of this second.
 */
export function twinReader(twins: Twins): TwinReader {
  const { sides, multicall, provider } = twins;
  const plans = [false, true].map((thorough) => {
    const [bundled = [], real = []] = sides.map((side) => questionsOf(twins, side, thorough));
    return { bundled, real, data: LENS_AGGREGATOR.encode([...bundled, ...real]) };
  });
  return async (thorough) => {
    const { bundled, real, data } = plans[thorough ? 1 : 0] as (typeof plans)[number];
    const answer = await provider.request({ method: "eth_call", params: [{ to: multicall, data }, "latest"] });
    const results = LENS_AGGREGATOR.decode(answer as string, bundled.length + real.length);
    if (results === undefined) throw new Error("The multicall answered something else.");
    return { words: [named(bundled, results), named(real, results.slice(bundled.length))] };
  };
}

/** A word of the bundled pool by name. */
export function wordOf({ words: [bundled] }: TwinView, name: string): bigint {
  const word = bundled.get(name);
  if (word === undefined) throw new Error(`Nothing is read under ${name}.`);
  return BigInt(`0x${word}`);
}

/** A word in which the pools differ. */
export type Difference = { name: string; bundled: bigint; real: bigint };

export function differences({ words: [bundled, real] }: TwinView): Difference[] {
  const found: Difference[] = [];
  for (const [name, word] of bundled) {
    const other = real.get(name);
    if (other !== word) found.push({ name, bundled: BigInt(`0x${word}`), real: BigInt(`0x${other}`) });
  }
  return found;
}

function named(questions: readonly Question[], results: readonly (string | undefined)[]): Map<string, string> {
  const words = new Map<string, string>();
  for (const [i, { names, from, data }] of questions.entries()) {
    const result = results[i];
    if (result === undefined) throw new Error(`${names[0]} could not be read (${data.slice(0, 10)}).`);
    for (const [at, name] of names.entries())
      words.set(name, result.slice(2 + 64 * (from + at), 66 + 64 * (from + at)));
  }
  return words;
}

function questionsOf(twins: Twins, side: TwinSide, thorough: boolean): Question[] {
  const { assets, users, treasury, lens, preset } = twins;
  const { pool, oracle, aTokens, debtTokens } = side;
  const holders = [...users, treasury];
  const owners = holders.map((_, i) => (i < users.length ? `user${i}` : "treasury"));
  const ask = (to: string, view: string, args: unknown[], names: string[], from = 0): Question => ({
    to,
    data: VIEWS.encodeFunctionData(view, args),
    names,
    from,
  });
  const list = (view: string, args: unknown[], names: string[]) => ask(lens, view, args, names, LIST_START);
  const accountNames = (owner: string) => [
    `${owner}.eMode`,
    `${owner}.configuration`,
    ...assets.flatMap((_, i) => [`${owner}.supply${i}.scaled`, `${owner}.debt${i}.scaled`]),
  ];
  const questions = [
    ...users.map((user, i) =>
      ask(
        pool,
        "getUserAccountData",
        [user],
        ACCOUNT.map((name) => `user${i}.${name}`),
      ),
    ),
    list("accounts", [pool, aTokens, debtTokens, holders], owners.flatMap(accountNames)),
    list(
      "reserves",
      [pool, oracle, assets],
      assets.flatMap((_, i) => RESERVE.map((name) => `reserve${i}.${name}`)),
    ),
  ];
  const reserveWord = (view: string, name: string, from = 0) =>
    assets.map((asset, i) => ask(pool, view, [asset], [`reserve${i}.${name}`], from));
  if (preset === "aave-v3.6") questions.push(...reserveWord("getVirtualUnderlyingBalance", "virtualCash"));
  if (!thorough) return questions;
  const tokens = [...aTokens, ...debtTokens];
  const kinds = ["supply", "debt"].flatMap((kind) => assets.map((_, i) => `${kind}${i}`));
  return [
    ...questions,
    list(
      "balances",
      [tokens, holders],
      owners.flatMap((owner) => kinds.map((kind) => `${owner}.${kind}`)),
    ),
    ...tokens.map((token, i) => ask(token, "totalSupply", [], [`total.${kinds[i]}`])),
    ...reserveWord("getReserveData", "stableRate", STABLE_RATE),
    ...reserveWord("getReserveNormalizedIncome", "income"),
    ...reserveWord("getReserveNormalizedVariableDebt", "owed"),
  ];
}
