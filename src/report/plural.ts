import { compact } from "../../web/format.js";

/** How many of something, in words that agree: "1 venue", "3 venues". */
export function plural(count: number, noun: string): string {
  return `${compact(count)} ${noun}${count === 1 ? "" : "s"}`;
}
