import type { VaultBook } from "../venues/vaultBook.ts";
import type { TraceContext } from "./context.ts";
import { usdText } from "./format.ts";
import type { Ledger } from "./ledger.ts";
import type { RedemptionQueue } from "./redemptionQueue.ts";
import type { ShareValue } from "./shareValue.ts";
import type { ShareholderRow } from "./vaultRow.ts";

/** Writes every external holder with shares, with claims on a vault or with tokens in its wallet, by the chain's own logs. */
export function writeShareholders(
  context: TraceContext,
  book: VaultBook,
  phase: ShareholderRow["phase"],
  of: { ledger: Ledger; queues: ReadonlyMap<string, RedemptionQueue>; value: ShareValue },
): void {
  const { tokens } = context.world.deployment;
  const plain = Object.entries(tokens).filter(([symbol]) => book.of(symbol) === undefined);
  for (const { address, group } of context.world.holders) {
    const held = (token: string) => of.ledger.balances.get(token)?.get(address) ?? 0n;
    const shares: ShareholderRow["shares"] = {};
    const wallet: ShareholderRow["wallet"] = {};
    let [worth, walletWorth] = [0n, 0n];
    for (const { info } of book.vaults) {
      const queue = of.queues.get(info.address);
      const [own, pending] = [held(info.address), queue?.pending.get(address) ?? 0n];
      const claimable = queue?.claimable.get(address) ?? 0n;
      if (own + pending + claimable === 0n) continue;
      shares[info.symbol] = {
        held: own.toString(),
        pending: pending.toString(),
        claimable: claimable.toString(),
      };
      worth += of.value.usd(info.symbol, own + pending) + of.value.usd(info.asset, claimable);
    }
    for (const [symbol, token] of plain) {
      const amount = held(token);
      if (amount === 0n) continue;
      wallet[symbol] = amount.toString();
      walletWorth += of.value.usd(symbol, amount);
    }
    if (Object.keys(shares).length === 0 && Object.keys(wallet).length === 0) continue;
    const values = { valueUsd: usdText(worth), wallet, walletUsd: usdText(walletWorth) };
    context.write({ kind: "shareholder", phase, account: address, group, shares, ...values });
  }
}
