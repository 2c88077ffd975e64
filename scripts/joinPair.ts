/**
 * Arguments in which an option of two values has them as one, so that the second may begin with a dash: the parser takes
 * `-5%` for an option of its own otherwise.
 */
export function joinPair(args: readonly string[], option: string): string[] {
  const at = args.indexOf(option);
  const pair = args.slice(at + 1, at + 3);
  if (at === -1 || pair.length < 2 || pair.some((arg) => arg.startsWith("--"))) return [...args];
  return [...args.slice(0, at + 1), pair.join(" "), ...args.slice(at + 3)];
}
