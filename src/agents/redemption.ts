import type { Vault } from "../venues/vault.ts";
import type { Intent } from "./agent.ts";
import type { InstantAssets } from "./instantAssets.ts";
import { vaultCall } from "./vaultCalls.ts";

/** A part that is left on a redemption that empties the pot: what others do before it moves the price a little. */
const SLACK_SHARE = 10_000n;

/** Redeems shares: at once what the vault pays at once, the rest by request. */
export function redeemAll(pot: InstantAssets, vault: Vault, account: string, shares: bigint, tip: bigint): Intent[] {
  const { address } = vault.info;
  const shared = { tip, subject: account };
  const most = pot.redeemable(vault, shares);
  const atOnce = most === shares ? most : most - most / SLACK_SHARE;
  const paid = pot.worth(vault, atOnce) > 0n;
  const intents: Intent[] = [];
  if (paid) {
    pot.take(vault, most);
    const call = vaultCall(address, account, "redeem", [atOnce, account, account]);
    intents.push({ ...call, ...shared, action: "redeem" });
  }
  const rest = shares - (paid ? atOnce : 0n);
  if (rest === 0n) return intents;
  const call = vaultCall(address, account, "requestRedeem", [rest, account, account]);
  return [...intents, { ...call, ...shared, action: "request" }];
}

/** Claims what was fulfilled of an account's requests. */
export function claimAll(vault: Vault, account: string, tip: bigint): Intent[] {
  const { register, info } = vault;
  return register
    .requestsOf(account)
    .filter((request) => register.claimable(request) > 0n)
    .map(({ id }) => {
      const call = vaultCall(info.address, account, "claimRedeem", [id, account]);
      return { ...call, tip, subject: account, action: "claim" };
    });
}
