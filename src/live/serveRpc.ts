import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { badInput } from "../errors.ts";

/** What answers a JSON-RPC request. */
export interface RpcProvider {
  request(call: { method: string; params?: unknown[] }): Promise<unknown>;
}

/** Loopback alone: whoever reaches this port may send from every account. */
export const HOST = "127.0.0.1";
const MOST_BYTES = 32 * 1024 * 1024;
const INVALID_REQUEST = -32600;
const PARSE_ERROR = -32700;
const INTERNAL_ERROR = -32603;

/** Serves a provider as JSON-RPC over HTTP; port 0 takes a free one. `PORT_IN_USE`, `PORT_REFUSED` when it cannot. */
export async function serveRpc(
  provider: RpcProvider,
  port: number,
): Promise<{ port: number; close: () => Promise<void> }> {
  const server = createServer((request, response) => void answer(provider, request, response));
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((done, fail) => {
    server.once("error", (cause: NodeJS.ErrnoException) => {
      const place = "--port";
      fail(
        cause.code === "EADDRINUSE"
          ? badInput("PORT_IN_USE", `Port ${port} is in use.`, {
              place,
              hint: "Stop what listens there, or choose another port with --port.",
              cause,
            })
          : badInput("PORT_REFUSED", `Port ${port} cannot be listened on.`, {
              place,
              hint: "Choose another port, above 1023.",
              cause,
            }),
      );
    });
    server.listen(port, HOST, () => done());
  });
}

async function answer(provider: RpcProvider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.method !== "POST") {
    response.writeHead(405, { allow: "POST" }).end("JSON-RPC by POST.\n");
    return;
  }
  const text = await bodyOf(request);
  if (text === undefined) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  let calls: unknown;
  try {
    calls = JSON.parse(text);
  } catch {
    calls = undefined;
  }
  const result =
    calls === undefined
      ? failure(null, PARSE_ERROR, "This is not JSON.")
      : Array.isArray(calls) && calls.length > 0
        ? await Promise.all(calls.map((call) => one(provider, call)))
        : await one(provider, calls);
  response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(result));
}

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

async function one(provider: RpcProvider, call: unknown): Promise<object> {
  const { id = null, method, params } = (call ?? {}) as { id?: unknown; method?: unknown; params?: unknown[] };
  if (typeof method !== "string") return failure(id, INVALID_REQUEST, "A request names its method.");
  try {
    return { jsonrpc: "2.0", id, result: (await provider.request({ method, params: params ?? [] })) ?? null };
  } catch (error) {
    const { code, message, data } = error as { code?: unknown; message: string; data?: unknown };
    return failure(id, typeof code === "number" ? code : INTERNAL_ERROR, message, data);
  }
}

function failure(id: unknown, code: number, message: string, data?: unknown): object {
  return { jsonrpc: "2.0", id, error: { code, message, data } };
}
