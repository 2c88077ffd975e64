/** A market of the exchange as the breaker knows it: the address of its number and one. */
export function marketAsset(id: number): string {
  return `0x${(id + 1).toString(16).padStart(40, "0")}`;
}
