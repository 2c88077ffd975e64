import { dataLength, keccak256 } from "ethers";
import { emptyState, type ForkState, putSlot } from "./forkState.ts";
import { stateCorrupt } from "./stateFault.ts";
import { toAddress, toAmount, toCode, toCount, toWord } from "./words.ts";

type Table = Readonly<Record<string, unknown>>;
interface Cache {
  meta: { block_env: Table; chain_id?: unknown };
  accounts: Table;
  storage: Table;
  block_hashes?: Table;
}

/** Whether parsed JSON has the outline of Foundry's `BlockchainDb`. */
export function isFoundryCache(json: unknown): json is Cache {
  return (
    isTable(json) &&
    isTable(json.meta) &&
    isTable(json.meta.block_env) &&
    isTable(json.accounts) &&
    isTable(json.storage)
  );
}

/**
 * Reads Foundry's cache of a fork. Code stands under the name of its form, analysed (padded, with its length) or raw.
 * Slots of an account that is not in the file are kept out: Foundry records those of its own cheat codes.
 */
export function readFoundryCache({ meta, accounts, storage, block_hashes }: Cache, file: string): ForkState {
  const env = meta.block_env;
  const at = (key: string) => ({ file, key });
  const number = toCount(env.number, at("meta.block_env.number"));
  const hash = block_hashes?.[`0x${number.toString(16)}`];
  const chainId = meta.chain_id === undefined ? undefined : toCount(meta.chain_id, at("meta.chain_id"));
  const state = emptyState(chainId, {
    number,
    timestamp: toCount(env.timestamp, at("meta.block_env.timestamp")),
    hash: hash === undefined ? undefined : toWord(hash, at("block_hashes")),
    baseFee: env.basefee === undefined ? undefined : toAmount(env.basefee, at("meta.block_env.basefee")),
    gasLimit: env.gas_limit === undefined ? undefined : toCount(env.gas_limit, at("meta.block_env.gas_limit")),
    gasUsed: undefined,
  });
  for (const [address, facts] of Object.entries(accounts)) {
    const key = `accounts.${address}`;
    if (!isTable(facts)) throw stateCorrupt(file, key, "an account is a table");
    state.accounts.set(toAddress(address, at(key)), {
      balance: toAmount(facts.balance, at(`${key}.balance`)),
      nonce: toAmount(facts.nonce, at(`${key}.nonce`)),
      code: codeOf(facts, file, key),
    });
  }
  for (const [address, slots] of Object.entries(storage)) {
    const key = `storage.${address}`;
    const account = toAddress(address, at(key));
    if (!isTable(slots)) throw stateCorrupt(file, key, "an account's storage is a table");
    if (!state.accounts.has(account)) continue;
    for (const [slot, value] of Object.entries(slots)) {
      putSlot(state, account, toWord(slot, at(`${key}.${slot}`)), toWord(value, at(`${key}.${slot}`)));
    }
  }
  return state;
}

function codeOf({ code, code_hash }: Table, file: string, key: string): string {
  if (code === null || code === undefined) return "0x";
  const form = isTable(code) ? Object.values(code)[0] : code;
  const bytes = isTable(form) ? form.bytecode : form;
  let found = toCode(bytes, { file, key: `${key}.code` });
  if (isTable(form) && form.original_len !== undefined) {
    const length = toCount(form.original_len, { file, key: `${key}.code.original_len` });
    if (length > dataLength(found)) throw stateCorrupt(file, `${key}.code`, "the code is shorter than it says");
    found = found.slice(0, 2 + 2 * length);
  }
  if (code_hash !== undefined && keccak256(found) !== code_hash) {
    throw stateCorrupt(file, `${key}.code`, `the code does not have the hash ${String(code_hash)}`);
  }
  return found;
}

function isTable(value: unknown): value is Table {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
