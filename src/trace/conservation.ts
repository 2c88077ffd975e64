import { Interface } from "ethers";
import { debtBalance, supplyBalance } from "../model/account.ts";
import { wordArray } from "../venues/words.ts";
import type { TraceContext } from "./context.ts";
import type { Ledger } from "./ledger.ts";
import type { ConservationRow } from "./row.ts";

const LENS = new Interface(["function balances(address[] tokens, address[] holders) view returns (uint256[])"]);
const CHUNK = 1000;
/** Units a reserve may be short for each operation on it: each mint and burn rounds once. */
const UNITS_PER_OPERATION = 1n;

/**
 * Checks that every account's books meet the chain: the ledger of transfers against each holder's balance, and each
 * reserve's cash + debt + deficit against the claims of suppliers and treasury, short by at most one unit for each of
 * its `operations`. Debt compounds while supply grows linearly, so a surplus is expected and no error.
 */
export async function checkConservation(
  context: TraceContext,
  ledger: Ledger,
  operations: ReadonlyMap<string, bigint>,
): Promise<ConservationRow> {
  const checks: ConservationRow["checks"] = [];
  let ok = ledger.unattributed === 0;
  let largest = 0n;
  const add = (venue: string, asset: string, error: bigint, allowed: bigint) => {
    checks.push({ venue, asset, errorWei: error.toString(), allowedWei: allowed.toString() });
    if (error > allowed) ok = false;
    if (error > largest) largest = error;
  };

  for (const [token, balances] of ledger.balances) {
    const holders = [...balances.keys()].filter((holder) => context.roleOf(holder) !== "issuance");
    let error = 0n;
    for (let start = 0; start < holders.length; start += CHUNK) {
      const chunk = holders.slice(start, start + CHUNK);
      const onChain = await balancesOf(context, token, chunk);
      chunk.forEach((holder, i) => {
        const gap = (onChain[i] ?? 0n) - (balances.get(holder) ?? 0n);
        error += gap < 0n ? -gap : gap;
      });
    }
    add("transfers", context.symbolOf(token), error, 0n);
  }

  const { arithmetic } = context.venues.lending.rules;
  for (const reserve of context.venues.lending.reserves) {
    const { liquidityIndex, borrowIndex } = reserve.indexesAt(context.venues.lending.time);
    const assets = reserve.cash + debtBalance(reserve.scaledDebt, borrowIndex, arithmetic) + reserve.deficit;
    const claims = supplyBalance(reserve.scaledSupply + reserve.accruedToTreasury, liquidityIndex, arithmetic);
    add(
      "lending",
      reserve.symbol,
      claims > assets ? claims - assets : 0n,
      UNITS_PER_OPERATION * (operations.get(reserve.symbol) ?? 0n),
    );
  }
  return { kind: "conservation", ok, maxErrorWei: largest.toString(), checks };
}

async function balancesOf(context: TraceContext, token: string, holders: readonly string[]): Promise<bigint[]> {
  const { deployment, chain } = context.world;
  const data = LENS.encodeFunctionData("balances", [[token], holders]);
  return wordArray(
    await chain.request<string>("eth_call", [{ to: deployment.lens, data, gas: "0x1000000" }, "latest"]),
  );
}
