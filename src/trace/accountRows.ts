import { WAD } from "../units.ts";
import type { TraceContext } from "./context.ts";
import { healthText, leverageText, usdText } from "./format.ts";
import type { HealthRow } from "./lendingRow.ts";

/** Writes every holder's position, valued at the oracle. */
export function writeAccounts(context: TraceContext, phase: "start" | "end"): void {
  const { lending } = context.venues;
  const looping = new Set(
    context.world.holders.filter((holder) => holder.kind === "looper").map((holder) => holder.address),
  );
  for (const position of lending.positions) {
    const { supplied, owed } = lending.balances(position);
    const collateral: Record<string, string> = {};
    const debt: Record<string, string> = {};
    let assetsUsd = 0n;
    let debtUsd = 0n;
    lending.reserves.forEach(({ symbol, unit }, i) => {
      const oracleUsd = (amount: bigint) => (amount * (lending.prices[i] ?? 0n) * WAD) / (unit * lending.baseUnit);
      if (supplied[i]) collateral[symbol] = supplied[i].toString();
      if (owed[i]) debt[symbol] = owed[i].toString();
      assetsUsd += oracleUsd(supplied[i] ?? 0n);
      debtUsd += oracleUsd(owed[i] ?? 0n);
    });
    context.write({
      kind: "account",
      phase,
      account: position.account,
      group: position.group,
      looping: looping.has(position.account),
      ...vaultOf(context, position.account),
      eMode: position.eMode,
      collateral,
      debt,
      collateralUsd: usdText(assetsUsd),
      debtUsd: usdText(debtUsd),
      healthFactor: healthText(lending.accountData(position).healthFactor),
      leverage: leverageText(assetsUsd, debtUsd),
    });
  }
}

/** Names the vault whose account it is, which is no external holder. */
export function vaultOf({ venues }: TraceContext, account: string): { vault?: string } {
  const vault = venues.vaults?.at(account);
  return vault === undefined ? {} : { vault: vault.info.symbol };
}

const EDGES = [
  "0.95",
  "1.00",
  "1.02",
  "1.05",
  "1.10",
  "1.15",
  "1.20",
  "1.25",
  "1.30",
  "1.40",
  "1.50",
  "1.75",
  "2.00",
  "3.00",
];
const BOUNDS = EDGES.map((edge) => (BigInt(edge.replace(".", "")) * WAD) / 100n);

/** How debt is spread over health factors now; the last bucket is open. */
export function healthRow(context: TraceContext, block: number): HealthRow {
  const { lending } = context.venues;
  const buckets = [...EDGES, "inf"].map((below) => ({ below, accounts: 0, debt: 0n }));
  for (const position of lending.positions) {
    const { healthFactor, debtBase } = lending.accountData(position);
    if (debtBase === 0n) continue;
    const found = BOUNDS.findIndex((bound) => healthFactor < bound);
    const bucket = buckets[found === -1 ? EDGES.length : found];
    if (bucket === undefined) continue;
    bucket.accounts += 1;
    bucket.debt += debtBase;
  }
  return {
    kind: "health",
    block,
    buckets: buckets.map(({ below, accounts, debt }) => ({
      below,
      accounts,
      debtUsd: usdText((debt * WAD) / lending.baseUnit),
    })),
  };
}
