import { wordAt } from "../../venues/words.ts";
import type { Positions } from "../screen/positions.ts";
import { viewCall } from "../screen/viewCall.ts";
import type { ViewReader } from "../screen/viewReader.ts";

/** Of a reserve's settings, up to v3.1: the one category that it is in. */
const CATEGORY_BIT = 168n;

/** An e-mode category as liquidations know it. */
export interface Category {
  /** [bps] */
  liquidationThreshold: bigint;
  /** One and the bonus [bps]. */
  grossBonus: bigint;
  /** Whether its terms hold for a reserve as collateral. */
  covers(reserve: Positions["reserves"][number]): boolean;
  /** Whether the category has a price of its own, as it could up to v3.1. */
  hasPrice: boolean;
}

/** The e-mode categories that accounts are in, of a pool of any release of Aave v3. */
export async function readCategories(reader: ViewReader, positions: Positions): Promise<Map<number, Category>> {
  const { pool, accounts } = positions;
  const ids = [...new Set(accounts.map(({ eMode }) => eMode))].filter((id) => id !== 0).sort((a, b) => a - b);
  const ask = (signature: string, words: number) =>
    reader.readEach(
      ids.map((id) => viewCall(pool, signature, [`0x${id.toString(16)}`], words)),
      { mayFail: true },
    );
  const bitmaps = await ask("getEModeCategoryCollateralBitmap(uint8)", 1);
  const terms = await ask("getEModeCategoryCollateralConfig(uint8)", 3);
  // A struct with a text in it: an offset, then LTV, threshold, bonus, price source.
  const structs = await ask("getEModeCategoryData(uint8)", 5);
  return new Map(
    ids.map((id, index): [number, Category] => {
      const [bitmap, term, struct = "0x"] = [bitmaps[index], terms[index], structs[index]];
      if (bitmap !== undefined && term !== undefined) {
        const covered = wordAt(bitmap, 0);
        const covers: Category["covers"] = (reserve) => ((covered >> BigInt(reserve.id)) & 1n) === 1n;
        return [id, { liquidationThreshold: wordAt(term, 1), grossBonus: wordAt(term, 2), covers, hasPrice: false }];
      }
      const covers: Category["covers"] = ({ configuration }) =>
        ((configuration >> CATEGORY_BIT) & 0xffn) === BigInt(id);
      const [liquidationThreshold, grossBonus] = [wordAt(struct, 2), wordAt(struct, 3)];
      return [id, { liquidationThreshold, grossBonus, covers, hasPrice: wordAt(struct, 4) !== 0n }];
    }),
  );
}
