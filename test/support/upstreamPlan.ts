import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { ForkPlan } from "../../src/fork/run/forkPlan.ts";

const SCENARIO = {
  name: "upstream",
  question: "What does a fall of ether do to everybody on a chain of our own?",
  about: "Real accounts as they are, two loops and three borrowers that open here, and whoever earns on a fall.",
  chain: { maxBlocks: 60 },
  population: {
    loopers: {
      ...{ kind: "looper", count: 2, collateral: "wstETH", debt: "WETH", eMode: 1, by: "flash" },
      equityUsd: { min: 30_000, max: 50_000 },
      leverage: { min: 4, max: 6 },
    },
    borrowers: {
      ...{ kind: "borrower", count: 3, collateral: "WETH", debt: "USDC" },
      equityUsd: { min: 20_000, max: 90_000 },
      healthFactor: { min: 1.1, max: 1.3 },
    },
  },
  agents: {
    flash: { kind: "liquidator", funding: "flash", minimumProfitUsd: 10 },
    rich: { kind: "liquidator", funding: "inventory", capitalUsd: 2_000_000, minimumProfitUsd: 10 },
    arbitrage: { kind: "arbitrageur", budgetUsd: 2_000_000 },
  },
};

/** Where on a chain that plays a real one lending and the exchange stand. */
export interface UpstreamPlace {
  pool: string;
  pools: string[];
  factory: string;
  wrappedEther: string;
  /** What is forked. */
  block: number;
}

/** A cascade on a chain that plays mainnet, its files written into `folder`; real accounts are those of `positions`. */
export function upstreamPlan(place: UpstreamPlace, folder: string, url: string, positions: string): ForkPlan {
  const { pool, pools, factory, wrappedEther, block } = place;
  const [scenario, addresses] = [join(folder, "upstream.yaml"), join(folder, "addresses.yaml")];
  writeFileSync(scenario, stringify({ ...SCENARIO, fork: { pools } }));
  const known = {
    chainId: 31_337,
    lending: { "aave-v3": pool },
    uniswapV3: factory,
    wrappedEther,
  };
  writeFileSync(addresses, stringify(known, { defaultStringType: "QUOTE_DOUBLE" }));
  return {
    source: { kind: "rpc", url, block },
    protocol: "aave-v3",
    addresses,
    positions,
    scenario,
    shocks: [{ asset: "WETH", change: "-30%" }],
    seed: 7,
  };
}
