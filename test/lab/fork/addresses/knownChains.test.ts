import { readdirSync, readFileSync } from "node:fs";
import { expect } from "chai";
import { knownChains } from "../../../../src/fork/addresses/knownChains.ts";

const FOLDER = new URL("../../../../src/fork/addresses/chains/", import.meta.url);

describe("knownChains", () => {
  const chains = knownChains();

  it("has Aave v3, Uniswap and the wrapped token on five chains", () => {
    expect(chains.map(({ chainId }) => chainId)).to.deep.equal([1, 10, 137, 8453, 42161]);
    for (const { lending, uniswapV3, wrappedEther } of chains) {
      expect([lending["aave-v3"], uniswapV3, wrappedEther]).to.not.include(undefined);
    }
  });

  for (const { chain, lending, uniswapV3, uniswapV2, wrappedEther, sources } of chains) {
    const addresses = { ...lending, uniswapV3, uniswapV2, wrappedEther };

    it(`${chain}_hasASourceForEachAddressAndNoOther`, () => {
      expect(Object.keys(sources)).to.have.members(Object.keys(addresses));
    });

    it(`${chain}_hasNoAddressTwice`, () => {
      expect(new Set(Object.values(addresses)).size).to.equal(Object.keys(addresses).length);
    });
  }

  it("are written in lower case", () => {
    for (const name of readdirSync(FOLDER)) {
      const text = readFileSync(new URL(name, FOLDER), "utf8");
      const written = [...text.matchAll(/"(0x[^"]*)"/g)].map(([, address]) => address);
      expect(written.length).to.be.greaterThan(3);
      for (const address of written) expect(address).to.match(/^0x[0-9a-f]{40}$/);
    }
  });
});
