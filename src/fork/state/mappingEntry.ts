import { concat, keccak256, zeroPadValue } from "ethers";

/** The slot in which Solidity keeps a mapping's value: `key` an address or a word, `position` the mapping's own slot. */
export function mappingEntry(key: string, position: string): string {
  return keccak256(concat([zeroPadValue(key, 32), position]));
}
