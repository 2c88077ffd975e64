import { expect } from "chai";
import { Interface } from "ethers";
import { flashLiquidator } from "../../../src/agents/flashLiquidator.ts";
import { inventoryLiquidator } from "../../../src/agents/inventoryLiquidator.ts";
import { WAD } from "../../../src/units.ts";
import { randomStream } from "../../../src/world/random.ts";
import { address } from "../../support/tinyEconomy.ts";
import { given, type TinyStand, tinyLoop } from "../../support/tinyLoop.ts";

const RANDOM = randomStream(1, "test");
const DESK = address(0x900);
const SHARE_LIQUIDATOR = new Interface([
  "function liquidate((address vault, address debt, address account, uint256 debtToCover, bytes path, uint256 minProfit, address receiver))",
]);
const CALLS = new Interface([
  "function liquidationCall(address, address, address, uint256, bool)",
  "function redeem(uint256, address, address)",
  "function requestRedeem(uint256, address, address)",
]);
const SHARED = { kind: "liquidator", count: 1, minimumProfitUsd: WAD, bidShare: 0n, reactionBlocks: 0 } as const;
const FLASH = { ...SHARED, funding: "flash", capitalUsd: 0n, maxCallsPerBlock: 50 } as const;
const OWN = { ...SHARED, funding: "inventory", capitalUsd: WAD, maxCallsPerBlock: 50 } as const;

/** One holder with so many shares as collateral, whose debt is nine tenths of what they are worth. */
function pledged(shares: bigint, stand: TinyStand = {}) {
  const tiny = tinyLoop(stand);
  tiny.view();
  const nav = tiny.economy.venues.vaults?.now.shares.get("loopETH")?.source ?? 0n;
  const debt = (shares * nav * 9n) / 10n / 100n;
  const position = tiny.economy.hold(0, { loopETH: shares * tiny.vault.shareUnit }, { USDC: debt });
  return { ...tiny, position };
}

describe("liquidations of shares", () => {
  it("flashLiquidator_vaultPaysAll_redeemsInBetween", () => {
    const { economy, view, vault } = pledged(2n);
    const agent = flashLiquidator("flash", FLASH, [DESK], economy.world);
    const [intent] = agent.act(view(), RANDOM);
    const [order] = SHARE_LIQUIDATOR.parseTransaction({ data: intent?.data ?? "0x" })?.args ?? [];
    expect(intent?.to).to.equal(economy.world.deployment.shareLiquidator);
    expect([order.vault.toLowerCase(), order.account.toLowerCase()]).to.deep.equal([vault.info.address, address(1)]);
  });

  it("flashLiquidator_vaultPaysLessAtOnce_takesNoMoreThanThat", () => {
    const covered = (idle: bigint) => {
      const { economy, view } = pledged(20n, { idle });
      const agent = flashLiquidator("flash", FLASH, [DESK], economy.world);
      const [intent] = agent.act(view(), RANDOM);
      return SHARE_LIQUIDATOR.parseTransaction({ data: intent?.data ?? "0x" })?.args[0].debtToCover as bigint;
    };
    const [some, more] = [covered(WAD), covered(2n * WAD)];
    expect(some > 0n).to.equal(true);
    expect(Number(more) / Number(some)).to.be.closeTo(2, 0.01);
  });

  it("flashLiquidator_vaultPaysNothingAtOnce_isStuck", () => {
    const { economy, view } = pledged(20n, { idle: 0n });
    expect(flashLiquidator("flash", FLASH, [DESK], economy.world).act(view(), RANDOM)).to.deep.equal([]);
  });

  it("liquidators_shareThatIsWorthNothing_leaveItAlone", () => {
    const { economy, view, vault } = pledged(2n);
    const debt = economy.venues.lending.positionOf(vault.info.address);
    // The vault owes more than all it has.
    if (debt !== undefined) debt.owed = debt.owed.map((owed) => owed * 100n);
    const wallets = new Map([[DESK, new Map([["USDC", 10n ** 12n]])]]);
    for (const agent of [
      flashLiquidator("flash", FLASH, [DESK], economy.world),
      inventoryLiquidator("desk", OWN, [DESK], economy.world),
    ])
      expect(agent.act(view({ wallets }), RANDOM).filter(({ subject }) => subject === address(1))).to.deep.equal([]);
  });

  it("inventoryLiquidator_vaultPaysNothingAtOnce_takesTheSharesAllTheSame", () => {
    const { economy, view, position } = pledged(2n, { idle: 0n });
    const agent = inventoryLiquidator("desk", OWN, [DESK], economy.world);
    const wallets = new Map([[DESK, new Map([["USDC", 10n ** 12n]])]]);
    const [intent] = agent.act(view({ wallets }), RANDOM);
    expect(CALLS.parseTransaction({ data: intent?.data ?? "0x" })?.name).to.equal("liquidationCall");
    expect(intent?.subject).to.equal(position.account);
  });

  it("inventoryLiquidator_holdingSeizedShares_redeemsWhatIsPaidAtOnceAndRequestsTheRest", () => {
    const { economy, view, vault } = pledged(1n, { idle: 2n * WAD });
    const agent = inventoryLiquidator("desk", OWN, [DESK], economy.world);
    const wallet = (usdc: bigint, shares: bigint) =>
      new Map([
        [
          DESK,
          new Map([
            ["USDC", usdc],
            ["loopETH", shares],
          ]),
        ],
      ]);
    agent.act(view({ wallets: wallet(10n ** 12n, 0n), isWaiting: () => true }), RANDOM);
    given(vault, DESK, 5n);
    const sent = agent.act(view({ wallets: wallet(10n ** 11n, 5n * vault.shareUnit), block: 1 }), RANDOM);
    const names = sent.map(({ data }) => CALLS.parseTransaction({ data })?.name);
    expect(names.slice(0, 2)).to.deep.equal(["redeem", "requestRedeem"]);
  });
});
