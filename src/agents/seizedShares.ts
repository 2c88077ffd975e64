import type { Intent, View } from "./agent.ts";
import { gasCostUsd } from "./gasCost.ts";
import { InstantAssets } from "./instantAssets.ts";
import { toUsd } from "./liquidationPlan.ts";
import { claimAll, redeemAll } from "./redemption.ts";

const EXPECTED_GAS = 700_000n;

/**
 * Turns the shares that an account came to hold into the assets of their vaults: claims what was served, redeems at once
 * what the vault pays at once, and requests the rest. `held` says what of a share it wants to be rid of; only shares that
 * no pool trades for `wanted` go this way.
 */
export function turnShares(
  view: View,
  account: string,
  wanted: string,
  held: (symbol: string) => bigint,
  tip: bigint,
): Intent[] {
  if (view.vaults === undefined || view.isWaiting(account)) return [];
  const pot = new InstantAssets(view);
  return view.vaults.vaults.flatMap((vault) => {
    const { symbol } = vault.info;
    const claims = claimAll(vault, account, tip);
    const shares = view.amm.leads(symbol, wanted) ? 0n : held(symbol);
    if (shares <= 0n || toUsd(view, symbol, shares, vault.shareUnit) <= gasCostUsd(view, EXPECTED_GAS)) return claims;
    return [...claims, ...redeemAll(pot, vault, account, shares, tip)];
  });
}
