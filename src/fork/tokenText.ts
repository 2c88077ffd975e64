import { decodeBytes32String, toUtf8String } from "ethers";
import { wordAt } from "../venues/words.ts";

const WORD = 64;

/** What a token answers for its symbol, as a string or as the 32 bytes of old tokens, without what no terminal should be sent; undefined when it is neither. */
export function tokenText(data: string | undefined): string | undefined {
  if (data === undefined) return undefined;
  const from = 2 + 2 * WORD;
  try {
    const text =
      data.length === 2 + WORD
        ? decodeBytes32String(data)
        : toUtf8String(`0x${data.slice(from, from + 2 * Number(wordAt(data, 1)))}`);
    return text.replaceAll(/\p{C}/gu, "").trim() || undefined;
  } catch {
    return undefined;
  }
}
