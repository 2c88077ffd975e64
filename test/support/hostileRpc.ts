import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RpcRequest {
  id: number;
  method: string;
  params: unknown[];
}
export type RpcResponse = { jsonrpc: "2.0"; id: number; result?: unknown; error?: object };

/** What answers one call; throws an object with code and message where a node would refuse. */
export type Backend = (call: RpcRequest) => Promise<unknown>;

/** One post as it came, and how many came before. */
export interface Post {
  requests: RpcRequest[];
  isBatch: boolean;
  index: number;
}

/** What a fault does to a post; undefined leaves it to what follows, and to the backend at last. */
export type Fault = (post: Post) => Act | undefined;

export type Act =
  /** Never answers; the connection stays open. */
  | { hang: true }
  /** Answers after so long [ms]. */
  | { slowMs: number }
  /** Closes the connection without a word. */
  | { drop: true }
  /** A status and a body of its own. */
  | { status: number; headers?: Record<string, string>; body?: string }
  /** The right answers, cut off at this share of their length. */
  | { cut: number }
  /** The right answers, changed. */
  | { change(responses: RpcResponse[]): unknown }
  /** Calls are answered by this instead, where it answers. */
  | { answer(call: RpcRequest): { result: unknown } | { error: object } | undefined };

/** A node on a free port of this machine that misbehaves on demand: faults are asked in their order, the first acts. */
export class HostileRpc {
  readonly posts: Post[] = [];
  faults: Fault[] = [];
  readonly #backend: Backend;
  readonly #server: Server;

  constructor(backend: Backend) {
    this.#backend = backend;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async listen(): Promise<this> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return this;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Behaves from now on, and forgets what it was asked. */
  behave(...faults: Fault[]): void {
    this.faults = faults;
    this.posts.length = 0;
  }

  /** Calls of a method so far. */
  asked(method: string): RpcRequest[] {
    return this.posts.flatMap(({ requests }) => requests.filter((request) => request.method === method));
  }

  close(): Promise<void> {
    return new Promise((done) => {
      this.#server.close(() => done());
      this.#server.closeAllConnections();
    });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString("utf8")) as RpcRequest | RpcRequest[];
    const post = { requests: [body].flat(), isBatch: Array.isArray(body), index: this.posts.length };
    this.posts.push(post);
    const act = this.#act(post);
    if ("hang" in act) return;
    if ("drop" in act) return void response.destroy();
    if ("status" in act) return void response.writeHead(act.status, act.headers ?? {}).end(act.body ?? "");
    const answers = await Promise.all(post.requests.map((call) => this.#answer(call, act)));
    if ("slowMs" in act && act.slowMs > 0) await new Promise((go) => setTimeout(go, act.slowMs));
    const whole = JSON.stringify("change" in act ? act.change(answers) : post.isBatch ? answers : answers[0]);
    if (response.destroyed) return;
    response.writeHead(200, { "content-type": "application/json" });
    response.end("cut" in act ? whole.slice(0, Math.floor(whole.length * act.cut)) : whole);
  }

  #act(post: Post): Act {
    for (const fault of this.faults) {
      const act = fault(post);
      if (act !== undefined) return act;
    }
    return { slowMs: 0 };
  }

  async #answer(call: RpcRequest, act: Act): Promise<RpcResponse> {
    const head = { jsonrpc: "2.0", id: call.id } as const;
    const own = "answer" in act ? act.answer(call) : undefined;
    if (own !== undefined) return { ...head, ...own };
    try {
      return { ...head, result: await this.#backend(call) };
    } catch (error) {
      const { code = -32603, message, data } = error as { code?: number; message: string; data?: unknown };
      return { ...head, error: { code, message, data } };
    }
  }
}

/** A fault that befalls posts `from` to before `to`, of those that ask for `method` if one is given. */
export function during(from: number, to: number, act: Act, method?: string): Fault {
  let seen = 0;
  return ({ requests }) => {
    if (method !== undefined && !requests.some((request) => request.method === method)) return undefined;
    const index = seen++;
    return index >= from && index < to ? act : undefined;
  };
}
