import { dataSlice, Interface, id } from "ethers";
import { badInput } from "../../errors.ts";
import { encode } from "../../world/encode.ts";
import { read } from "../../world/read.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import { sendAs } from "../sendAs.ts";
import { type LendingOracle, lendingOracle, priceOf, sourceOf } from "./lendingOracle.ts";
import { priceRefused } from "./priceRefused.ts";
import { priceSlot } from "./priceSlot.ts";
import { putFeed } from "./putFeed.ts";

const ADMIN = new Interface([
  "function isPoolAdmin(address) view returns (bool)",
  "function addPoolAdmin(address)",
  "function setAssetSources(address[] assets, address[] sources)",
]);

/**
 * How a price was taken over: another feed set by the lending pool's admin; the code of the feed that it reads replaced;
 * the word written in which that feed keeps its answer.
 */
export type OracleStrategy = "setSource" | "replaceFeed" | "writeSlot";
export const ORACLE_STRATEGIES: readonly OracleStrategy[] = ["setSource", "replaceFeed", "writeSlot"];

/** A price that is now in this process's hands. */
export interface OracleOverride {
  asset: string;
  strategy: OracleStrategy;
  /** The feed that lending reads. It takes `transmit` from the transmitter unless the strategy is `writeSlot`. */
  feed: string;
  /** Why strategies tried before did not do. */
  refused: { strategy: OracleStrategy; reason: string }[];
  /** Makes lending see a price, in its oracle's decimals. */
  set(price: bigint): Promise<void>;
}

export interface OracleRequest {
  pool: string;
  asset: string;
  /** Owner and transmitter of a feed that is put in place. */
  transmitter: string;
  /** The price to begin with; today's if absent. */
  price?: bigint;
  /** Strategies to try, in order; all if absent. */
  strategies?: readonly OracleStrategy[];
}

/**
 * Takes an asset's price over, by the first strategy that lending afterwards reads the price from. Tried while blocks
 * mine themselves. `ORACLE_PRICE_UNKNOWN`, `ORACLE_NOT_OVERRIDABLE`.
 */
export async function overrideOracle(chain: AnyChain, request: OracleRequest): Promise<OracleOverride> {
  const { pool, asset, strategies = ORACLE_STRATEGIES } = request;
  const lending = await lendingOracle(chain, pool);
  const price = request.price ?? (await priceOf(chain, lending.oracle, asset));
  if (price === undefined) {
    throw badInput("ORACLE_PRICE_UNKNOWN", `The price of ${asset} cannot be read from the pool's oracle.`, {
      hint: "Its feed is not in the recorded state: give the price to begin with.",
    });
  }
  const refused: OracleOverride["refused"] = [];
  for (const strategy of strategies) {
    const snapshot = await chain.request("evm_snapshot");
    try {
      const taken = await quietly(chain, () => TAKE[strategy](chain, lending, request));
      await taken.set(price);
      const seen = await priceOf(chain, lending.oracle, asset);
      if (seen !== price) throw new Error(`the oracle then answers ${seen ?? "nothing"}, not ${price}`);
      return { asset, strategy, refused, ...taken };
    } catch (error) {
      refused.push({ strategy, reason: (error as Error).message });
    }
    await chain.request("evm_revert", [snapshot]);
  }
  throw badInput("ORACLE_NOT_OVERRIDABLE", `The price of ${asset} cannot be taken over.`, {
    hint: `Tried: ${refused.map(({ strategy, reason }) => `${strategy} (${reason})`).join("; ")}.`,
  });
}

type Taken = Pick<OracleOverride, "feed" | "set">;
type Take = (chain: AnyChain, lending: LendingOracle, request: OracleRequest) => Promise<Taken>;

const TAKE: Record<OracleStrategy, Take> = {
  async setSource(chain, { oracle, aclManager, aclAdmin, decimals }, { asset, transmitter }) {
    const feed = dataSlice(id(`feed of ${asset.toLowerCase()}`), 12);
    await putFeed(chain, feed, decimals, { owner: transmitter, transmitter });
    const [isAdmin] = await read(chain, aclManager, ADMIN, "isPoolAdmin", [aclAdmin]);
    const calls = [
      ...(isAdmin ? [] : [[aclManager, ADMIN.encodeFunctionData("addPoolAdmin", [aclAdmin])] as const]),
      [oracle, ADMIN.encodeFunctionData("setAssetSources", [[asset], [feed]])] as const,
    ];
    for (const [to, data] of calls) {
      if (!(await sendAs(chain, aclAdmin, to, data))) throw new Error(`the pool's admin ${aclAdmin} is refused`);
    }
    return transmitting(chain, feed, transmitter);
  },

  async replaceFeed(chain, { oracle, decimals }, { asset, transmitter }) {
    const feed = await sourceOf(chain, oracle, asset);
    if (BigInt(feed) === 0n) throw new Error("the oracle has no feed for it");
    await putFeed(chain, feed, decimals, { owner: transmitter, transmitter });
    return transmitting(chain, feed, transmitter);
  },

  async writeSlot(chain, { oracle }, { asset }) {
    const feed = await sourceOf(chain, oracle, asset);
    const slot = await priceSlot(chain, oracle, asset);
    if (slot === undefined) throw new Error("no word that its feed reads holds the price");
    return { feed, set: (price) => slot.write(price) };
  },
};

function transmitting(chain: AnyChain, feed: string, transmitter: string): Taken {
  return {
    feed,
    async set(price) {
      if (price <= 0n || !(await sendAs(chain, transmitter, feed, encode("transmit", [price]))))
        throw priceRefused(price);
    },
  };
}
