import { expect } from "chai";
import type { OracleState } from "../../../src/trace/rounds.ts";
import { channelOf, type Views } from "../../../src/trace/views.ts";

const state = (price: bigint, share: bigint): OracleState => ({ reserves: [price, share] });
/** Actual prices of an asset and of a share; on the path alone both cost 100. */
const views = (price: bigint, share: bigint): Views => ({
  now: state(price, share),
  counterfactual: state(100n, 100n),
  sharesAlone: state(100n, share),
  pricesAlone: state(price, 100n),
});
const below = (bound: bigint) => (given: OracleState) => (given.reserves[0] ?? 0n) + (given.reserves[1] ?? 0n) < bound;

describe("channelOf", () => {
  it("names collateral where the price of shares alone brings the account below", () => {
    expect(channelOf(below(195n), views(100n, 90n), "liquidity")).to.equal("collateral");
  });

  it("names collateral where either alone would have done", () => {
    expect(channelOf(below(195n), views(90n, 90n), "liquidity")).to.equal("collateral");
  });

  it("names price where all other prices alone do", () => {
    expect(channelOf(below(195n), views(90n, 99n), "liquidity")).to.equal("price");
  });

  it("names collateral where it takes both", () => {
    expect(channelOf(below(185n), views(90n, 90n), "liquidity")).to.equal("collateral");
  });

  it("names what is left where no price does", () => {
    expect(channelOf(below(150n), views(90n, 90n), "liquidity")).to.equal("liquidity");
    expect(channelOf(below(150n), views(90n, 90n), "price")).to.equal("price");
  });
});
