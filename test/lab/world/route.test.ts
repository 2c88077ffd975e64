import { expect } from "chai";
import type { AmmPoolInfo, Deployment } from "../../../src/world/deployment.ts";
import { encodeRoute, findRoute, reverseRoute } from "../../../src/world/route.ts";
import { faultOf } from "../../support/faultOf.ts";

const pool = (base: string, quote: string, fee = 500): AmmPoolInfo => ({
  address: `${base}${quote}${fee}`,
  base,
  quote,
  fee,
  baseIsToken0: true,
});
const POOLS = [pool("wstETH", "WETH", 100), pool("WETH", "USDC"), pool("WBTC", "USDC", 3000), pool("WBTC", "WETH")];
const named = (from: string, to: string) =>
  findRoute({ ammPools: POOLS }, from, to).map(({ pool: { base, quote }, sellsBase }) =>
    sellsBase ? `${base}>${quote}` : `${quote}>${base}`,
  );

describe("findRoute", () => {
  it("crosses a pool either way", () => {
    expect(named("WETH", "USDC")).to.deep.equal(["WETH>USDC"]);
    expect(named("USDC", "WETH")).to.deep.equal(["USDC>WETH"]);
  });

  it("takes the fewest pools", () => {
    expect(named("wstETH", "USDC")).to.deep.equal(["wstETH>WETH", "WETH>USDC"]);
    expect(named("USDC", "WBTC")).to.deep.equal(["USDC>WBTC"]);
  });

  it("is empty from an asset to itself", () => {
    expect(named("WETH", "WETH")).to.deep.equal([]);
  });

  it("says which assets no pool connects", () => {
    const fault = faultOf(() => findRoute({ ammPools: POOLS }, "WETH", "EURC"));
    expect([fault.code, fault.exitCode]).to.deep.equal(["ROUTE_MISSING", 2]);
    expect(fault.message).to.equal("No pool leads from WETH to EURC.");
  });

  describe("where ways are chosen", () => {
    const ammPools = [pool("WBTC", "USDC"), pool("USDT", "USDC"), pool("WBTC", "WETH"), pool("WETH", "USDT")];
    const ways = { "WBTC USDT": ["WBTCWETH500", "WETHUSDT500"], "USDT WBTC": ["WETHUSDT500", "WBTCWETH500"] };
    const over = (from: string, to: string, market = { ammPools, ways }) =>
      findRoute(market, from, to).map((hop) => [hop.pool.address, hop.sellsBase]);

    it("takes the chosen way of two assets, either way round, and not another that is as short", () => {
      expect(over("WBTC", "USDT")).to.deep.equal([
        ["WBTCWETH500", true],
        ["WETHUSDT500", true],
      ]);
      expect(over("USDT", "WBTC")).to.deep.equal([
        ["WETHUSDT500", false],
        ["WBTCWETH500", false],
      ]);
    });

    it("takes the shortest for two assets that no way was chosen for", () => {
      expect(over("WETH", "USDC")).to.deep.equal(over("WETH", "USDC", { ammPools, ways: {} as typeof ways }));
      expect(over("WBTC", "USDC")).to.deep.equal([["WBTCUSDC500", true]]);
    });

    it("refuses a way over a pool that is not listed", () => {
      const astray = { ...ways, "WBTC USDT": ["USDTUSDC500"] };
      expect(() => over("WBTC", "USDT", { ammPools, ways: astray })).to.throw("which trades no WBTC");
    });
  });

  it("ends where pools go round in circles", () => {
    expect(() => findRoute({ ammPools: [pool("A", "B"), pool("B", "C"), pool("C", "A")] }, "A", "D")).to.throw(
      "No pool leads",
    );
  });
});

describe("a route on the chain", () => {
  const token = (byte: string) => `0x${byte.repeat(20)}`;
  const deployment = { tokens: { wstETH: token("01"), WETH: token("02"), USDC: token("03") } } as unknown as Deployment;
  const route = findRoute({ ammPools: POOLS }, "wstETH", "USDC");

  it("is token, fee, token, fee, token", () => {
    const expected = `0x${"01".repeat(20)}000064${"02".repeat(20)}0001f4${"03".repeat(20)}`;
    expect(encodeRoute(deployment, "wstETH", route)).to.equal(expected);
    expect(encodeRoute(deployment, "WETH", [])).to.equal("0x");
  });

  it("reversed begins with what is wanted", () => {
    const back = encodeRoute(deployment, "USDC", reverseRoute(route));
    expect(back).to.equal(encodeRoute(deployment, "USDC", findRoute({ ammPools: POOLS }, "USDC", "wstETH")));
  });
});
