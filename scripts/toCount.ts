import { InvalidArgumentError } from "commander";

/** Reads an option that counts something. */
export function toCount(least: number, most: number): (text: string) => number {
  return (text) => {
    const count = Number(text);
    if (!/^\d+$/.test(text) || count < least || count > most) {
      throw new InvalidArgumentError(`it must be a whole number from ${least} to ${most}.`);
    }
    return count;
  };
}
