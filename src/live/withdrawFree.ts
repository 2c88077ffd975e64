import { BPS } from "../units.ts";
import { encode, GAS } from "../world/encode.ts";
import { perpsOf } from "./perpsOf.ts";
import { sendLive } from "./sendLive.ts";
import type { Session } from "./session.ts";

/**
 * Sends the user's free margin in the quote token back to its wallet and returns how much that was: all of it without a
 * position; beside one what initial margin leaves, less a basis point of notional for the funding until then. [quote]
 */
export async function withdrawFree(session: Session): Promise<bigint> {
  const { deployment } = session.world;
  const { user } = deployment.roles;
  const book = await perpsOf(session);
  const account = book.known(user);
  if (account.orders.size > 0) return 0n;
  const { equity, initial, maintenance, notional } = book.marginOf(account);
  const free = equity - (initial > maintenance ? initial : maintenance) - notional / BPS;
  const amount = account.positions.size === 0 || free > account.settled ? account.settled : free;
  if (amount <= 0n) return 0n;

  const data = encode("withdraw", [deployment.tokens[book.venue.quote], amount, user]);
  await sendLive(session.world, { from: user, to: book.venue.exchange, data, gas: GAS.perpTrade });
  await session.refresh();
  return amount;
}
