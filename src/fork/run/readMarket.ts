import { badInput } from "../../errors.ts";
import { didYouMean } from "../../scenario/nearest.ts";
import type { Ways } from "../../world/deployment.ts";
import type { ForkOrigin } from "../../world/forkOrigin.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { Fork } from "../chain/fork.ts";
import type { LendingFacts, ReserveFacts } from "../market/lendingFacts.ts";
import type { PoolFacts } from "../market/poolFacts.ts";
import { poolTokens } from "../market/poolTokens.ts";
import { readLending } from "../market/readLending.ts";
import type { AnyChain } from "../quietly.ts";
import type { ForkKeys } from "./forkKeys.ts";
import { marketPools } from "./marketPools.ts";
import { readFollowers } from "./readFollowers.ts";
import { readUngiven } from "./readUngiven.ts";
import { requirePool } from "./requirePool.ts";

export interface MarketWanted {
  /** What the user's file says of the real chain. */
  fork: ForkKeys;
  /** Symbols that anything in the run names, and where, for errors. */
  named: readonly string[];
  place: string;
  /** Tokens that real accounts have or owe, and e-modes that they are in. */
  assets: readonly string[];
  eModes: readonly number[];
  /** What has to be sold for what: tokens, and symbols. */
  connections: readonly (readonly [string, string])[];
  pairs: readonly (readonly [string, string])[];
  /** Symbols of what moves by itself: the assets whose followers matter. */
  moving: readonly string[];
}

/** What a run takes place on. */
export interface ForkMarket {
  facts: LendingFacts;
  /** What a reserve's price follows on the chain, symbol by symbol. */
  followers: ReadonlyMap<string, string>;
  /** Reserves whose token nobody can be given; no pool of theirs is traded on. */
  ungiven: readonly string[];
  pools: PoolFacts[];
  /** As `Deployment` has them. */
  ways: Ways;
  /** As the report has them. */
  shown: Pick<ForkOrigin, "pools" | "unconnected">;
}

/** The part of a real chain that a run takes place on. `ASSET_UNKNOWN`, and what reading it may meet. */
export async function readMarket(fork: Fork, addresses: VenueAddresses, wanted: MarketWanted): Promise<ForkMarket> {
  const chain: AnyChain = { ...fork.chain, unobserved: fork.unobserved };
  await requirePool(fork, addresses);
  const traded = (await Promise.all((wanted.fork.pools ?? []).map((pool) => poolTokens(chain, pool)))).flat();
  const facts = await readLendingOf(chain, addresses, wanted, traded);
  const missing = wanted.named.find((symbol) => !facts.reserves.some((reserve) => reserve.symbol === symbol));
  if (missing !== undefined) {
    const known = facts.reserves.map(({ symbol }) => symbol);
    throw badInput("ASSET_UNKNOWN", `${missing} is no reserve of ${addresses.protocol} on ${addresses.chain}.`, {
      place: wanted.place,
      hint:
        fork.source === "state" && wanted.fork.assets === undefined
          ? "A recorded state may hold few reserves, and no symbols: name those it has under fork.assets of a scenario's file."
          : `${didYouMean(missing, known)}Listed: ${known.join(", ")}.`,
    });
  }
  const ether = facts.reserves.find(({ asset }) => asset === addresses.wrappedEther)?.symbol;
  const bases = [...wanted.moving, ...(ether === undefined ? [] : [ether])];
  const followers = await readFollowers(chain, facts, bases);
  const ungiven = await readUngiven(chain, facts);
  requireGiven(wanted, ungiven);
  const pools = await marketPools(chain, addresses, facts, { ...wanted, ungiven });
  return { facts, followers, ungiven, ...pools };
}

async function readLendingOf(
  chain: AnyChain,
  addresses: VenueAddresses,
  wanted: MarketWanted,
  traded: readonly string[],
): Promise<LendingFacts> {
  const { fork, named } = wanted;
  const assets = [...wanted.assets, ...(fork.assets === undefined ? traded : [])];
  const pool = addresses.lendingPool;
  const wantedModes = [...new Set([...(fork.eModes ?? []), ...wanted.eModes])];
  if (fork.assets !== undefined) {
    const names = Object.fromEntries(Object.entries(fork.assets).map(([symbol, token]) => [token, symbol]));
    const listed = [...new Set([...Object.keys(names), ...assets])];
    return readLending(chain, pool, { assets: listed, names, eModes: wantedModes });
  }
  const all = await readLending(chain, pool, { eModes: wantedModes });
  const takesPart = ({ symbol, asset }: ReserveFacts) =>
    named.includes(symbol) || assets.includes(asset) || asset === addresses.wrappedEther;
  const reserves = all.reserves.filter(takesPart);
  const inPart = (symbol: string) => reserves.some((reserve) => reserve.symbol === symbol);
  const eModes = all.eModes.map((mode) => ({
    ...mode,
    collateral: mode.collateral.filter(inPart),
    borrowable: mode.borrowable.filter(inPart),
  }));
  return { ...all, reserves, eModes: eModes.filter(({ collateral }) => collateral.length > 0) };
}

/** Whoever opens a position needs what it supplies. `TOKEN_NOT_GIVEN` */
function requireGiven({ pairs, place }: MarketWanted, ungiven: readonly string[]): void {
  const needed = pairs.map(([collateral]) => collateral).find((symbol) => ungiven.includes(symbol));
  if (needed === undefined) return;
  throw badInput(
    "TOKEN_NOT_GIVEN",
    `Nobody can be given ${needed}: its token keeps no balances in words of their own.`,
    {
      place,
      hint: "Take other collateral; real accounts that have it can be found and take part.",
    },
  );
}
