import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findNode } from "../../../src/live/findNode.ts";
import { NODE_FILE, type NodeRecord, removeNodeFile, writeNodeFile } from "../../../src/live/nodeFile.ts";
import { HOST, serveRpc } from "../../../src/live/serveRpc.ts";
import type { Deployment } from "../../../src/world/deployment.ts";
import { rejectionOf } from "./rejection.ts";

describe("findNode", () => {
  const home = process.cwd();
  let folder: string;
  let server: Awaited<ReturnType<typeof serveRpc>>;

  const recordOf = (instance: string, port = server.port): NodeRecord => ({
    rpc: `http://${HOST}:${port}`,
    instance,
    chainId: 31337,
    seed: 1,
    agents: {},
    deployment: {} as Deployment,
    scenario: "",
  });
  const lookOnce = (rpc?: string) => rejectionOf(findNode({ rpc, waitSeconds: 0 }));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "faultline-node-"));
    process.chdir(folder);
    server = await serveRpc({ request: async () => ({ instanceId: "0xaa" }) }, 0);
  });

  afterEach(async () => {
    await server.close();
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it("returns the record of a node that answers as it did when it wrote it", async () => {
    writeNodeFile(recordOf("0xaa"));
    expect(await findNode({ waitSeconds: 0 })).to.deep.equal(recordOf("0xaa"));
  });

  it("says that no node was started where there is no file", async () => {
    expect(await lookOnce()).to.include({ code: "NODE_NOT_LISTENING", exitCode: 2 });
  });

  it("says that the node which wrote the file is gone", async () => {
    writeNodeFile(recordOf("0xaa"));
    await server.close();
    const error = await lookOnce();
    expect(error).to.include({ code: "NODE_NOT_LISTENING" });
    expect(error?.hint).to.match(/^The node that wrote the file is gone\./);
  });

  it("says that another node answers than the one that wrote the file", async () => {
    writeNodeFile(recordOf("0xbb"));
    expect(await lookOnce()).to.include({ code: "NODE_FILE_STALE", exitCode: 2 });
  });

  it("reaches the node by the address it is given", async () => {
    writeNodeFile(recordOf("0xaa", 1));
    const rpc = `http://${HOST}:${server.port}`;
    expect(await findNode({ rpc, waitSeconds: 0 })).to.include({ rpc });
    expect(await lookOnce(`http://${HOST}:1`)).to.include({ code: "NODE_NOT_LISTENING", place: "--rpc" });
  });

  it("refuses a file that is no record", async () => {
    mkdirSync(".faultline");
    for (const content of ["", "{", "{}", '{"rpc":1}']) {
      writeFileSync(NODE_FILE, content);
      expect(await lookOnce(), content).to.include({ code: "NODE_FILE_BROKEN", exitCode: 2 });
    }
  });

  it("waits for the node as long as it is told, saying so once", async () => {
    let told = 0;
    const waiting = findNode({ waitSeconds: 5, onWait: () => told++ });
    setTimeout(() => writeNodeFile(recordOf("0xaa")), 600);
    expect(await waiting).to.include({ instance: "0xaa" });
    expect(told).to.equal(1);
  });

  it("leaves the file of a later node alone", () => {
    writeNodeFile(recordOf("0xbb"));
    removeNodeFile(recordOf("0xaa"));
    expect(existsSync(NODE_FILE)).to.equal(true);
    removeNodeFile(recordOf("0xbb"));
    expect(existsSync(NODE_FILE)).to.equal(false);
  });
});
