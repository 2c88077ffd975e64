import { expect } from "chai";
import { preflight } from "../../../../src/fork/preflight.ts";
import { RpcClient } from "../../../../src/fork/rpc/rpcClient.ts";
import { screen } from "../../../../src/fork/screen/screen.ts";
import { deployAaveUpstream } from "../../../support/aaveUpstream.ts";
import { HostileRpc } from "../../../support/hostileRpc.ts";
import {
  type Account,
  borrow,
  deployLending,
  E_MODE,
  fund,
  type ListedReserve,
  openEMode,
  supply,
  USDC,
  WBTC,
  WETH,
} from "../../../support/lending.ts";

const GAS = { gasLimit: 16_000_000n };
const FIXED_RATE = 1;

describe("screen", () => {
  for (const preset of ["aave-v3.0", "aave-v3.6"] as const) {
    it(`reads several assets on each side, and e-mode, from the bundled pool: ${preset}`, async () => {
      const lending = await deployLending(preset, [WETH, USDC, WBTC]);
      const { pool, signers, ethers } = lending;
      const [weth, usdc, wbtc] = lending.reserves as [ListedReserve, ListedReserve, ListedReserve];
      const [lender, two, one, saver] = signers.slice(2) as [Account, Account, Account, Account];
      await openEMode(lending, [0, 2], [0, 1, 2]);
      for (const reserve of lending.reserves)
        await supply(lending, lender, reserve, 1_000n * reserve.unit * (reserve === usdc ? 1_000n : 1n));
      await supply(lending, two, weth, 10n * weth.unit);
      await supply(lending, two, wbtc, wbtc.unit);
      await borrow(lending, two, usdc, 5_000n * usdc.unit);
      await borrow(lending, two, wbtc, wbtc.unit / 10n);
      await supply(lending, one, weth, 3n * weth.unit);
      await pool.connect(one).setUserEMode(E_MODE.id, GAS);
      await borrow(lending, one, usdc, 100n * usdc.unit);
      await fund(lending, saver, weth, weth.unit);
      await ethers.provider.send("evm_increaseTime", [1_000_000]);
      await ethers.provider.send("evm_mine", []);

      const node = await new HostileRpc(({ method, params }) => ethers.provider.send(method, params)).listen();
      const upstream = await preflight(node.url, {});
      const candidates = [lender.address, two.address, one.address, saver.address];
      const options = { pool: await pool.getAddress(), candidates, source: { from: "file" } as const };
      const { accounts, reserves } = await screen(new RpcClient(node.url), upstream, options);
      await node.close();

      expect(reserves.map(({ symbol, decimals }) => [symbol, decimals])).to.deep.equal([
        ["WETH", 18],
        ["USDC", 6],
        ["WBTC", 8],
      ]);
      expect(reserves.map(({ price }) => price)).to.deep.equal([WETH, USDC, WBTC].map(({ price }) => price));
      expect(reserves.every(({ scaledDebt, scaledDebtFound }) => scaledDebt === scaledDebtFound)).to.equal(true);
      const at = { blockTag: upstream.number };
      const lower = async (token: { getAddress(): Promise<string> }) => (await token.getAddress()).toLowerCase();
      const expected = [];
      for (const [account, pledged, owed, eMode] of [
        [two, [weth, wbtc], [usdc, wbtc], 0],
        [one, [weth], [usdc], 1],
      ] as const) {
        const data = await pool.getUserAccountData(account.address, at);
        const collateral = [];
        for (const { token, aToken } of pledged) {
          const [amount, scaled] = [await aToken.balanceOf(account, at), await aToken.scaledBalanceOf(account, at)];
          collateral.push({ asset: await lower(token), amount, scaled });
        }
        const debt = [];
        for (const { token, debtToken } of owed) {
          const [amount, scaled] = [
            await debtToken.balanceOf(account, at),
            await debtToken.scaledBalanceOf(account, at),
          ];
          expect(amount).to.be.greaterThan(scaled, "no interest");
          debt.push({ asset: await lower(token), amount, scaled, stable: 0n });
        }
        expected.push({
          account: account.address.toLowerCase(),
          healthFactor: data.healthFactor,
          collateralValue: data.totalCollateralBase,
          debtValue: data.totalDebtBase,
          liquidationThreshold: data.currentLiquidationThreshold,
          eMode,
          collateral,
          debt,
        });
      }
      expect(accounts).to.deep.equal(expected.sort((a, b) => (a.account < b.account ? -1 : 1)));
    });
  }

  it("reads debt at a fixed rate, which real Aave v3.0 still had", async () => {
    const aave = await deployAaveUpstream(1);
    const { ethers } = aave;
    const [owner] = await ethers.getSigners();
    const provider = new ethers.Contract(
      await aave.pool.getFunction("ADDRESSES_PROVIDER")(),
      ["function getPoolConfigurator() view returns (address)"],
      owner!,
    );
    const configurator = new ethers.Contract(
      await provider.getFunction("getPoolConfigurator")(),
      ["function setReserveStableRateBorrowing(address asset, bool enabled)"],
      owner!,
    );
    await (await configurator.getFunction("setReserveStableRateBorrowing")(aave.debt, true, GAS)).wait();
    const account = aave.borrowers[0]!;
    const pool = aave.pool.connect(await ethers.getImpersonatedSigner(account)) as typeof aave.pool;
    await (await pool.getFunction("borrow")(aave.debt, 10n ** 17n, FIXED_RATE, 0, account, GAS)).wait();
    const node = await new HostileRpc(aave.backend).listen();
    const upstream = await preflight(node.url, {});
    const options = { pool: aave.address, candidates: [account], source: { from: "file" } as const };
    const { accounts } = await screen(new RpcClient(node.url), upstream, options);
    await node.close();
    expect(accounts[0]!.debt[0]!.stable).to.equal(10n ** 17n);
    expect(accounts[0]!.debt[0]!.amount).to.be.within(10n ** 18n, 10n ** 18n + 10n ** 12n);
  });
});
