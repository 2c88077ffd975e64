/** Parts of net assets by which what is idle may differ from its aim, beside half of the aim. */
const LEAST_PART = 100n;

/** Whether what is idle is so far from its aim that a keeper moves it: by half of it and a hundredth of net assets. [asset] */
export function isOutOfBand(idle: bigint, aimed: bigint, net: bigint): boolean {
  const gap = idle > aimed ? idle - aimed : aimed - idle;
  return gap > aimed / 2n + net / LEAST_PART;
}
