import { dataSlice, id } from "ethers";
import { badInput, FaultlineError } from "../../errors.ts";
import { addressAt } from "../../venues/words.ts";
import type { Upstream } from "../preflight.ts";
import { toHex } from "../rpc/pin.ts";
import type { RpcClient } from "../rpc/rpcClient.ts";
import type { Positions } from "../screen/positions.ts";
import { viewCall } from "../screen/viewCall.ts";
import type { Override, ViewReader } from "../screen/viewReader.ts";
import { standInCode } from "./standIn.ts";

const WAD = 10n ** 18n;

/** The feed that lending reads an asset's price from: of a capped or composed price the outermost. */
export interface PricedFeed {
  asset: string;
  symbol: string;
  /** In the oracle's unit, before anything is moved. */
  price: bigint;
  source: string;
  /** The source's own code. */
  code: string;
}

/** The price after a change [wad], rounded down. */
export function movedPrice(price: bigint, change: bigint): bigint {
  return (price * (WAD + change)) / WAD;
}

/** Reads where lending gets the prices of some reserves. `ORACLE_PRICE_UNKNOWN`, `ORACLE_NOT_OVERRIDABLE`. */
export async function readFeeds(
  client: RpcClient,
  upstream: Upstream,
  reader: ViewReader,
  { oracle }: Positions,
  reserves: readonly Positions["reserves"][number][],
): Promise<PricedFeed[]> {
  const sources = await reader.readAll(
    reserves.map(({ asset }) => viewCall(oracle, "getSourceOfAsset(address)", [asset])),
  );
  return Promise.all(
    reserves.map(async ({ asset, symbol, price }, index) => {
      if (price === null) {
        throw badInput("ORACLE_PRICE_UNKNOWN", `The pool's oracle has no price of ${symbol} to move.`, {
          place: oracle,
        });
      }
      const source = addressAt(sources[index]!, 0);
      const code = await client.call("eth_getCode", [source, toHex(upstream.number)], upstream);
      if (typeof code === "string" && code.length > 2) return { asset, symbol, price, source, code };
      throw notOverridable(symbol, "the oracle has no feed of its own for it", client.place);
    }),
  );
}

/** Stands in for feeds, each at its price after the change; their own code answers what else is asked of them. */
export function overrideOf(feeds: readonly PricedFeed[], change: bigint): Override {
  const override: Override = {};
  for (const { source, code, price } of feeds) {
    const original = dataSlice(id(`code of ${source}`), 12);
    override[original] = { code };
    override[source] = { code: standInCode(movedPrice(price, change), original) };
  }
  return override;
}

/** The fault of a feed whose price cannot be moved. */
export function notOverridable(symbol: string, reason: string, place: string): FaultlineError {
  return new FaultlineError("ORACLE_NOT_OVERRIDABLE", `The price of ${symbol} cannot be moved: ${reason}.`, {
    place,
    hint: "Look at another asset, or at a block at which its feed is a contract.",
    exitCode: 2,
  });
}
