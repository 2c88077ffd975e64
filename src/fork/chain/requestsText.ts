import { plural } from "../../report/plural.ts";
import type { Fork } from "./fork.ts";

/** A sentence on what a node was asked, and what it was spared. */
export function requestsText({ posts, calls, cached }: ReturnType<Fork["requests"]>): string {
  const spared = cached === 0 ? "" : `, ${plural(cached, "more call")} answered from the cache`;
  return `${plural(posts, "request")} with ${plural(calls, "call")} were made${spared}.`;
}
