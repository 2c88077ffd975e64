import { stateCorrupt } from "./stateFault.ts";

/** Where a value stands, for the error if it is wrong. */
export interface ValuePlace {
  file: string;
  key: string;
}

const WORD = 64;

/** An address with or without 0x, in lower case with it. */
export function toAddress(value: unknown, { file, key }: ValuePlace): string {
  const digits = hexDigits(value);
  if (digits?.length !== 40) throw stateCorrupt(file, key, `${shown(value)} is no address`);
  return `0x${digits}`;
}

/** A number of at most 256 bits (hex with 0x or a JSON integer) as a whole word. */
export function toWord(value: unknown, place: ValuePlace): string {
  return wordOf(toAmount(value, place));
}

/** A whole word of little-endian digits without 0x, as a big-endian word. */
export function toWordFromLittleEndian(value: unknown, { file, key }: ValuePlace): string {
  const digits = hexDigits(value);
  if (digits?.length !== WORD) throw stateCorrupt(file, key, `${shown(value)} is no word of 32 bytes`);
  return `0x${Buffer.from(digits, "hex").reverse().toString("hex")}`;
}

/** A number of at most 256 bits: hex with 0x, or a JSON integer that is exact. */
export function toAmount(value: unknown, { file, key }: ValuePlace): bigint {
  const digits = typeof value === "string" && value.startsWith("0x") ? hexDigits(value) : undefined;
  if (digits !== undefined && digits.length > 0 && digits.length <= WORD) return BigInt(`0x${digits}`);
  if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0) return BigInt(value);
  throw stateCorrupt(file, key, `${shown(value)} is no number of 256 bits`);
}

/** The same, small enough for a number: a block, a time, a chain. */
export function toCount(value: unknown, place: ValuePlace): number {
  const amount = toAmount(value, place);
  if (amount > BigInt(Number.MAX_SAFE_INTEGER)) throw stateCorrupt(place.file, place.key, `${amount} is too large`);
  return Number(amount);
}

/** Bytes of code with or without 0x, in lower case with it. */
export function toCode(value: unknown, { file, key }: ValuePlace): string {
  const digits = hexDigits(value);
  if (digits === undefined || digits.length % 2 === 1) throw stateCorrupt(file, key, `${shown(value)} is no code`);
  return `0x${digits}`;
}

/** A number as a whole word. */
export function wordOf(value: bigint): string {
  return `0x${value.toString(16).padStart(WORD, "0")}`;
}

function hexDigits(value: unknown): string | undefined {
  if (typeof value !== "string") return undefined;
  const digits = value.startsWith("0x") ? value.slice(2) : value;
  return /^[0-9a-fA-F]*$/.test(digits) ? digits.toLowerCase() : undefined;
}

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}
