import { expect } from "chai";
import { exposure } from "../../../src/analysis/exposure.ts";
import { account, measure, world } from "./rows.ts";

const ETHER = 10n ** 18n;
const whole = (units: bigint) => String(units * ETHER);

describe("exposure", () => {
  it("nets what holders have of an asset against what they owe of it", () => {
    const rows = [
      world(),
      account(0, 0, { collateral: { WETH: whole(10n) }, debt: { USDC: "8000000000" } }),
      account(0, 0, { collateral: { USDC: "30000000000" }, debt: { WETH: whole(4n) } }),
    ];

    expect(measure(exposure(), rows)).to.deep.equal({
      USDC: { longUsd: "30000.00", shortUsd: "8000.00", netUsd: "22000.00" },
      WETH: { longUsd: "20000.00", shortUsd: "8000.00", netUsd: "12000.00" },
    });
  });

  it("splits a staked asset into its underlying and its basis", () => {
    const rows = [world(), account(0, 0, { collateral: { wstETH: whole(10n) }, debt: { WETH: whole(10n) } })];

    expect(measure(exposure(), rows)).to.deep.equal({
      WETH: { longUsd: "25000.00", shortUsd: "20000.00", netUsd: "5000.00" },
      "wstETH/WETH": { longUsd: "25000.00", shortUsd: "0.00", netUsd: "25000.00" },
    });
  });

  it("looks at the start alone", () => {
    const rows = [world(), account(0, 0, { phase: "end", collateral: { WETH: whole(1n) } })];

    expect(measure(exposure(), rows)).to.deep.equal({});
  });

  it("refuses an asset that the world does not list", () => {
    expect(() => measure(exposure(), [world(), account(0, 0, { collateral: { DAI: "1" } })]))
      .to.throw()
      .with.property("code", "TRACE_ASSET_UNKNOWN");
  });
});
