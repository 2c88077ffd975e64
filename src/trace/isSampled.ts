/** As the scenario says, or every block at first and then fewer: what happens early in a cascade is looked at most. */
export function isSampled(block: number, every: number | undefined): boolean {
  if (every !== undefined) return block % every === 0;
  return block < 50 || (block < 400 ? block % 10 === 0 : block % 100 === 0);
}
