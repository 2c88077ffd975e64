import { badInput } from "../../errors.ts";
import { didYouMean } from "../../scenario/nearest.ts";
import type { Positions } from "../screen/positions.ts";

type Reserve = Positions["reserves"][number];

/** Reserves under names that are each one's own: a symbol that several have gets `-id` behind it. */
export function namedReserves(reserves: readonly Reserve[]): Reserve[] {
  const counts = new Map<string, number>();
  for (const { symbol } of reserves) counts.set(symbol, (counts.get(symbol) ?? 0) + 1);
  return reserves.map((reserve) =>
    counts.get(reserve.symbol) === 1 ? reserve : { ...reserve, symbol: `${reserve.symbol}-${reserve.id}` },
  );
}

/** The reserve that a user names by symbol or address. `ASSET_UNKNOWN`. */
export function reserveNamed(reserves: readonly Reserve[], name: string, option: string): Reserve {
  const wanted = name.toLowerCase();
  const found = reserves.find(({ symbol, asset }) => symbol.toLowerCase() === wanted || asset === wanted);
  if (found !== undefined) return found;
  const symbols = reserves.map(({ symbol }) => symbol);
  throw badInput("ASSET_UNKNOWN", `The pool lists no asset "${name}".`, {
    place: option,
    hint: `${didYouMean(name, symbols)}It lists ${symbols.join(", ")}.`,
  });
}
