import { getAddress } from "ethers";

/** An address in lower case; undefined for what is none, or has capitals that are not its check sum and so a slip in it. */
export function checkedAddress(text: string): string | undefined {
  try {
    return /^0x[0-9a-f]{40}$/i.test(text) ? getAddress(text).toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
