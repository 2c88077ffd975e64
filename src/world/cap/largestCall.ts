import { aimBelow } from "./aimBelow.ts";
import type { Refused } from "./openingCap.ts";

/** Each try shrinks at least so far, in thousandths, and twice as far as the one before: the last leaves nothing. */
const TRIES = 11n;

/** What is to be opened as large as the registry lets it. */
export interface Growth {
  wanted: bigint;
  /** Why an amount would be refused now. */
  ask(amount: bigint): Promise<Refused | undefined>;
  /** The amount that ends at a leverage of `aim`, given the leverage [wad] that one ends at which was refused. */
  size(aim: bigint, amount: bigint, leverage: bigint): Promise<bigint>;
}

/** What of it may be sent, and what was said to the whole of it. */
export interface Granted {
  amount: bigint;
  refused?: Refused;
}

/**
 * Asks for all that is wanted, and where the account's cap is in the way, for as much as ends just below it. Caps on
 * assets and on the system refuse by stored figures that no size changes: whoever comes while they are exceeded gets
 * nothing.
 */
export async function largestCall({ wanted, ask, size }: Growth): Promise<Granted> {
  if (wanted === 0n) return { amount: 0n };
  const refused = await ask(wanted);
  if (refused === undefined) return { amount: wanted };
  if (refused.scope !== "account") return { amount: 0n, refused };

  const aim = aimBelow(refused.limit);
  let [amount, answer]: [bigint, Refused | undefined] = [wanted, refused];
  for (let step = 0n; step < TRIES; step++) {
    const fitted = await size(aim, amount, answer.value);
    const shrunk = (amount * (1_000n - (1n << step))) / 1_000n;
    amount = fitted < shrunk ? fitted : shrunk;
    if (amount <= 0n) break;
    answer = await ask(amount);
    if (answer === undefined) return { amount, refused };
  }
  return { amount: 0n, refused };
}
