import { expect } from "chai";
import { AbiCoder, id, zeroPadValue } from "ethers";
import { outsideFlow } from "../../../src/market/outsideFlow.ts";
import { WAD } from "../../../src/units.ts";
import type { Log, MinedBlock, Receipt } from "../../../src/world/transaction.ts";
import type { World } from "../../../src/world/world.ts";
import { loadText, TINY } from "../../support/tinyScenario.ts";

const address = (byte: string) => `0x${byte.repeat(20)}`;
const TOKENS = { USDC: address("01"), WETH: address("02"), wstETH: address("03") };
const OUTSIDE = address("0e");
const world = {
  scenario: loadText(TINY).scenario,
  deployment: { tokens: TOKENS, externalMarket: OUTSIDE },
} as unknown as World;

type Symbol = keyof typeof TOKENS;
function trade(sold: Symbol, bought: Symbol, usd: bigint, emitter = OUTSIDE): Log {
  const topics = [
    id("Trade(address,address,address,uint256,uint256,uint256)"),
    address("aa"),
    TOKENS[sold],
    TOKENS[bought],
  ];
  return {
    address: emitter,
    topics: topics.map((topic, i) => (i === 0 ? topic : zeroPadValue(topic, 32))),
    data: AbiCoder.defaultAbiCoder().encode(["uint256", "uint256", "uint256"], [1n, 2n, usd]),
    logIndex: "0x0",
  };
}
const mined = (...logs: Log[]) => ({ receipts: [{ logs } as Receipt] }) as MinedBlock;

describe("outsideFlow", () => {
  it("adds what is sold and subtracts what is bought, in USD", () => {
    const block = mined(trade("WETH", "USDC", 5n * WAD), trade("USDC", "WETH", 2n * WAD));
    expect(outsideFlow(world, block)).to.deep.equal(new Map([["WETH", 3n * WAD]]));
  });

  it("counts a staked asset against its underlying, and for itself alone", () => {
    expect(outsideFlow(world, mined(trade("wstETH", "WETH", WAD)))).to.deep.equal(new Map([["wstETH", WAD]]));
    expect(outsideFlow(world, mined(trade("WETH", "wstETH", WAD)))).to.deep.equal(new Map([["wstETH", -WAD]]));
  });

  it("leaves out pairs that no asset is quoted in", () => {
    expect(outsideFlow(world, mined(trade("wstETH", "USDC", WAD)))).to.deep.equal(new Map());
  });

  it("reads no other account's events and no other events", () => {
    const foreign = trade("WETH", "USDC", WAD, address("0f"));
    const other = { ...trade("WETH", "USDC", WAD), topics: [id("Repriced()")] };
    expect(outsideFlow(world, mined(foreign, other))).to.deep.equal(new Map());
  });
});
