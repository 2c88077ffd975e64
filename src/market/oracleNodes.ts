import type { Intent } from "../agents/agent.ts";
import { TIPS } from "../agents/tips.ts";
import { recordedPrices } from "../scenario/replayBlocks.ts";
import { rescale, WAD } from "../units.ts";
import type { AmmPool, AmmVenue } from "../venues/ammVenue.ts";
import { encode, GAS } from "../world/encode.ts";
import type { World } from "../world/world.ts";
import { FeedPrinter } from "./feedPrinter.ts";
import { ObservedPrice } from "./observedPrice.ts";
import type { OutsidePrice } from "./outsideMarket.ts";

interface Node {
  symbol: string;
  pool: AmmPool | undefined;
  seen: ObservedPrice;
  printer: FeedPrinter;
  /** The same rules driven by the exogenous path alone. */
  shadowSeen: ObservedPrice;
  shadow: FeedPrinter;
}

/** The nodes behind every feed with a price of its own. */
export class OracleNodes {
  readonly #world: World;
  readonly #nodes: Node[] = [];
  /** Feeds that a replay prints in the recorded order: their nodes keep the counterfactual and send nothing. */
  readonly #recorded: ReadonlySet<string>;

  constructor(world: World, amm: AmmVenue) {
    this.#world = world;
    this.#recorded = recordedPrices(world.loaded.replay);
    const { scenario, time } = world;
    for (const [symbol, asset] of Object.entries(scenario.assets)) {
      if (asset.priceUsd === undefined) continue;
      const pool = asset.quote === undefined ? undefined : amm.poolOf(symbol, asset.quote);
      const seen = () => new ObservedPrice(asset.feed, scenario.chain.blockSeconds, pool);
      const printer = () =>
        new FeedPrinter(asset.feed, scenario.lending.baseCurrencyDecimals, asset.priceUsd as bigint, time);
      this.#nodes.push({ symbol, pool, seen: seen(), printer: printer(), shadowSeen: seen(), shadow: printer() });
    }
  }

  /** Whether a print waits for its latency. */
  get busy(): boolean {
    return this.#nodes.some((node) => this.#shown(node).busy);
  }

  /** What the counterfactual oracle shows, USD [wad]. */
  get counterfactual(): ReadonlyMap<string, bigint> {
    return new Map(this.#nodes.map((node) => [node.symbol, node.shadow.printed]));
  }

  /** Shows each node the block's prices; returns the prints it sends, and their prices by asset, USD [wad]. */
  step(
    block: number,
    time: number,
    outside: ReadonlyMap<string, OutsidePrice>,
    amm: AmmVenue,
  ): { intents: Intent[]; prints: Map<string, bigint> } {
    const { deployment, scenario } = this.#world;
    const intents: Intent[] = [];
    const prints = new Map<string, bigint>();
    for (const node of this.#nodes) {
      const price = outside.get(node.symbol) as OutsidePrice;
      const quote = node.pool && outside.get(node.pool.quote);
      const quoteUsd = quote?.reference ?? WAD;
      const pool = node.pool && amm.poolOf(node.pool.base, node.pool.quote);
      const poolUsd = pool === undefined ? price.reference : (amm.priceOf(pool) * quoteUsd) / WAD;

      const path = node.shadowSeen.see(price.exogenous, price.exogenous, quote?.exogenous ?? WAD);
      const alone = node.shadow.observe(block, time, path);
      const seen = node.printer.observe(block, time, node.seen.see(price.reference, poolUsd, quoteUsd));
      const printed = this.#shown(node) === node.shadow ? alone : seen;
      if (printed === undefined || this.#recorded.has(node.symbol)) continue;
      prints.set(node.symbol, printed);
      intents.push({
        from: deployment.roles.oracleNode,
        to: deployment.feeds[node.symbol] ?? "",
        data: encode("transmit", [rescale(printed, 18, scenario.lending.baseCurrencyDecimals)]),
        gas: GAS.transmit,
        tip: TIPS.oracle,
        action: "print",
        subject: node.symbol,
      });
    }
    return { intents, prints };
  }

  /** What a node's feed shows: with the price channel cut, what the exogenous path alone gives. */
  #shown(node: Node): FeedPrinter {
    return this.#world.scenario.channels.price ? node.printer : node.shadow;
  }
}
