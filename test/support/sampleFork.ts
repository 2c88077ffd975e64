import { summarise } from "../../src/analysis/summarise.ts";
import type { ReportInput } from "../../src/report/page.ts";
import { forkFacts } from "../../src/trace/forkRow.ts";
import type { Row } from "../../src/trace/row.ts";
import { WAD } from "../../src/units.ts";
import { FOUND, type ForkOrigin } from "../../src/world/forkOrigin.ts";
import { asFork } from "./asFork.ts";
import { type SampleOptions, sampleRun } from "./sampleRun.ts";

const DEPTH = { within2PercentUsd: "76809.95", within10PercentUsd: "386056.25", beyondUsd: "1551000.69" };

/** The sample run as if it had gone on from a real chain: every account is one that was found. */
export function sampleFork(options: SampleOptions = {}, origin: Partial<ForkOrigin> = {}): ReportInput {
  const { scenario, rows } = sampleRun(options);
  const fork = asFork(19_471_518, {
    release: "Aave v3.0, revision 3",
    accounts: { taken: options.accounts ?? 500, leftOut: 3_210 },
    prices: ["WETH", "wstETH", "USDC"].map((symbol) => ({
      symbol,
      strategy: { USDC: "replaceFeed", wstETH: "follows" }[symbol] ?? "setSource",
      feed: `0x${"fe".repeat(20)}`,
      refused:
        symbol === "USDC" ? [{ strategy: "setSource", reason: "the oracle's admin is a contract without code" }] : [],
      ...(symbol === "wstETH" ? { follows: "WETH" } : {}),
    })),
    pools: [
      {
        address: `0x${"b1".repeat(20)}`,
        pair: "WETH / USDC",
        depthUsd: 5_000_000n * WAD,
        elsewhereUsd: 12_500_000n * WAD,
      },
    ],
    ...origin,
  });
  const real = [...rows]
    .filter(({ kind }) => kind !== "prediction")
    .flatMap((row): Row[] => {
      if (row.kind === "world") return [{ ...row, fork: forkFacts(fork) }];
      if (row.kind === "account") return [{ ...row, group: FOUND }];
      if (row.kind === "conservation") {
        const check = {
          venue: "transfers",
          asset: "wstETH",
          errorWei: "7",
          allowedWei: "7",
          token: "rebasing" as const,
        };
        return [{ ...row, checks: [check] }, unknown];
      }
      return [row];
    });
  const summary = summarise(real, { version: "0.1.0", compare: [] });
  const parameters = { ...scenario.parameters, pools: [{ base: "WETH", quote: "USDC", feeTier: 500, depth: DEPTH }] };
  return { scenario: { ...scenario, parameters }, rows: real, summary };
}

const unknown: Row = {
  kind: "unknown",
  slots: 34,
  accounts: 1,
  first: [`slot 0x${"0".repeat(62)}36 of 0x${"ab".repeat(20)}`],
};
