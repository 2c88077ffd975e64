import { expect } from "chai";
import { HOST, type RpcProvider, serveRpc } from "../../../src/live/serveRpc.ts";
import { rejectionOf } from "./rejection.ts";

const provider: RpcProvider = {
  async request({ method, params }) {
    if (method === "echo") return params;
    if (method === "nothing") return undefined;
    throw Object.assign(new Error("reverted"), { code: 3, data: "0xdeadbeef" });
  },
};

describe("serveRpc", () => {
  let server: Awaited<ReturnType<typeof serveRpc>>;
  const post = (body: string) => fetch(`http://${HOST}:${server.port}`, { method: "POST", body });
  const answer = async (body: unknown) => (await post(JSON.stringify(body))).json();

  before(async () => {
    server = await serveRpc(provider, 0);
  });

  after(() => server.close());

  it("answers with the provider's result under the request's id", async () => {
    const request = { jsonrpc: "2.0", id: "a", method: "echo", params: [1, "x"] };
    expect(await answer(request)).to.deep.equal({ jsonrpc: "2.0", id: "a", result: [1, "x"] });
    expect(await answer({ id: 1, method: "nothing" })).to.deep.equal({ jsonrpc: "2.0", id: 1, result: null });
  });

  it("passes an error on with its code and data", async () => {
    const error = { code: 3, message: "reverted", data: "0xdeadbeef" };
    expect(await answer({ id: 2, method: "fail" })).to.deep.equal({ jsonrpc: "2.0", id: 2, error });
  });

  it("answers a batch in its order, failures included", async () => {
    const batch = [
      { id: 1, method: "fail" },
      { id: 2, method: "echo", params: [7] },
    ];
    const answers = (await answer(batch)) as { id: number; result?: unknown; error?: unknown }[];
    expect(answers.map(({ id }) => id)).to.deep.equal([1, 2]);
    expect(answers[0]).to.have.property("error");
    expect(answers[1]?.result).to.deep.equal([7]);
  });

  it("refuses what is no request as JSON-RPC says", async () => {
    const codes = await Promise.all(
      ["{", "[]", "3", '{"id":1}'].map(async (body) => ((await (await post(body)).json()) as Refusal).error.code),
    );
    expect(codes).to.deep.equal([-32700, -32600, -32600, -32600]);
    expect((await fetch(`http://${HOST}:${server.port}`)).status).to.equal(405);
  });

  it("names a port that is taken", async () => {
    expect(await rejectionOf(serveRpc(provider, server.port))).to.include({ code: "PORT_IN_USE", exitCode: 2 });
  });

  it("is gone once closed", async () => {
    const other = await serveRpc(provider, 0);
    await other.close();
    const again = await serveRpc(provider, other.port);
    await again.close();
    expect(again.port).to.equal(other.port);
  });
});

interface Refusal {
  error: { code: number };
}
