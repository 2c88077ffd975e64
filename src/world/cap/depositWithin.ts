import { vaultOf } from "../../scenario/vaultOf.ts";
import { WAD } from "../../units.ts";
import type { Openings } from "../openings.ts";
import { read } from "../read.ts";
import type { Call } from "../transaction.ts";
import type { Holder, World } from "../world.ts";
import { type Granted, largestCall } from "./largestCall.ts";
import type { OpeningCap } from "./openingCap.ts";
import { REGISTRY } from "./registryAbi.ts";
import { stakeGrowth } from "./stakeGrowth.ts";
import { toBase } from "./toBase.ts";
import { usdOf } from "./usdOf.ts";

/** A deposit into a vault, in smallest units of what the depositor has in hand. */
export interface Deposit {
  holder: Holder;
  vault: string;
  amount: bigint;
}

/** Lets each deposit as much as the registry lets it, and keep the rest. */
export async function depositWithin(
  world: World,
  cap: OpeningCap,
  openings: Openings,
  deposits: readonly Deposit[],
  settle: (calls: readonly Call[]) => Promise<void>,
): Promise<void> {
  const { chain, scenario, deployment } = world;
  for (const part of cap.batches(deposits)) {
    await settle([...cap.pokes(), ...part.flatMap((deposit) => callsOf(deposit, deposit.amount).slice(0, -1))]);
    const granted = await Promise.all(part.map(ask));
    await settle(part.flatMap((deposit, i) => take(deposit, granted[i] ?? { amount: 0n })));
  }

  async function ask(deposit: Deposit): Promise<Granted> {
    const { holder, vault, amount: wanted } = deposit;
    const { asset } = vaultOf(scenario, vault);
    const registry = deployment.guards?.registry ?? "";
    const [{ leverage }] = await read(chain, registry, REGISTRY, "getSnapshot", [deployment.tokens[vault]]);
    const worth = (amount: bigint) => toBase(scenario, usdOf(scenario, asset, amount));
    const exposureOf = (amount: bigint) => (worth(amount) * (leverage > WAD ? leverage : WAD)) / WAD;
    const equityOf = (amount: bigint) => (worth(amount) * (scenario.treatments?.cap?.weights.shares ?? WAD)) / WAD;
    const call = (amount: bigint) => callsOf(deposit, amount).at(-1) as Call;
    const step = { account: holder.address, wanted, call, exposureOf, equityOf };
    return largestCall(stakeGrowth(cap, step, 0n));
  }

  function take(deposit: Deposit, { amount, refused }: Granted): Call[] {
    const { asset } = vaultOf(scenario, deposit.vault);
    if (refused !== undefined) {
      const [wantedUsd, gotUsd] = [usdOf(scenario, asset, deposit.amount), usdOf(scenario, asset, amount)];
      cap.record(deposit.holder, deposit.vault, refused, wantedUsd, gotUsd);
    }
    return amount === 0n ? [] : callsOf(deposit, amount).slice(-1);
  }

  function callsOf({ holder, vault }: Deposit, amount: bigint): Call[] {
    return openings.deposit(vault, holder.address, amount);
  }
}
