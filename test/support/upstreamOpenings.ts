import { encode, GAS, MAX_UINT } from "../../src/world/encode.ts";
import type { UpstreamAssets, UpstreamSymbol } from "./upstreamAssets.ts";
import { amountOf, type UpstreamBorrower } from "./upstreamBorrowers.ts";
import type { UpstreamCall, UpstreamChain } from "./upstreamChain.ts";

const VARIABLE = 2;
/** Dollars of 8 decimals that each asset's lender supplies. */
const SUPPLIED = 50_000_000n * 10n ** 8n;

/** Where a real lending pool stands, and who deployed it and is rich in every asset. */
export interface UpstreamLending {
  pool: string;
  owner: string;
  debtTokens: Record<UpstreamSymbol, string>;
}

/** Lets the owner lend, and each account do what it does; the owner supplies in its name, as anybody may. */
export async function openUpstreamPositions(
  chain: UpstreamChain,
  { pool, owner, debtTokens }: UpstreamLending,
  assets: UpstreamAssets,
  borrowers: readonly UpstreamBorrower[],
): Promise<void> {
  const at = (symbol: UpstreamSymbol) => assets[symbol].address;
  const call = (from: string, to: string, gas: number, name: string, ...args: unknown[]): UpstreamCall => ({
    from,
    to,
    data: encode(name, args),
    gas,
  });
  const each = (select: (borrower: UpstreamBorrower) => UpstreamCall[]) => chain.send(borrowers.flatMap(select));

  await chain.transactor.adopt([owner, ...borrowers.map(({ account }) => account)]);
  await chain.send(
    Object.values(assets).flatMap(({ symbol, address }) => [
      call(owner, address, GAS.token, "approve", pool, MAX_UINT),
      call(owner, pool, GAS.supply, "supply", address, amountOf(assets, symbol, SUPPLIED), owner, 0),
    ]),
  );
  await each(({ account, collateral }) =>
    collateral.map(({ symbol, amount }) => call(owner, pool, GAS.supply, "supply", at(symbol), amount, account, 0)),
  );
  await each(({ account, eMode }) => (eMode === 0 ? [] : [call(account, pool, GAS.supply, "setUserEMode", eMode)]));
  await each(({ account, debt, fate }) =>
    debt.flatMap(({ symbol, amount }) => {
      const borrow = (from: string) => call(from, pool, GAS.borrow, "borrow", at(symbol), amount, VARIABLE, 0, account);
      if (fate === "lender") return [];
      if (fate !== "delegated") return [borrow(account)];
      return [call(account, debtTokens[symbol], GAS.token, "approveDelegation", owner, amount), borrow(owner)];
    }),
  );
  await each(({ account, debt, fate }) =>
    debt.flatMap(({ symbol, amount }) => {
      const repay = (sum: bigint) => [call(owner, pool, GAS.repay, "repay", at(symbol), sum, VARIABLE, account)];
      // More than is owed is all of it; the owner may not ask for all of another's.
      return fate === "repaid" ? repay(amount * 2n) : fate === "halfRepaid" ? repay(amount / 2n) : [];
    }),
  );
}
