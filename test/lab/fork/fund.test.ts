import { expect } from "chai";
import { balanceSlot, fund } from "../../../src/fork/fund.ts";
import { type Chain, openChain } from "../../../src/world/chain.ts";

const HOLDER = `0x${"0b".repeat(20)}`;

describe("fund", () => {
  let chain: Chain;
  let token: string;
  before(async () => {
    chain = await openChain({ startTime: 1_710_884_183, blockGasLimit: 30_000_000, order: "priority" });
    const { ethers } = chain.connection;
    const owner = (await ethers.getSigners())[0]!.address;
    token = String((await ethers.deployContract("MintableToken", ["Token", "TKN", 18, owner])).target);
    await (await ethers.getContractAt("MintableToken", token)).mint(HOLDER, 7n);
  });
  after(() => chain.close());

  const balance = async () => (await chain.connection.ethers.getContractAt("MintableToken", token)).balanceOf(HOLDER);

  it("finds where a balance is kept and leaves it as it was", async () => {
    const { account, value } = await balanceSlot(chain, token, HOLDER);

    expect(account).to.equal(token.toLowerCase());
    expect(BigInt(value)).to.equal(7n);
    expect(await balance()).to.equal(7n);
  });

  it("gives exactly what it is told, more or less than before", async () => {
    await fund(chain, token, HOLDER, 10n ** 24n);
    expect(await balance()).to.equal(10n ** 24n);

    await fund(chain, token, HOLDER, 1n);
    expect(await balance()).to.equal(1n);
  });

  it("refuses what keeps no balances", async () => {
    const fault = await fund(chain, `0x${"99".repeat(20)}`, HOLDER, 1n).catch((error) => error);

    expect(fault).to.include({ code: "FUND_SLOT_NOT_FOUND" });
  });
});
