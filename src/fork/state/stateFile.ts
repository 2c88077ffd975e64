import { gzipSync } from "node:zlib";
import { z } from "zod";
import { type ForkState, putSlot } from "./forkState.ts";
import { stateCorrupt } from "./stateFault.ts";
import { wordOf } from "./words.ts";

const FORMAT = "faultline-state";
const VERSION = 1;
/** Where gzip notes the system that packed it; 255 is unknown. */
const GZIP_SYSTEM = 9;

const address = z.string().regex(/^0x[0-9a-f]{40}$/, "is no lower-case address");
const word = z.string().regex(/^0x[0-9a-f]{64}$/, "is no word of 32 bytes");
const quantity = z.string().regex(/^(0|[1-9][0-9]*)$/, "is no whole number");
const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  chainId: z.int().positive().nullable(),
  block: z.strictObject({
    number: z.int().nonnegative(),
    timestamp: z.int().nonnegative(),
    hash: word.nullable(),
    baseFee: quantity.nullable(),
    gasLimit: z.int().nonnegative().nullable(),
    gasUsed: z.int().nonnegative().nullable(),
  }),
  accounts: z.record(
    address,
    z.strictObject({ balance: quantity, nonce: quantity, code: z.string().regex(/^0x([0-9a-f]{2})*$/, "is no code") }),
  ),
  storage: z.record(address, z.record(word, word)),
});

/** Whether parsed JSON says it is a state of ours, of any version. */
export function isStateFile(json: unknown): json is { format: string; version: unknown } {
  return typeof json === "object" && json !== null && "format" in json && json.format === FORMAT;
}

/** Packs a state: sorted by address and slot, so that the same state gives the same bytes. */
export function packState({ chainId, block, accounts, storage }: ForkState): Buffer {
  const content: z.input<typeof fileSchema> = {
    format: FORMAT,
    version: VERSION,
    chainId: chainId ?? null,
    block: {
      number: block.number,
      timestamp: block.timestamp,
      hash: block.hash ?? null,
      baseFee: block.baseFee?.toString() ?? null,
      gasLimit: block.gasLimit ?? null,
      gasUsed: block.gasUsed ?? null,
    },
    accounts: sorted(accounts, ({ balance, nonce, code }) => ({
      balance: balance.toString(),
      nonce: nonce.toString(),
      code,
    })),
    storage: sorted(storage, (slots) => sorted(slots, (value) => value)),
  };
  const packed = gzipSync(JSON.stringify(content), { level: 9 });
  packed[GZIP_SYSTEM] = 255;
  return packed;
}

/** Reads what `packState` packed, after unpacking and parsing. */
export function readStateFile(json: { format: string; version: unknown }, file: string): ForkState {
  if (json.version !== VERSION) {
    throw stateCorrupt(
      file,
      "version",
      `version ${JSON.stringify(json.version)} is not ${VERSION}, the one known here`,
    );
  }
  const { success, data, error } = fileSchema.safeParse(json);
  if (!success) {
    const fault = error.issues[0];
    throw stateCorrupt(file, fault?.path.join(".") ?? "", (fault?.message ?? "it has another shape").toLowerCase());
  }
  const { chainId, block } = data;
  const state: ForkState = {
    chainId: chainId ?? undefined,
    block: {
      number: block.number,
      timestamp: block.timestamp,
      hash: block.hash ?? undefined,
      baseFee: block.baseFee === null ? undefined : BigInt(block.baseFee),
      gasLimit: block.gasLimit ?? undefined,
      gasUsed: block.gasUsed ?? undefined,
    },
    accounts: new Map(
      Object.entries(data.accounts).map(([account, { balance, nonce, code }]) => [
        account,
        { balance: BigInt(balance), nonce: BigInt(nonce), code },
      ]),
    ),
    storage: new Map(),
  };
  for (const [account, slots] of Object.entries(data.storage)) {
    if (!state.accounts.has(account)) throw stateCorrupt(file, `storage.${account}`, "it has slots but is no account");
    for (const [slot, value] of Object.entries(slots)) putSlot(state, account, slot, wordOf(BigInt(value)));
  }
  return state;
}

function sorted<T, U>(entries: ReadonlyMap<string, T>, shape: (value: T) => U): Record<string, U> {
  return Object.fromEntries(
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, shape(value)]),
  );
}
