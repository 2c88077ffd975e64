import { id } from "ethers";

/** One question to a contract, answered by at least so many words. */
export interface ViewCall {
  to: string;
  /** As its contract declares it, without what it returns. */
  view: string;
  data: string;
  words: number;
}

const selectors = new Map<string, string>();

/** Call data of a view by hand: hundreds of thousands are asked of one pool. Arguments are addresses. */
export function viewCall(to: string, signature: string, args: readonly string[] = [], words = 1): ViewCall {
  let selector = selectors.get(signature);
  if (selector === undefined) {
    selector = id(signature).slice(0, 10);
    selectors.set(signature, selector);
  }
  const data = selector + args.map((arg) => arg.slice(2).toLowerCase().padStart(64, "0")).join("");
  return { to, view: signature, data, words };
}
