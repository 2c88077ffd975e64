import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Upstream } from "./upstream.ts";

type Request = { id: unknown; method: string; params?: unknown[] };

/**
 * JSON-RPC over HTTP on a free port of this machine alone, until it is closed. What is being answered then is answered
 * first: a node whose connection breaks tries again for more than a minute.
 */
export async function serveUpstream(upstream: Upstream): Promise<{ url: string; close(): Promise<void> }> {
  const one = async ({ id, method, params = [] }: Request) => {
    try {
      return { jsonrpc: "2.0", id, result: await upstream.answer(method, params) };
    } catch (error) {
      return { jsonrpc: "2.0", id, error: { code: -32601, message: (error as Error).message } };
    }
  };
  const underWay = new Set<ServerResponse>();
  const server = createServer(async (request, response) => {
    underWay.add(response);
    response.once("close", () => underWay.delete(response));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const asked = JSON.parse(Buffer.concat(chunks).toString()) as Request | Request[];
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(await (Array.isArray(asked) ? Promise.all(asked.map(one)) : one(asked))));
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      await Promise.all([...underWay].map((response) => new Promise((done) => response.once("close", done))));
      server.closeAllConnections();
      await closed;
    },
  };
}
