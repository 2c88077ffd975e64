import { expect } from "chai";
import { AbiCoder, Interface } from "ethers";
import { createContext } from "../../../src/trace/context.ts";
import { openingTokens } from "../../../src/trace/openingTokens.ts";
import { FOUND } from "../../../src/world/forkOrigin.ts";
import type { Holder } from "../../../src/world/world.ts";
import { asFork } from "../../support/asFork.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";

const LENS = new Interface(["function balances(address[] tokens, address[] holders) view returns (uint256[])"]);
const [REAL, OWN, DESK] = [address(1), address(2), address(0x51)];
const HOLDERS: Holder[] = [
  { address: REAL, group: FOUND, kind: "account" },
  { address: OWN, group: "borrowers", kind: "borrower" },
];

/** Reads an economy in which everybody has one unit of everything, and notes who was asked about. */
async function read(isFork: boolean) {
  const { world, venues } = tinyEconomy([], HOLDERS);
  const asked: [token: string, holder: string][] = [];
  const request = async (_method: string, [{ data }]: [{ data: string }]) => {
    const [[token = ""], holders] = LENS.decodeFunctionData("balances", data) as unknown as [string[], string[]];
    asked.push(...holders.map((holder): [string, string] => [token.toLowerCase(), holder.toLowerCase()]));
    return AbiCoder.defaultAbiCoder().encode(["uint256[]"], [holders.map(() => 1n)]);
  };
  Object.assign(world, { chain: { request }, agentAccounts: new Map([["desk", [DESK]]]) });
  if (isFork) world.fork = asFork(0);
  return { opening: await openingTokens(createContext(world, venues, () => {})), asked, world };
}

describe("openingTokens", () => {
  it("asks nothing in a world of the lab's own, whose logs tell all", async () => {
    const { opening, asked } = await read(false);
    expect([opening, asked]).to.deep.equal([undefined, []]);
  });

  it("reads what agents and the scenario's own population have, of every asset", async () => {
    const { opening } = await read(true);
    expect(opening?.get("borrowers")).to.deep.equal([1n, 1n, 1n]);
    expect(opening?.get("desk")).to.deep.equal([1n, 1n, 1n]);
  });

  it("asks of nobody's wallet that is real", async () => {
    const { opening, asked } = await read(true);
    expect(opening?.has(FOUND)).to.equal(false);
    expect(asked.some(([, holder]) => holder === REAL)).to.equal(false);
  });

  it("asks of a real pool and of a reserve for their own tokens alone", async () => {
    const { opening, asked, world } = await read(true);
    const { ammPools, reserves, tokens } = world.deployment;
    for (const pool of ammPools) {
      const of = asked.filter(([, holder]) => holder === pool.address).map(([token]) => token);
      expect(of).to.have.members([tokens[pool.base], tokens[pool.quote]]);
    }
    for (const { aToken, symbol } of reserves)
      expect(asked.filter(([, holder]) => holder === aToken)).to.deep.equal([[tokens[symbol], aToken]]);
    // wstETH stands in one pool, WETH in both.
    expect(opening?.get("liquidity provider")).to.deep.equal([1n, 2n, 1n]);
  });
});
