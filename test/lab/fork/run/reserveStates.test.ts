import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { prepareFork } from "../../../../src/fork/run/prepareFork.ts";
import { runPrepared } from "../../../../src/fork/run/runPrepared.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import type { UpstreamSymbol } from "../../../support/upstreamAssets.ts";

const ACCOUNTS = 24;
const CONFIGURATOR = [
  "function setReserveFlashLoaning(address, bool)",
  "function setReservePause(address, bool)",
  "function setReserveFreeze(address, bool)",
];

describe("a forked run by what reserves of real Aave v3.0 let be done with them", () => {
  let mainnet: AaveMainnet;
  let node: HostileRpc;
  let folder: string;

  before(async () => {
    mainnet = await openAaveMainnet("3.0", ACCOUNTS);
    node = await new HostileRpc(mainnet.backend).listen();
    folder = mkdtempSync(join(tmpdir(), "faultline-"));
  });
  after(async () => {
    await node.close();
    await mainnet.chain.close();
    rmSync(folder, { recursive: true });
  });

  /** A fall of ether after the configurator has done something with reserves, on a block of its own. */
  async function fallAfter(name: string, ...changes: [method: string, symbol: UpstreamSymbol, on: boolean][]) {
    await mainnet.rewind();
    const { ethers, chain, assets, pool, factory } = mainnet;
    const owner = await ethers.getImpersonatedSigner(`0x${"0e".repeat(20)}`);
    const provider = new ethers.Contract(mainnet.provider, ["function getPoolConfigurator() view returns (address)"]);
    const target = await (provider.connect(owner) as typeof provider).getFunction("getPoolConfigurator")();
    const configurator = new ethers.Contract(target, CONFIGURATOR, owner);
    for (const [method, symbol, on] of changes)
      await configurator.getFunction(method)(assets[symbol].asset, on, { gasLimit: 1_000_000 });
    const { timestamp, number: block } = (await ethers.provider.getBlock("latest"))!;
    await chain.request("evm_setNextBlockTimestamp", [timestamp + 12]);
    await chain.request("evm_mine");
    const [positions, addresses] = [join(folder, `${name}.json`), join(folder, "addresses.yaml")];
    const { chainId } = await findPositions({ rpc: node.url, block, pool, out: positions });
    const known = { chainId, lending: { "aave-v3": pool }, uniswapV3: factory, wrappedEther: assets.WETH.address };
    writeFileSync(addresses, JSON.stringify(known));
    const shocks = [{ asset: "WETH", change: "-30%" }];
    const source = { kind: "rpc" as const, url: node.url, block };
    const prepared = await prepareFork(
      { source, protocol: "aave-v3", addresses, positions, shocks },
      { cacheFolder: null },
    );
    const { scenario } = prepared.runnable.loaded;
    const { rows } = await runPrepared(prepared, { out: join(folder, name) });
    const failed = rows.filter((row) => row.kind === "failed").map(({ agent, action }) => `${agent} ${action}`);
    const taken = rows.filter((row) => row.kind === "liquidation");
    return { notes: prepared.notes, agents: Object.keys(scenario.agents), failed, taken };
  }

  it("repays by own money what no flash loan is to be had of, and says so", async () => {
    const { notes, agents, failed, taken } = await fallAfter(
      "dry",
      ["setReserveFlashLoaning", "USDC", false],
      // What is frozen can be repaid as ever.
      ["setReserveFreeze", "USDC", true],
    );
    expect(notes).to.deep.equal(["Without flash loans, so that only own money repays its debt: USDC."]);
    expect(agents).to.deep.equal(["liquidator", "ownMoney"]);
    expect(failed).to.deep.equal([]);
    const repaid = taken.filter(({ debtAsset }) => debtAsset === "USDC").map(({ agent }) => agent);
    expect(new Set(repaid)).to.deep.equal(new Set(["ownMoney"]));
  });

  it("takes and repays nothing that is paused, and says so", async () => {
    const { notes, failed, taken } = await fallAfter("paused", ["setReservePause", "WETH", true]);
    expect(notes).to.deep.equal(["Paused, so that no liquidation takes or repays it: WETH."]);
    expect(failed).to.deep.equal([]);
    const sides = taken.flatMap(({ debtAsset, collateralAsset }) => [debtAsset, collateralAsset]);
    expect(sides).to.include("wstETH").and.not.include("WETH");
  });
});
