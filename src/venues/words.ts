/** The `index`-th 32-byte word of hex data as an unsigned integer. */
export function wordAt(data: string, index: number): bigint {
  const start = 2 + 64 * index;
  return BigInt(`0x${data.slice(start, start + 64) || "0"}`);
}

/** The `index`-th word as a two's complement integer. */
export function signedWordAt(data: string, index: number): bigint {
  return BigInt.asIntN(256, wordAt(data, index));
}

/** The address in the last twenty bytes of a topic, lower case. */
export function topicAddress(topic: string | undefined): string {
  return `0x${(topic ?? "").slice(26)}`;
}

/** The address in the `index`-th word of hex data, lower case. */
export function addressAt(data: string, index: number): string {
  const start = 2 + 64 * index + 24;
  return `0x${data.slice(start, start + 40)}`;
}

/** Splits hex data (`0x…`) into words; decoding by hand is hundreds of times faster than a general decoder. */
export function words(data: string): bigint[] {
  const count = (data.length - 2) / 64;
  return Array.from({ length: count }, (_, index) => wordAt(data, index));
}

/** The payload of an ABI-encoded `uint256[]` return value: offset and length are cut off. */
export function wordArray(data: string): bigint[] {
  return words(data).slice(2);
}
