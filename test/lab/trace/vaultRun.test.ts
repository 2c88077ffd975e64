import { expect } from "chai";
import { Interface } from "ethers";
import { liquidationNav } from "../../../src/trace/liquidationNav.ts";
import type { AttributionRow, Row } from "../../../src/trace/row.ts";
import type { Vault } from "../../../src/venues/vault.ts";
import type { Venues } from "../../../src/venues/venues.ts";
import type { World } from "../../../src/world/world.ts";
import { TinyWorld } from "../../support/tinyRun.ts";
import { TINY_VAULTS } from "../../support/tinyVaults.ts";

const CRASH = "market.paths=[{kind: shock, asset: WETH, change: -30%, atBlock: 2}]";
const SLASH = ["market.paths=[]", "changes=[{kind: slash, atBlock: 2, asset: wstETH, loss: 22%}]"];
/** Deleveraging by queue, and nothing that would spare anybody of it. */
const BARE = ["perps.preset=hyperliquid", "perps.insuranceUsd=1"];
const PAIRS = ["slippage", "fees", "bonuses", "funding", "socialised"] as const;
const CAUSES = ["price", "carry", ...PAIRS] as const;
const VAULT = new Interface([
  "function totalSupply() view returns (uint256)",
  "function balanceOf(address) view returns (uint256)",
  "function liquidationNav() returns (uint256)",
]);

type Kind = Row["kind"];
function of<K extends Kind>(rows: readonly Row[], kind: K): Extract<Row, { kind: K }>[] {
  return rows.filter((row): row is Extract<Row, { kind: K }> => row.kind === kind);
}

async function ask({ chain }: World, vault: Vault, name: string, ...args: unknown[]): Promise<bigint> {
  const call = { to: vault.info.address, data: VAULT.encodeFunctionData(name, args), gas: "0x1000000" };
  return BigInt(await chain.request<string>("eth_call", [call, "latest"]));
}

function open(row: AttributionRow): number {
  return Number(row.endUsd) - Number(row.startUsd) - CAUSES.reduce((sum, cause) => sum + Number(row[cause]), 0);
}

describe("the trace of a run with vaults", function () {
  this.timeout(180_000);
  let tiny: TinyWorld;
  let crash: Row[];
  let slash: Row[];
  let cut: Row[];
  const said: { vault: string; supply: bigint; left: bigint; quoted: bigint }[] = [];
  const held = new Map<string, bigint>();

  before(async () => {
    tiny = await TinyWorld.of(TINY_VAULTS, ...BARE);
    tiny.atEnd = async (world, venues) => {
      for (const vault of venues.vaults?.vaults ?? []) {
        const [supply, quoted] = [await ask(world, vault, "totalSupply"), await ask(world, vault, "liquidationNav")];
        said.push({ vault: vault.info.symbol, supply, quoted, left: liquidationNav(venues, vault) });
        for (const { address } of world.holders)
          held.set(`${vault.info.symbol} ${address}`, await ask(world, vault, "balanceOf", address));
      }
    };
    crash = (await tiny.run(...BARE, CRASH)).rows;
    tiny.atEnd = () => {};
    slash = (await tiny.run(...BARE, ...SLASH)).rows;
    cut = (await tiny.run(...BARE, CRASH, "channels.price=off")).rows;
  });

  after(() => tiny.close());

  it("closes all books, each vault's among them", () => {
    for (const rows of [crash, slash, cut]) {
      const [conservation] = of(rows, "conservation");
      expect(conservation?.checks.filter(({ errorWei, allowedWei }) => BigInt(errorWei) > BigInt(allowedWei))).to.be
        .empty;
      expect(conservation?.ok).to.equal(true);
      const checked = conservation?.checks.filter(({ venue }) => venue === "basisUSD").map(({ asset }) => asset);
      expect(checked).to.have.members(["USDC", "WETH", "shares", "queue", "requests", "claims", "lent", "net assets"]);
    }
  });

  it("explains every group's result to the cent, and lets one group's gain by a flow be another's loss", () => {
    for (const rows of [crash, slash, cut]) {
      const groups = of(rows, "attribution");
      for (const row of groups) expect(open(row), row.group).to.be.closeTo(0, 0.0001);
      for (const cause of PAIRS) {
        const sum = groups.reduce((total, row) => total + Number(row[cause]), 0);
        expect(sum, cause).to.be.closeTo(0, 0.001);
      }
    }
  });

  it("passes on what vaults made and lost: nothing stays with them but what nobody holds", () => {
    const groups = new Map(of(crash, "attribution").map((row) => [row.group, row]));
    for (const vault of ["loopETH", "basisUSD"]) expect(Number(groups.get(vault)?.endUsd)).to.be.closeTo(0, 0.001);
    // They hold nothing but shares of a vault that was short as much as it had.
    expect(Number(groups.get("basis-savers")?.socialised)).to.be.lessThan(0);
    expect(Number(groups.get("savers")?.price)).to.be.lessThan(0);
  });

  it("ends with vaults as the chain states them, what selling everything would leave included", () => {
    expect(said.length).to.equal(2);
    for (const { vault, supply, left, quoted } of said) {
      const row = of(crash, "vaultState").findLast((state) => state.vault === vault);
      expect(row?.supply).to.equal(supply.toString());
      expect(left, vault).to.equal(quoted);
      expect(Number(row?.liquidationNavUsd)).to.be.lessThanOrEqual(Number(row?.netAssetsUsd));
    }
  });

  it("writes what every holder has in shares as the chain has it", () => {
    const rows = of(crash, "shareholder").filter(({ phase }) => phase === "end");
    const written = new Map(rows.map((row) => [row.account, row]));
    for (const [key, amount] of held) {
      const [vault = "", account = ""] = key.split(" ");
      expect(written.get(account)?.shares[vault]?.held ?? "0", key).to.equal(amount.toString());
    }
    expect(rows.some(({ walletUsd }) => Number(walletUsd) > 0)).to.equal(true);
  });

  it("states each vault before the first block and at the end of each", () => {
    const states = of(crash, "vaultState").filter(({ vault }) => vault === "basisUSD");
    expect(states.length).to.equal(of(crash, "block").length + 1);
    expect(states[0]).to.include({ phase: "start", hedgeRatio: "1.000000", leverage: null, debtUsd: "0.00" });
    expect(Object.keys(states[0]?.positions ?? {})).to.deep.equal(["ETH"]);
  });

  it("carries a broken hedge on: deleveraging a round after takeovers; its mending and its holders' run one after that", () => {
    const taken = of(crash, "adl").filter(({ group }) => group === "basisUSD");
    expect(taken.length).to.be.greaterThan(0);
    const round = Math.max(...taken.map((row) => row.round));
    const run = of(crash, "redemption").filter(
      ({ venue, trigger }) => venue === "basisUSD" && trigger === "sharePrice",
    );
    expect(run.length).to.be.greaterThan(0);
    const mended = of(crash, "vaultAction").filter(({ action, direct }) => action === "hedge" && direct !== null);
    expect(mended.length).to.be.greaterThan(0);
    for (const row of [...run, ...mended]) {
      expect(row).to.include({ direct: false, round: round + 1, channel: "counterparty" });
    }
  });

  it("gives every transmitted liquidation a channel, and no direct one", () => {
    for (const rows of [crash, slash, cut]) {
      const sales = [...of(rows, "liquidation"), ...of(rows, "perpLiquidation")].filter(
        ({ direct }) => direct !== null,
      );
      expect(sales.length).to.be.greaterThan(0);
      for (const { direct, round, channel } of sales)
        expect([round === 0, channel === null]).to.deep.equal([direct, direct]);
    }
  });

  it("values seized shares by what their vault has, and knows what a flash liquidator redeemed and sold them for", () => {
    const seized = [crash, slash, cut].flatMap((rows) =>
      of(rows, "liquidation").filter(({ collateralAsset }) => collateralAsset === "loopETH"),
    );
    expect(new Set(seized.map(({ agent }) => agent)).size).to.be.greaterThan(0);
    for (const { agent, proceedsUsd, profitUsd, collateralUsd, debtRepaidUsd } of seized) {
      expect(proceedsUsd !== null, agent).to.equal(agent === "flash");
      // Between what it paid, all lost, and a bonus of 6 % on what the oracle lagged at most 10 % behind.
      expect(Number(profitUsd)).to.be.within(-Number(debtRepaidUsd), 0.2 * Number(collateralUsd));
    }
    const holders = of(crash, "vaultAction").map(({ group }) => group);
    expect(holders).not.to.include("share liquidator");
  });

  it("transmits nothing by prices where nodes follow the path alone", () => {
    const sales = [...of(cut, "liquidation"), ...of(cut, "perpLiquidation"), ...of(cut, "vaultAction")];
    const forced = sales.filter(({ direct }) => direct !== null);
    expect(forced.length).to.be.greaterThan(0);
    expect(forced.filter(({ channel }) => channel === "price")).to.be.empty;
    expect(of(crash, "world")[0]?.channels?.price).to.equal(true);
    expect(of(cut, "world")[0]?.channels?.price).to.equal(false);
  });

  it("tells of a vault's own liquidation and of its rescue as of anybody's, direct where the path alone did it", () => {
    const own = of(slash, "liquidation").filter(({ group }) => group === "loopETH");
    expect(own.length).to.be.greaterThan(0);
    const [rescue] = of(slash, "vaultAction").filter(({ action }) => action === "ripcord");
    expect(rescue).to.include({ venue: "loopETH", direct: true, round: 0, channel: null });
    expect(Number(rescue?.after)).to.be.lessThan(Number(rescue?.before));
    expect(of(slash, "account").filter(({ vault }) => vault === "loopETH").length).to.equal(2);
  });

  it("shows lenders what they lack and how full each reserve is, block by block", () => {
    for (const { economicBadDebtUsd, utilisation } of of(slash, "block")) {
      expect(Number(economicBadDebtUsd)).to.be.greaterThanOrEqual(0);
      expect(Object.keys(utilisation ?? {})).to.include.members(["loopETH", "WETH", "USDC"]);
      expect(utilisation?.loopETH).to.equal("0.000000");
    }
    expect(of(slash, "block").some(({ economicBadDebtUsd }) => Number(economicBadDebtUsd) > 0)).to.equal(true);
  });

  it("fails where a vault's books were tampered with, by a unit", async () => {
    const faults: [what: string, asset: string, tamper: (vault: Vault, venues: Venues) => void][] = [
      ["what is owed", "claims", (vault) => (vault.owed += 1n)],
      ["shares", "shares", (vault) => (vault.supply += 1n)],
      ["the queue", "queue", (vault) => (vault.pending += 1n)],
      ["what is lent", "lent", (vault) => (vault.placed += 1n)],
      ["net assets", "net assets", (vault) => (vault.netAssets += 1n)],
    ];
    tiny.atEnd = (_, venues) => {
      for (const [, , tamper] of faults) tamper(venues.vaults?.vaults[0] as Vault, venues);
    };
    const { rows } = await tiny.run(...BARE, "market.paths=[]");
    const [conservation] = of(rows, "conservation");
    expect(conservation?.ok).to.equal(false);
    const wrong = conservation?.checks.filter(({ errorWei }) => errorWei === "1").map(({ asset }) => asset) ?? [];
    for (const [what, asset] of faults) expect(wrong, what).to.include(asset);
  });
});
