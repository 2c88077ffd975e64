import { expect } from "chai";
import { readPools } from "../../../../src/fork/market/readPools.ts";
import { swap } from "../../../../src/model/swap.ts";
import { WAD } from "../../../../src/units.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { AT, Mainnet, recordedFile, STATE_ABSENT } from "../../../support/mainnetState.ts";

const file = recordedFile("verbs-examples_aave_cache.json");
const SYMBOLS = new Map([
  [AT.weth, "WETH"],
  [AT.dai, "DAI"],
]);

describe("readPools on recorded mainnet state", () => {
  let mainnet: Mainnet;
  before(async function () {
    if (file === undefined) {
      console.log(`      ${STATE_ABSENT}`);
      return this.skip();
    }
    mainnet = await Mainnet.open(file, true);
  });
  after(() => mainnet?.chain.close());

  it("prices ether in dollars", async () => {
    const [{ state, ...info } = undefined as never] = await readPools(mainnet.chain, {
      pools: [AT.uniswap],
      symbols: SYMBOLS,
    });

    expect(info).to.deep.equal({
      address: AT.uniswap,
      base: "WETH",
      quote: "DAI",
      fee: 3000,
      baseIsToken0: false,
      kind: "uniswap-v3",
    });
    expect(state.tick).to.equal(-80_916);
  });

  it("knows the pool as far as its recorded ticks go without a gap, and not further", async () => {
    const [{ state } = undefined as never] = await readPools(mainnet.chain, { pools: [AT.uniswap], symbols: SYMBOLS });
    const sale = (weth: bigint) => swap(state, { zeroForOne: false, amount: weth * WAD });

    expect(state.known).to.deep.equal({ from: -89_999, to: -71_881 });
    expect(sale(1_000n).amountIn).to.equal(1_000n * WAD);
    expect(faultOf(() => sale(1_000_000n)).code).to.equal("SWAP_BEYOND_KNOWN");
  });

  it("refuses a pool of a token without a symbol", async () => {
    const symbols = new Map([[AT.weth, "WETH"] as const]);
    const asked = readPools(mainnet.chain, { pools: [AT.uniswap], symbols });

    expect(await asked.catch((error) => error.code)).to.equal("POOL_TOKEN_UNKNOWN");
  });
});
