import { retryAfter } from "./retryAfter.ts";
import { type Trouble, troubleOfStatus } from "./trouble.ts";

/** A node's reply to one post: JSON of whatever shape, or why there is none. */
export type Reply = { body: unknown } | { trouble: Trouble };

const CUT: Reply = { trouble: { kind: "garbled", said: "they are cut off" } };

/** What web servers say to a post, or of a path, that they do not know. */
const NO_NODE = new Set([404, 405, 501]);

/** Posts a body once. Nothing is thrown: whatever happens on the way is a trouble. */
export async function post(url: string, body: unknown, signals: AbortSignal[]): Promise<Reply> {
  let status = 0;
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.any(signals),
    });
    status = response.status;
    const text = await response.text();
    const json = parsed(text);
    // A refusal of what was asked often comes with a status of 400: the words in its body say more.
    if (response.ok || (status === 400 && json !== undefined))
      return json === undefined ? unread(text) : { body: json };
    if (json === undefined && NO_NODE.has(status)) return { trouble: { kind: "noJson", said: `HTTP ${status}` } };
    return { trouble: troubleOfStatus(status, retryAfter(response.headers)) };
  } catch (error) {
    const { name, cause } = error as Error & { cause?: { code?: string } };
    if (name === "TimeoutError" || name === "AbortError") return { trouble: { kind: "timeout" } };
    // The connection ended within an answer, or there was none.
    return status === 0 ? { trouble: { kind: "dead", said: cause?.code } } : CUT;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An answer that breaks off still begins as one. */
function unread(text: string): Reply {
  return /^\s*[[{]/.test(text) ? CUT : { trouble: { kind: "noJson" } };
}
