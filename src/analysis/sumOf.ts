/** The sum of what each item counts for. */
export function sumOf<Item>(items: Iterable<Item>, value: (item: Item) => bigint): bigint {
  let total = 0n;
  for (const item of items) total += value(item);
  return total;
}
