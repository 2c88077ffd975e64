import { gzipSync } from "node:zlib";
import { z } from "zod";
import { emptyState, type ForkBlock, type ForkState, putSlot } from "./forkState.ts";
import { stateCorrupt } from "./stateFault.ts";
import { wordOf } from "./words.ts";

const FORMAT = "faultline-state";
const VERSION = 1;
/** Where gzip notes the system that packed it; 255 is unknown. */
const GZIP_SYSTEM = 9;

const address = z.string().regex(/^0x[0-9a-f]{40}$/, "is no lower-case address");
const word = z.string().regex(/^0x[0-9a-f]{64}$/, "is no word of 32 bytes");
const quantity = z.string().regex(/^(0|[1-9][0-9]*)$/, "is no whole number");
const blockSchema = z.strictObject({
  number: z.int().nonnegative(),
  timestamp: z.int().nonnegative(),
  hash: word.nullable(),
  baseFee: quantity.nullable(),
  gasLimit: z.int().nonnegative().nullable(),
  gasUsed: z.int().nonnegative().nullable(),
});
const fileSchema = z.strictObject({
  format: z.literal(FORMAT),
  version: z.literal(VERSION),
  chainId: z.int().positive().nullable(),
  block: blockSchema,
  ancestors: z.array(blockSchema).optional(),
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
export function packState({ chainId, block, ancestors, accounts, storage }: ForkState): Buffer {
  const below = [...ancestors.values()].sort((a, b) => a.number - b.number);
  const content: z.input<typeof fileSchema> = {
    format: FORMAT,
    version: VERSION,
    chainId: chainId ?? null,
    block: written(block),
    ...(below.length > 0 && { ancestors: below.map(written) }),
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
  const state = emptyState(data.chainId ?? undefined, blockOf(data.block));
  for (const block of data.ancestors ?? []) state.ancestors.set(block.number, blockOf(block));
  for (const [account, { balance, nonce, code }] of Object.entries(data.accounts)) {
    state.accounts.set(account, { balance: BigInt(balance), nonce: BigInt(nonce), code });
  }
  for (const [account, slots] of Object.entries(data.storage)) {
    if (!state.accounts.has(account)) throw stateCorrupt(file, `storage.${account}`, "it has slots but is no account");
    for (const [slot, value] of Object.entries(slots)) putSlot(state, account, slot, wordOf(BigInt(value)));
  }
  return state;
}

function written({ number, timestamp, hash, baseFee, gasLimit, gasUsed }: ForkBlock): z.input<typeof blockSchema> {
  return {
    number,
    timestamp,
    hash: hash ?? null,
    baseFee: baseFee?.toString() ?? null,
    gasLimit: gasLimit ?? null,
    gasUsed: gasUsed ?? null,
  };
}

function blockOf({ hash, baseFee, gasLimit, gasUsed, ...rest }: z.output<typeof blockSchema>): ForkBlock {
  return {
    ...rest,
    hash: hash ?? undefined,
    baseFee: baseFee === null ? undefined : BigInt(baseFee),
    gasLimit: gasLimit ?? undefined,
    gasUsed: gasUsed ?? undefined,
  };
}

function sorted<T, U>(entries: ReadonlyMap<string, T>, shape: (value: T) => U): Record<string, U> {
  return Object.fromEntries(
    [...entries].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, value]) => [key, shape(value)]),
  );
}
