import { Interface } from "ethers";
import type { LendingFacts } from "../market/lendingFacts.ts";
import type { AnyChain } from "../quietly.ts";
import { readSlots } from "../readSlots.ts";
import { mappingEntry } from "../state/mappingEntry.ts";
import { wordOf } from "../state/words.ts";

const VIEWS = new Interface([
  "function getUserConfiguration(address) view returns (uint256)",
  "function getUserEMode(address) view returns (uint256)",
  "function scaledBalanceOf(address) view returns (uint256)",
]);
/** Mappings by account are looked for at these first slots of a contract. */
const POSITIONS = 128;
/** Below this, asking one by one is as quick. */
const LEAST = 8;

/** A view by account, and who is asked. */
interface View {
  to: string;
  name: string;
  accounts: readonly string[];
}

/**
 * Fetches what the lab will read of many real accounts, a few posts for each contract instead of one for each slot: how
 * one account's slots are found tells where all others' are. What is not foreseen is read one by one, as ever. Nothing
 * happens on a chain that is not far away.
 */
export async function foreseeAccounts(
  chain: AnyChain,
  { pool, reserves }: Pick<LendingFacts, "pool" | "reserves">,
  debts: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const accounts = [...debts.keys()];
  if (chain.prefetch === undefined || accounts.length < LEAST) return;
  const views: View[] = [
    { to: pool, name: "getUserConfiguration", accounts },
    { to: pool, name: "getUserEMode", accounts },
    ...reserves.map(({ aToken }) => ({ to: aToken, name: "scaledBalanceOf", accounts })),
    ...reserves.map(({ asset, debtToken }) => {
      const owing = accounts.filter((account) => debts.get(account)?.includes(asset));
      return { to: debtToken, name: "scaledBalanceOf", accounts: owing };
    }),
  ];
  for (const { to, name, accounts: asked } of views.filter((view) => view.accounts.length >= LEAST)) {
    const [first = ""] = asked;
    const entries = new Map(positions().map((position) => [mappingEntry(first, position), position]));
    for (const { account, slot } of await readSlots(chain, to, VIEWS.encodeFunctionData(name, [first]))) {
      const position = entries.get(slot);
      if (position === undefined) continue;
      await chain.prefetch(
        account,
        asked.map((each) => mappingEntry(each, position)),
      );
    }
  }
}

function positions(): string[] {
  return Array.from({ length: POSITIONS }, (_, index) => wordOf(BigInt(index)));
}
