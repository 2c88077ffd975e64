import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { Row } from "../../src/trace/row.ts";
import { account } from "../lab/analysis/rows.ts";
import { perpAccount } from "./perpRows.ts";
import { hex } from "./sampleBook.ts";
import { shareholder, whole } from "./vaultRows.ts";

/** Shares of the loop vault, all of them held outside. */
export const LOOP_SHARES = 400;

/** Prices and the two vaults at one moment; a share of the loop is worth `nav` USD. */
export interface Moment {
  eth: number;
  staked: number;
  nav: number;
  short: number;
}

/** Who is in a made-up stack and what the two vaults have in its venues. */
export function sampleHolders({ eth, staked, nav, short }: Moment, phase: "start" | "end", seed: number): Row[] {
  const rng = xoroshiro128plus(seed + 7);
  const many = (count: number, make: (account: string, share: number) => Row[]) =>
    Array.from({ length: count }, () => make(hex(rng, 40), 0.5 + uniformFloat64(rng)).flat()).flat();
  const lent = (group: string) => (address: string, share: number) => {
    const usd = 90_000 * share;
    return [account(usd, 0, { phase, account: address, group, collateral: { USDC: whole(usd, 6) } })];
  };
  const borrowed = (address: string, share: number) => {
    const eths = 40 * share;
    const over = { phase, account: address, group: "borrowers", healthFactor: "1.150000" };
    return [
      account(eths * eth, eths * 1_400, {
        ...over,
        collateral: { WETH: whole(eths) },
        debt: { USDC: whole(eths * 1_400, 6) },
      }),
    ];
  };
  const stacked = (address: string, share: number) => {
    const shares = 5 * share;
    const debt = shares * 1_000;
    const over = { phase, account: address, group: "stackers", healthFactor: "1.080000" };
    const holding = { collateral: { loopETH: whole(shares, 24) }, debt: { USDC: whole(debt, 6) } };
    const size = (debt * 0.9) / eth;
    const held = {
      size: size.toFixed(6),
      entryPrice: "2000",
      notionalUsd: (size * eth).toFixed(2),
      profitUsd: (size * (eth - 2_000)).toFixed(2),
    };
    const margin = {
      account: address,
      group: "stackers",
      phase,
      settledUsd: (debt * 0.3).toFixed(2),
      positions: { ETH: held },
      notionalUsd: held.notionalUsd,
    };
    return [
      account(shares * nav, debt, { ...over, ...holding }),
      perpAccount({ ...margin, equityUsd: (debt * 0.3 + Number(held.profitUsd)).toFixed(2) }),
      shareholder({ basisUSD: debt * 0.6 }, { phase, account: address, group: "stackers" }),
    ];
  };
  const deposited = (group: string, shares: Record<string, number>) => (address: string, share: number) => [
    shareholder(Object.fromEntries(Object.entries(shares).map(([name, n]) => [name, n * share])), {
      phase,
      account: address,
      group,
    }),
  ];
  const traded = (address: string, share: number) => {
    const size = 8 * share;
    const held = {
      size: size.toFixed(6),
      entryPrice: "2000",
      notionalUsd: (size * eth).toFixed(2),
      profitUsd: (size * (eth - 2_000)).toFixed(2),
    };
    const over = { account: address, group: "share traders", phase, collateral: { loopETH: whole(2 * share, 24) } };
    const equityUsd = (2 * share * nav + Number(held.profitUsd)).toFixed(2);
    return [
      perpAccount({
        ...over,
        settledUsd: "0",
        collateralUsd: (2 * share * nav).toFixed(2),
        positions: { ETH: held },
        notionalUsd: held.notionalUsd,
        equityUsd,
      }),
    ];
  };
  const loop = { phase, account: "0xloop", group: "loopETH", vault: "loopETH" };
  const net = LOOP_SHARES * nav;
  return [
    ...many(12, lent("lenders")),
    ...many(24, borrowed),
    ...many(30, stacked),
    ...many(20, deposited("depositors", { loopETH: 8 })),
    ...many(10, deposited("savers", { basisUSD: 50_000 })),
    ...many(16, traded),
    account(net * 5, net * 4, {
      ...loop,
      collateral: { wstETH: whole((net * 5) / staked) },
      debt: { WETH: whole((net * 4) / eth) },
    }),
    account(60_000, 0, {
      phase,
      account: "0xbasis",
      group: "basisUSD",
      vault: "basisUSD",
      collateral: { USDC: whole(60_000, 6) },
    }),
    perpAccount({
      phase,
      account: "0xbasis",
      group: "basisUSD",
      vault: "basisUSD",
      settledUsd: "150000",
      notionalUsd: (short * eth).toFixed(2),
      equityUsd: "150000",
    }),
    perpAccount({
      phase,
      account: "0xlp",
      group: "liquidity providers",
      settledUsd: "0",
      equityUsd: "0",
      poolUsd: "300000",
    }),
  ];
}
