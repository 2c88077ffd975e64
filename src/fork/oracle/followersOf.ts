import { WAD } from "../../units.ts";
import { addressAt, wordAt } from "../../venues/words.ts";
import { ask } from "../ask.ts";
import { askKnown } from "../askKnown.ts";
import { overrideOf } from "../curve/pricedFeed.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import { priceCall, sourceCall } from "./lendingOracle.ts";

/** What an asset's feed is moved by to see who follows: down, since a cap or a smaller price beside it hides a rise. */
const PROBE = -WAD / 5n;

/** An asset whose price moves with another's. Prices in the oracle's decimals. */
export interface Follower {
  asset: string;
  price: bigint;
  /** When the other's feed has changed; undefined where its own then gives no price. */
  moved: bigint | undefined;
}

/**
 * Which of `assets` lending prices through the feed that it reads for one asset: the others whose price changes when
 * that feed answers a price changed by `change` [wad]. A composed or capped price follows if it reads that very feed; one
 * that reads what lies behind it does not. Nothing is said of a price that depends on what a recorded state lacks.
 */
export function followersOf(
  chain: AnyChain,
  oracle: string,
  asset: string,
  assets: readonly string[],
  change = PROBE,
): Promise<Follower[]> {
  return quietly(chain, async () => {
    const priceOf = async (of: string) => positive(await askKnown(chain, oracle, priceCall(of)));
    const [answer, price] = await Promise.all([askKnown(chain, oracle, sourceCall(asset)), priceOf(asset)]);
    if (answer === undefined || price === undefined) return [];
    const source = addressAt(answer, 0);
    const code = await chain.request<string>("eth_getCode", [source, "latest"]);
    const override = overrideOf([{ asset, symbol: asset, price, source, code }], change);

    const found: Follower[] = [];
    for (const other of assets) {
      if (other.toLowerCase() === asset.toLowerCase()) continue;
      const before = await priceOf(other);
      if (before === undefined) continue;
      const moved = positive(await ask(chain, oracle, priceCall(other), override));
      if (moved !== before) found.push({ asset: other, price: before, moved });
    }
    return found;
  });
}

/** A price as the oracle answers it; undefined where it has none. */
function positive(answer: string | undefined): bigint | undefined {
  return answer === undefined ? undefined : wordAt(answer, 0) || undefined;
}
