import type { RpcError } from "./rpcCall.ts";
import type { Trouble } from "./trouble.ts";

/** One answer of a node: what was asked for, or its error. */
export type Answer = { result: unknown } | { error: RpcError };

/**
 * The answers of a reply by id, as far as they are there. An id that was not asked for, or twice, or an answer that is
 * none, and nothing of the reply can be trusted. An error for the whole post is `refusal`.
 */
export function answersOf(
  body: unknown,
  ids: readonly number[],
): { answers: Map<number, Answer> } | { refusal: RpcError } | { trouble: Trouble } {
  const whole = errorOf(body);
  if (whole !== undefined && !ids.includes(idOf(body))) return { refusal: whole };
  const answers = new Map<number, Answer>();
  for (const entry of Array.isArray(body) ? body : [body]) {
    const id = idOf(entry);
    const error = errorOf(entry);
    if (!ids.includes(id)) return garbled("they answer what was not asked");
    if (answers.has(id)) return garbled("one question is answered twice");
    if (error !== undefined) answers.set(id, { error });
    else if (typeof entry === "object" && "result" in entry) answers.set(id, { result: entry.result });
    else return garbled("an answer holds neither a result nor an error");
  }
  return { answers };
}

function idOf(entry: unknown): number {
  return Number((entry as { id?: unknown } | null)?.id ?? Number.NaN);
}

function errorOf(entry: unknown): RpcError | undefined {
  const { error } = (entry ?? {}) as { error?: Partial<RpcError> | null };
  if (error === undefined || error === null) return undefined;
  return { code: Number(error.code ?? 0), message: String(error.message ?? "no reason given"), data: error.data };
}

function garbled(said: string): { trouble: Trouble } {
  return { trouble: { kind: "garbled", said } };
}
