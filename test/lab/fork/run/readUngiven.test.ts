import { expect } from "chai";
import type { LendingFacts } from "../../../../src/fork/market/lendingFacts.ts";
import { readUngiven } from "../../../../src/fork/run/readUngiven.ts";
import { deployAaveUpstream } from "../../../support/aaveUpstream.ts";
import { someFacts } from "../../../support/forkFacts.ts";

describe("readUngiven", () => {
  it("names tokens that keep no balances of their own, and no others", async () => {
    const { collateral, debt, token, provider } = await deployAaveUpstream(1);
    const { target } = await token("AToken", debt);
    const [plain, bearing] = someFacts().reserves as [
      LendingFacts["reserves"][number],
      LendingFacts["reserves"][number],
    ];
    const reserves = [
      { ...plain, asset: collateral },
      { ...bearing, asset: String(target) },
    ];
    const request = <T>(method: string, params: unknown[] = []) => provider.send(method, params) as Promise<T>;
    const chain = { request } as Parameters<typeof readUngiven>[0];
    const before = await provider.getBlockNumber();

    expect(await readUngiven(chain, { ...someFacts(), reserves })).to.deep.equal([bearing.symbol]);
    expect(await provider.getBlockNumber()).to.equal(before);
  });
});
