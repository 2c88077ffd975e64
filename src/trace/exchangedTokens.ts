import type { PerpEvent } from "./perpEvent.ts";

/** Whose tokens outside the exchange an event of it moved, and by how much; undefined where none. */
export function exchangedTokens(event: PerpEvent): { account: string; token: string; amount: bigint } | undefined {
  const { name } = event;
  if (name === "CollateralDeposited") return { account: event.from, token: event.token, amount: -event.amount };
  if (name === "CollateralWithdrawn") return { account: event.to, token: event.token, amount: event.amount };
  return name === "SeizedSold" ? { account: event.buyer, token: event.token, amount: event.amount } : undefined;
}
