import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Contract, type ContractTransactionReceipt } from "ethers";
import { type LargestCall, largestCall } from "../../../../src/fork/curve/largestCall.ts";
import { type LiquidationTerms, readTerms } from "../../../../src/fork/curve/liquidationTerms.ts";
import { readFeeds } from "../../../../src/fork/curve/pricedFeed.ts";
import type { Valuation } from "../../../../src/fork/curve/valuation.ts";
import { valueByModel } from "../../../../src/fork/curve/valueByModel.ts";
import { valueByNode } from "../../../../src/fork/curve/valueByNode.ts";
import { findPositions } from "../../../../src/fork/findPositions.ts";
import { preflight } from "../../../../src/fork/preflight.ts";
import { RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import type { Positions } from "../../../../src/fork/screen/positions.ts";
import { ViewReader } from "../../../../src/fork/screen/viewReader.ts";
import { PRESETS } from "../../../../src/model/rules.ts";
import { WAD } from "../../../../src/units.ts";
import { type AaveMainnet, openAaveMainnet } from "../../../support/aaveMainnet.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";

const ACCOUNTS = 60;
const MAX = (1n << 256n) - 1n;
const OWNER = `0x${"0e".repeat(20)}`;
const LIQUIDATOR = `0x${"11".repeat(20)}`;
/** From next to healthy to under water. */
const CHANGES = [-WAD / 12n, -WAD / 5n, -WAD / 2n];
const ABI = [
  "function liquidationCall(address,address,address,uint256,bool)",
  "event LiquidationCall(address indexed collateral, address indexed debt, address indexed user, uint256 repaid, uint256 seized, address liquidator, bool receiveAToken)",
];

for (const release of ["3.0", "3.6"] as const) {
  describe(`what may be liquidated of real Aave v${release}`, function () {
    this.timeout(120_000);
    let mainnet: AaveMainnet;
    let node: HostileRpc;
    let positions: Positions;
    let valuations: Valuation[];
    let terms: LiquidationTerms;

    before(async () => {
      mainnet = await openAaveMainnet(release, ACCOUNTS);
      node = await new HostileRpc(mainnet.backend).listen();
      const folder = mkdtempSync(join(tmpdir(), "faultline-"));
      const block = mainnet.block + 1;
      const out = join(folder, "positions.json");
      positions = await findPositions({ rpc: node.url, block, pool: mainnet.pool, out });
      rmSync(folder, { recursive: true });
      const client = new RpcClient(node.url);
      const upstream = await preflight(node.url, { block });
      const reader = await ViewReader.create(client, upstream);
      const weth = positions.reserves.filter(({ symbol }) => symbol === "WETH");
      const feeds = await readFeeds(client, upstream, reader, positions, weth);
      valuations = await valueByNode({ reader, place: node.url, positions, feeds, changes: CHANGES });
      terms = await readTerms(reader, positions);
    });
    after(async () => {
      await node.close();
      await mainnet.chain.close();
    });

    it("is valued alike by the pool and by the model, wstETH following WETH", () => {
      expect(terms.rules!.arithmetic).to.equal(`aave-v${release}`);
      const moved = positions.reserves.filter(({ price }, index) => valuations[0]!.prices[index] !== price);
      expect(moved.map(({ symbol }) => symbol)).to.deep.equal(["WETH", "wstETH"]);
      const modelled = valueByModel(positions, terms, valuations);
      for (const [step, { accounts }] of valuations.entries()) {
        for (const [index, value] of accounts.entries()) {
          const { collateralValue, debtValue, healthFactor } = value;
          expect(modelled[step]!.accounts[index], positions.accounts[index]!.account).to.deep.equal({
            ...{ collateralValue, debtValue, healthFactor },
          });
        }
      }
    });

    CHANGES.forEach((change, step) => {
      it(`is in one call what the pool lets a liquidator take at most, at ${Number(change) / 1e18}`, async () => {
        const { prices, accounts } = valuations[step]!;
        const context = { positions, prices, rules: terms.rules!, categories: terms.categories };
        const below = positions.accounts.flatMap((account, index) => {
          const value = accounts[index]!;
          return value.healthFactor < WAD ? [{ account, call: largestCall(account, value, context)! }] : [];
        });
        expect(below.length).to.be.at.least(2);
        for (const { account, call } of below) {
          const wanted = { repaid: call.repaid, seized: call.seized };
          const all = await liquidated(account.account, call, MAX, prices);
          if (all === undefined) {
            // All that may be repaid would leave dust: a wei more than the largest call does too.
            expect(await liquidated(account.account, call, call.repaid + 1n, prices)).to.equal(undefined);
            expect(await liquidated(account.account, call, call.repaid, prices)).to.deep.equal(wanted);
          } else expect(all, account.account).to.deep.equal(wanted);
        }
      });
    });

    /** What a liquidation at those prices does at the positions' own time; undefined when the pool refuses it. */
    async function liquidated(user: string, call: LargestCall, repay: bigint, prices: Valuation["prices"]) {
      const { ethers, chain } = mainnet;
      await mainnet.rewind();
      const owner = await ethers.getImpersonatedSigner(OWNER);
      const liquidator = await ethers.getImpersonatedSigner(LIQUIDATOR);
      await chain.request("hardhat_setBalance", [LIQUIDATOR, "0xffffffffffffffffff"]);
      const { asset, token } = Object.values(mainnet.assets).find(({ address }) => address === call.debtAsset)!;
      const weth = positions.reserves.findIndex(({ symbol }) => symbol === "WETH");
      const feed = await ethers.getContractAt("PriceFeed", mainnet.assets.WETH.feed, owner);
      const pool = new Contract(mainnet.pool, ABI, liquidator);
      const provider = chain.connection.provider;
      // One block at the time that the accounts were valued at, in the order of the fees.
      const next = (priority: bigint, gasLimit = 500_000n) => ({
        ...{ gasLimit, maxFeePerGas: 10n ** 12n, maxPriorityFeePerGas: priority },
      });
      await provider.request({ method: "evm_setAutomine", params: [false] });
      await feed.transmit(prices[weth]!, next(40n));
      await token.connect(owner).mint(LIQUIDATOR, MAX / 4n, next(30n));
      await token.connect(liquidator).approve(mainnet.pool, MAX, next(20n));
      const liquidation = [call.collateralAsset, asset, user, repay, true, next(10n, 3_000_000n)];
      const sent = await pool.getFunction("liquidationCall")(...liquidation);
      await chain.request("evm_setNextBlockTimestamp", [positions.timestamp]);
      await chain.request("evm_mine");
      await provider.request({ method: "evm_setAutomine", params: [true] });
      const receipt = (await ethers.provider.getTransactionReceipt(sent.hash)) as ContractTransactionReceipt | null;
      if (receipt?.status !== 1) return undefined;
      const log = receipt.logs.map((each) => pool.interface.parseLog(each)).find((each) => each !== null)!;
      return { repaid: log.args.repaid as bigint, seized: log.args.seized as bigint };
    }
  });
}

describe("largestCall", () => {
  const [usdc, weth, wbtc] = ["0x01", "0x02", "0x03"];
  const THRESHOLD = 8_000n << 16n;
  const BONUS = 10_500n << 32n;
  const ACTIVE = 1n << 56n;
  const configuration = THRESHOLD | BONUS | ACTIVE;
  const reserve = (asset: string, decimals: number, over = configuration) => ({ asset, decimals, configuration: over });
  const context = (reserves: ReturnType<typeof reserve>[]) => ({
    positions: { unit: 10n ** 8n, reserves } as unknown as Positions,
    prices: [10n ** 8n, 2_000n * 10n ** 8n, 40_000n * 10n ** 8n],
    rules: PRESETS["aave-v3.6"],
    categories: new Map(),
  });
  const owed = (asset: string, amount: bigint) => ({ asset, amount, scaled: amount, stable: 0n });
  const account = {
    eMode: 0,
    collateral: [{ asset: wbtc, amount: 12_000_000n, scaled: 0n }],
    debt: [owed(usdc, 2_500n * 10n ** 6n), owed(weth, (7n * WAD) / 10n)],
  } as unknown as Positions["accounts"][number];
  const value = {
    collateralValue: 4_800n * 10n ** 8n,
    debtValue: 3_900n * 10n ** 8n,
    healthFactor: (97n * WAD) / 100n,
  };
  const all = [reserve(usdc, 6), reserve(weth, 18), reserve(wbtc, 8)];

  it("repays no more than leaves what the pool wants left", () => {
    // Half of 3,900 would leave 550 of 2,500, less than the 1,000 that may be left.
    expect(largestCall(account, value, context(all))).to.include({ debtAsset: usdc, repaid: 1_500n * 10n ** 6n });
  });

  it("takes nothing where the reserve is paused or is no collateral", () => {
    const paused = configuration | (1n << 60n);
    expect(largestCall(account, value, context([all[0]!, all[1]!, reserve(wbtc, 8, paused)]))).to.equal(undefined);
    expect(largestCall(account, value, context([all[0]!, all[1]!, reserve(wbtc, 8, ACTIVE)]))).to.equal(undefined);
    const other = largestCall(account, value, context([reserve(usdc, 6, paused), all[1]!, all[2]!]));
    expect(other).to.include({ debtAsset: weth, repaid: (7n * WAD) / 10n });
  });
});
