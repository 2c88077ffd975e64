import { WAD } from "../../units.ts";
import type { Session } from "../session.ts";

/** Most accounts that are measured: each is a call that goes through every venue's books. */
const MOST = 60;

/** The user, and those whose debt or positions are the largest for what is behind them in any one venue. */
export function leveredAccounts({ world, venues }: Session): { account: string; group: string }[] {
  const { lending, perps } = venues;
  const { user } = world.deployment.roles;
  const vaults = new Set(world.deployment.vaults.map(({ address }) => address));
  const heights = new Map<string, { group: string; height: bigint }>();
  const note = (account: string, group: string, exposure: bigint, equity: bigint) => {
    if (exposure === 0n || vaults.has(account)) return;
    const height = equity > 0n ? (exposure * WAD) / equity : WAD ** 2n;
    if (height > (heights.get(account)?.height ?? -1n)) heights.set(account, { group, height });
  };
  for (const position of lending.positions) {
    const { collateralBase, debtBase } = lending.accountData(position);
    if (debtBase > 0n) note(position.account, position.group, collateralBase, collateralBase - debtBase);
  }
  for (const account of perps?.accounts ?? []) {
    if (account.positions.size === 0) continue;
    const { equity, notional } = (perps as NonNullable<typeof perps>).marginOf(account);
    note(account.account, account.group, notional, equity);
  }
  const others = [...heights].filter(([account]) => account !== user);
  others.sort(([, a], [, b]) => (a.height > b.height ? -1 : a.height < b.height ? 1 : 0));
  const levered = others.slice(0, MOST).map(([account, { group }]) => ({ account, group }));
  return [{ account: user, group: "user" }, ...levered];
}
