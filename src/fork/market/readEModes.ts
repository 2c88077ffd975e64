import { Interface, type Result } from "ethers";
import { badInput } from "../../errors.ts";
import { askKnown } from "../askKnown.ts";
import type { AnyChain } from "../quietly.ts";
import type { EModeFacts } from "./lendingFacts.ts";
import type { ReadReserve } from "./readReserves.ts";

const ABI = new Interface([
  "function getEModeCategoryData(uint8) view returns (tuple(uint16 ltv, uint16 threshold, uint16 bonus, address priceSource, string label))",
  "function getEModeCategoryCollateralConfig(uint8) view returns (tuple(uint16 ltv, uint16 threshold, uint16 bonus))",
  "function getEModeCategoryLabel(uint8) view returns (string)",
  "function getEModeCategoryCollateralBitmap(uint8) view returns (uint128)",
  "function getEModeCategoryBorrowableBitmap(uint8) view returns (uint128)",
  "function getEModeCategoryLtvzeroBitmap(uint8) view returns (uint128)",
]);
const ONE = 10_000n; // [bps]
const MOST_ID = 255;
/** Categories are numbered as they come, and few are ever removed: so many unused in a row are the end. */
const UNUSED_AT_END = 8;

/** A category, and the symbols of its collateral that carries no new debt in it, as some may since v3.6. */
export interface ReadEMode {
  facts: EModeFacts;
  withoutLtv: string[];
}

/**
 * The e-mode categories by id that some of the reserves are collateral in: those that are found, and those with the ids,
 * which may lie behind a gap that looks like the end; with `only`, no others than these.
 * What a recorded state does not hold of them is left out.
 */
export async function readEModes(
  chain: AnyChain,
  pool: string,
  reserves: readonly ReadReserve[],
  ids: readonly number[] = [],
  only = false,
): Promise<ReadEMode[]> {
  const known = async (name: string, id: number): Promise<Result | undefined> => {
    const answer = await askKnown(chain, pool, ABI.encodeFunctionData(name, [id]));
    return answer === undefined ? undefined : ABI.decodeFunctionResult(name, answer);
  };

  /** Of releases in which an asset may be in many categories. */
  async function liquid(id: number): Promise<ReadEMode | undefined> {
    const [config, label, collateral, borrowable, ltvzero] = await Promise.all(
      ["CollateralConfig", "Label", "CollateralBitmap", "BorrowableBitmap", "LtvzeroBitmap"].map((what) =>
        known(`getEModeCategory${what}`, id),
      ),
    );
    if (config === undefined || collateral === undefined || borrowable === undefined) return undefined;
    const among = ([bitmap]: Result) =>
      reserves.filter(({ facts }) => (bitmap >> BigInt(facts.id)) & 1n).map(({ facts }) => facts.symbol);
    const facts = categoryOf(id, config[0], label?.[0], among(collateral), among(borrowable));
    return { facts, withoutLtv: ltvzero === undefined ? [] : among(ltvzero) };
  }

  /** Of releases in which an asset is in one category, which its settings name. */
  async function plain(id: number): Promise<ReadEMode | undefined> {
    const config = (await known("getEModeCategoryData", id))?.[0];
    if (config === undefined) return undefined;
    if (BigInt(config.priceSource) !== 0n) {
      throw badInput("LENDING_EMODE_PRICE", `E-mode ${id} (${config.label}) of ${pool} has a price of its own.`, {
        hint: "Leave its assets out: prices are one an asset here.",
      });
    }
    const members = reserves.filter(({ settings }) => settings.eMode === id).map(({ facts }) => facts.symbol);
    return { facts: categoryOf(id, config, config.label, members, members), withoutLtv: [] };
  }

  const isLiquid = (await known("getEModeCategoryCollateralBitmap", 1)) !== undefined;
  const readOne = isLiquid ? liquid : plain;
  if (only) return used(await Promise.all(ids.map(readOne)));
  const found = isLiquid
    ? await untilUnused(liquid)
    : await Promise.all([...new Set(reserves.map(({ settings }) => settings.eMode))].filter(Boolean).map(plain));
  const missing = ids.filter((id) => !found.some((each) => each?.facts.id === id));
  return used([...found, ...(await Promise.all(missing.map(readOne)))]);
}

async function untilUnused(readOne: (id: number) => Promise<ReadEMode | undefined>) {
  const found: (ReadEMode | undefined)[] = [];
  for (let from = 1; from <= MOST_ID; from += UNUSED_AT_END) {
    const ids = Array.from({ length: Math.min(UNUSED_AT_END, MOST_ID - from + 1) }, (_, index) => from + index);
    const part = await Promise.all(ids.map(readOne));
    if (used(part).length === 0) break;
    found.push(...part);
  }
  return found;
}

function used(found: readonly (ReadEMode | undefined)[]): ReadEMode[] {
  return found
    .filter((each) => each !== undefined)
    .filter(({ facts }) => facts.liquidationThreshold > 0n && facts.collateral.length > 0)
    .sort((a, b) => a.facts.id - b.facts.id);
}

function categoryOf(
  id: number,
  { ltv, threshold, bonus }: Result,
  label: string | undefined,
  collateral: string[],
  borrowable: string[],
): EModeFacts {
  const above = bonus > ONE ? bonus - ONE : 0n;
  return {
    id,
    label: label || `e-mode ${id}`,
    ltv,
    liquidationThreshold: threshold,
    liquidationBonus: above,
    collateral,
    borrowable,
  };
}
