import type { BlockRecord } from "../run/recorder.ts";
import { formatDecimal } from "../units.ts";
import type { Vault } from "../venues/vault.ts";
import type { Receipt } from "../world/transaction.ts";
import type { Holder } from "../world/world.ts";
import type { TraceContext } from "./context.ts";
import type { OracleMoments } from "./oracleMoments.ts";
import type { Rounds } from "./rounds.ts";
import type { RunTriggers } from "./runTrigger.ts";
import type { ShareValue } from "./shareValue.ts";

/** What a row of a vault is made from, at one place of the chain. */
export interface VaultFacts {
  context: TraceContext;
  vault: Vault;
  record: BlockRecord;
  receipt: Receipt;
  place: number;
  moments: OracleMoments;
  rounds: Rounds;
  value: ShareValue;
  triggers: RunTriggers;
  /** An external holder by address; undefined for any other account. */
  holderOf(address: string): Holder | undefined;
}

const MOST = (1n << 256n) - 1n;
const RATIO_DIGITS = 6;

/** Leverage or a hedge ratio [wad]; the chain's largest word is without bound. */
export function ratioText(wad: bigint): string {
  return wad === MOST ? "inf" : formatDecimal(wad, 18, RATIO_DIGITS);
}
