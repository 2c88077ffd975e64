import { Interface } from "ethers";
import { FaultlineError } from "../errors.ts";
import { read } from "../world/read.ts";
import { callWith } from "./callWith.ts";
import { type AnyChain, quietly } from "./quietly.ts";
import { type ReadSlot, readSlots } from "./readSlots.ts";
import { wordOf } from "./state/words.ts";

const TOKEN = new Interface(["function balanceOf(address) view returns (uint256)"]);
/** A balance that nobody has by accident, small enough for any field that balances are kept in. */
const PROBE = 0x1f2e3d4c5b6an;

/**
 * Gives `holder` exactly `amount` of a token by writing its balance, where the token keeps it; total supply stays as it
 * is. `FUND_SLOT_NOT_FOUND` where a balance is not kept in a slot of its own, as that of a token that bears interest.
 */
export async function fund(chain: AnyChain, token: string, holder: string, amount: bigint): Promise<void> {
  await quietly(chain, async () => {
    const { account, slot } = await balanceSlot(chain, token, holder);
    await chain.request("hardhat_setStorageAt", [account, shortSlot(slot), wordOf(amount)]);
    if ((await balanceOf(chain, token, holder)) !== amount) throw notFound(token);
  });
}

/** Where a token keeps the balance of `holder`: the slot that `balanceOf` reads and that, once changed, is the answer. */
export async function balanceSlot(chain: AnyChain, token: string, holder: string): Promise<ReadSlot> {
  const data = TOKEN.encodeFunctionData("balanceOf", [holder]);
  for (const { account, slot, value } of await readSlots(chain, token, data)) {
    const answer = await callWith(chain, token, data, { account, slot, value: wordOf(PROBE) });
    if (answer === wordOf(PROBE)) return { account, slot, value };
  }
  throw notFound(token);
}

async function balanceOf(chain: AnyChain, token: string, holder: string): Promise<bigint> {
  return (await read(chain, token, TOKEN, "balanceOf", [holder]))[0];
}

/** The node takes slots as quantities, without leading zeros. */
function shortSlot(slot: string): string {
  return `0x${BigInt(slot).toString(16)}`;
}

function notFound(token: string): FaultlineError {
  return new FaultlineError("FUND_SLOT_NOT_FOUND", `Token ${token} does not keep balances in slots of their own.`, {
    hint: "Give the holder the token that it wraps, or take it from an account that has some.",
  });
}
