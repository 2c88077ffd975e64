import { expect } from "chai";
import type { BaseContract, Contract } from "ethers";
import { network } from "hardhat";
import { standInCode } from "../../../../src/fork/curve/standIn.ts";

const PRICE = 123_456_789n;
const ORIGINAL = "0x00000000000000000000000000000000000c0de0";

describe("standInCode", () => {
  let feed: Contract;
  let ethers: Awaited<ReturnType<typeof network.create>>["ethers"];
  let round: unknown[];

  before(async () => {
    const { provider, ...connection } = await network.create();
    ({ ethers } = connection);
    const [owner] = await ethers.getSigners();
    const real = await ethers.deployContract("PriceFeed", [8, "ETH / USD", owner!.address]);
    await real.setTransmitter(owner!.address, true);
    await real.transmit(2_000n);
    round = [...(await real.latestRoundData())];
    const at = await real.getAddress();
    await provider.request({ method: "hardhat_setCode", params: [ORIGINAL, await ethers.provider.getCode(at)] });
    await provider.request({ method: "hardhat_setCode", params: [at, standInCode(PRICE, ORIGINAL)] });
    feed = real as BaseContract as Contract;
  });

  it("answers the price to both questions for the latest", async () => {
    expect(await feed.getFunction("latestAnswer")()).to.equal(PRICE);
    expect([...(await feed.getFunction("latestRoundData")())]).to.deep.equal(round.with(1, PRICE));
  });

  it("lets the feed's own code answer everything else, out of its own storage", async () => {
    expect(await feed.getFunction("decimals")()).to.equal(8n);
    expect(await feed.getFunction("description")()).to.equal("ETH / USD");
    expect([...(await feed.getFunction("getRoundData")(round[0]))]).to.deep.equal(round);
  });

  it("fails where the feed's own code fails", async () => {
    await expect(feed.getFunction("getRoundData")(77n)).to.revert(ethers);
  });
});
