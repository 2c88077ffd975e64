import { keccak256 } from "ethers";
import { emptyState, type ForkState, putSlot } from "./forkState.ts";
import { stateCorrupt } from "./stateFault.ts";
import { toAddress, toCode, toCount, toWordFromLittleEndian } from "./words.ts";

type Row = readonly unknown[];
type Cache = readonly [timestamp: unknown, block: unknown, accounts: readonly Row[], storage: readonly Row[]];

/** Digits of the 33 zero bytes that are usual; tried first, as hashing is most of the work. */
const PADDING = 66;

/** Whether parsed JSON has the outline of a verbs cache. */
export function isVerbsCache(json: unknown): json is Cache {
  return Array.isArray(json) && json.length === 4 && rows(json[2]) && rows(json[3]);
}

/**
 * Reads a verbs cache: `[timestamp, block, accounts, storage]`, an account as `[address, [balance, nonce, hash, code]]`,
 * a slot as `[address, slot, value]`. Balances, slots and values are little-endian; code is padded with zeros, which its
 * hash tells from zeros of its own. It names neither chain nor block hash.
 */
export function readVerbsCache([timestamp, block, accounts, storage]: Cache, file: string): ForkState {
  const state = emptyState(undefined, {
    number: toCount(block, { file, key: "1" }),
    timestamp: toCount(timestamp, { file, key: "0" }),
    hash: undefined,
    baseFee: undefined,
    gasLimit: undefined,
    gasUsed: undefined,
  });
  accounts.forEach(([address, facts], index) => {
    const at = (key: string) => ({ file, key: `2.${index}.${key}` });
    if (!Array.isArray(facts) || facts.length !== 4) throw stateCorrupt(file, `2.${index}.1`, "an account has 4 facts");
    state.accounts.set(toAddress(address, at("0")), {
      balance: BigInt(toWordFromLittleEndian(facts[0], at("1.0"))),
      nonce: BigInt(toCount(facts[1], at("1.1"))),
      code: unpadded(toCode(facts[3], at("1.3")), toCode(facts[2], at("1.2")), file, at("1.3").key),
    });
  });
  storage.forEach(([address, slot, value], index) => {
    const at = (key: string) => ({ file, key: `3.${index}.${key}` });
    const account = toAddress(address, at("0"));
    if (!state.accounts.has(account)) throw stateCorrupt(file, at("0").key, `${account} has a slot but is no account`);
    putSlot(state, account, toWordFromLittleEndian(slot, at("1")), toWordFromLittleEndian(value, at("2")));
  });
  return state;
}

/** The beginning of `code` that has the hash: what follows it are zeros, of which a contract may have some itself. */
function unpadded(code: string, hash: string, file: string, key: string): string {
  const least = Math.max(2, code.replace(/(00)+$/, "").length);
  const ends = [code.length - PADDING];
  for (let end = code.length; end >= least; end -= 2) ends.push(end);
  const end = ends.find((end) => end >= least && keccak256(code.slice(0, end)) === hash);
  if (end === undefined) throw stateCorrupt(file, key, `the code does not have the hash ${hash}`);
  return code.slice(0, end);
}

function rows(value: unknown): boolean {
  return Array.isArray(value) && value.every(Array.isArray);
}
