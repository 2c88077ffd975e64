import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readDepth } from "../../../../../src/fork/market/depth/readDepth.ts";
import { WAD } from "../../../../../src/units.ts";
import { faultOf } from "../../../../support/faultOf.ts";

const SYMBOLS = ["WETH", "DAI"];
const MILLION = 1_000_000n * WAD;

describe("readDepth", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "depth-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const depthOf = (text: string, name = "depth.csv") => {
    const file = join(folder, name);
    writeFileSync(file, text);
    return readDepth(file, SYMBOLS);
  };
  const faultAt = (text: string, name?: string) => {
    const { code, place } = faultOf(() => depthOf(text, name));
    const { line, key } = place as { line?: number; key?: string };
    return [code, line, key].filter((part) => part !== undefined && part !== "");
  };

  it("divides the dollars that a fall takes by the logarithm of the fall", () => {
    const { depthUsdPerLog, steps } = depthOf("asset,priceStep,usd\nWETH,50%,1_000_000\n");

    // A fall by half is one of ln 2 = 0.693147180559945309.
    expect(depthUsdPerLog).to.deep.equal({ WETH: (MILLION * WAD) / 693_147_180_559_945_309n });
    expect(steps).to.deep.equal([
      { asset: "WETH", priceStep: WAD / 2n, usd: MILLION, depthUsdPerLog: depthUsdPerLog.WETH },
    ]);
  });

  it("takes the step that means the least depth, whichever comes first", () => {
    const { depthUsdPerLog, steps } = depthOf('asset,priceStep,usd\nWETH,"10%",50000000\nWETH,-2%,9000000\n');

    expect(steps.map(({ priceStep }) => priceStep)).to.deep.equal([(WAD * 2n) / 100n, WAD / 10n]);
    expect(depthUsdPerLog.WETH).to.equal(steps[0]?.depthUsdPerLog);
    expect((steps[0]?.depthUsdPerLog ?? 0n) < (steps[1]?.depthUsdPerLog ?? 0n)).to.equal(true);
  });

  it("adds up what an asset's quotes take, from YAML as from CSV", () => {
    const csv = depthOf("# venues\nasset,quote,priceStep,usd\nWETH,USDC,2%,3e6\nWETH,USDT,2%,2e6\nDAI,,1%,1e6\n");
    const yaml = depthOf(
      '- { asset: WETH, quote: USDC, priceStep: "2%", usd: 3_000_000 }\n' +
        "- { asset: WETH, quote: USDT, priceStep: 0.02, usd: 2_000_000 }\n" +
        "- asset: DAI\n  priceStep: 1%\n  usd: 1_000_000\n",
      "depth.yaml",
    );

    expect(csv.steps.map(({ asset, usd }) => [asset, usd])).to.deep.equal([
      ["WETH", 5n * MILLION],
      ["DAI", MILLION],
    ]);
    expect(yaml.steps).to.deep.equal(csv.steps);
    expect(yaml.depthUsdPerLog).to.deep.equal(csv.depthUsdPerLog);
  });

  for (const [what, text, fault, name] of [
    ["a file that holds no rows", "asset,priceStep,usd\n", ["DEPTH_SYNTAX"]],
    ["a row of another length", "asset,priceStep,usd\nWETH,2%,1,000\n", ["DEPTH_SYNTAX", 2]],
    ["a column that nobody reads", "asset,priceStep,usd,venue\nWETH,2%,1000,x\n", ["DEPTH_VALUE", 2, "venue"]],
    ["a step of nothing", "asset,priceStep,usd\n\nWETH,0%,1000\n", ["DEPTH_VALUE", 3, "priceStep"]],
    ["a step of everything", "asset,priceStep,usd\nWETH,100%,1000\n", ["DEPTH_VALUE", 2, "priceStep"]],
    ["dollars that are none", "asset,priceStep,usd\nWETH,2%,many\n", ["DEPTH_VALUE", 2, "usd"]],
    ["an asset that is not there", "asset,priceStep,usd\nWBTC,2%,1000\n", ["DEPTH_ASSET_UNKNOWN", 2, "asset"]],
    ["a step given twice", "asset,priceStep,usd\nWETH,2%,1000\nWETH,2%,2000\n", ["DEPTH_TWICE", 3]],
    [
      "quotes with different steps",
      "asset,quote,priceStep,usd\nWETH,USDC,2%,1\nWETH,USDT,2%,1\nWETH,USDC,5%,2\n",
      ["DEPTH_STEPS_DIFFER", 4],
    ],
    ["a longer fall that takes less", "asset,priceStep,usd\nWETH,2%,2\nWETH,5%,1\n", ["DEPTH_NOT_RISING", 3, "usd"]],
    ["YAML that is no list", "asset: WETH\n", ["DEPTH_SYNTAX", 1], "depth.yaml"],
    ["a row of YAML that is none", '- { asset: WETH, priceStep: "2%", usd: 1 }\n- 7\n', ["DEPTH_VALUE", 2], "d.yaml"],
  ] as const) {
    it(`refuses ${what}, with its place`, () => {
      expect(faultAt(text, name)).to.deep.equal(fault);
    });
  }

  it("refuses a file that is not there", () => {
    expect(faultOf(() => readDepth(join(folder, "none.csv"), SYMBOLS)).code).to.equal("DEPTH_UNREADABLE");
  });
});
