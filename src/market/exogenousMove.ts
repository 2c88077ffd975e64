import type { Intent } from "../agents/agent.ts";
import { TIPS } from "../agents/tips.ts";
import type { Scenario } from "../scenario/schema.ts";
import { WAD } from "../units.ts";
import type { AmmVenue } from "../venues/ammVenue.ts";
import { encode, GAS } from "../world/encode.ts";
import type { World } from "../world/world.ts";
import type { OutsidePrice } from "./outsideMarket.ts";

type Prices = ReadonlyMap<string, OutsidePrice>;

/** How an exogenous move reaches the pools; a shock or a slash arrives everywhere at once unless the scenario says otherwise. */
export function arrivalOf({ market, changes }: Pick<Scenario, "market" | "changes">): "everywhere" | "reference" {
  const { arrival, paths } = market;
  const isSudden = paths.length > 0 || changes.some(({ kind }) => kind === "slash");
  return arrival ?? (isSudden && paths.every((path) => path.kind === "shock") ? "everywhere" : "reference");
}

/**
 * The lab's own transactions of a block: the posted reference prices that changed, and, where the exogenous move
 * arrives everywhere, the trades that carry it to each pool. `amm` is moved as those trades will move the chain. A pool
 * of something without a price outside, as a vault's share, is moved by nobody but who trades in it.
 */
export function exogenousMove(world: World, before: Prices, now: Prices, amm: AmmVenue): Intent[] {
  const { deployment, scenario } = world;
  const shared = { from: deployment.roles.lab, to: deployment.externalMarket, tip: TIPS.lab };
  const intents: Intent[] = [];

  const changed = [...now].filter(([symbol, price]) => before.get(symbol)?.reference !== price.reference);
  if (changed.length > 0) {
    const args = [changed.map(([symbol]) => deployment.tokens[symbol]), changed.map(([, price]) => price.reference)];
    intents.push({ ...shared, data: encode("post", args), gas: GAS.post, action: "post", subject: "prices" });
  }
  if (arrivalOf(scenario) === "reference") return intents;

  for (const pool of amm.pools) {
    if (!now.has(pool.base) || !now.has(pool.quote)) continue;
    const was = ratio(before, pool.base, pool.quote);
    const is = ratio(now, pool.base, pool.quote);
    if (was === is) continue;
    const target = amm.sqrtPriceAt(pool, (amm.priceOf(pool) * is) / was);
    amm.moveTo(pool, target);
    intents.push({
      ...shared,
      data: encode("reprice", [pool.address, target]),
      gas: GAS.reprice,
      action: "carry",
      subject: pool.address,
    });
  }
  return intents;
}

function ratio(prices: Prices, base: string, quote: string): bigint {
  return ((prices.get(base)?.exogenous ?? WAD) * WAD) / (prices.get(quote)?.exogenous ?? WAD);
}
