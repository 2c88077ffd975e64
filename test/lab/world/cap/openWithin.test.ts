import { expect } from "chai";
import { Interface } from "ethers";
import { abs, WAD } from "../../../../src/units.ts";
import { buildWorld } from "../../../../src/world/build.ts";
import type { Curtailed } from "../../../../src/world/curtailed.ts";
import { read } from "../../../../src/world/read.ts";
import type { World } from "../../../../src/world/world.ts";
import { measures } from "../../../support/measures.ts";
import { loadText, TINY } from "../../../support/tinyScenario.ts";

const TOKEN = new Interface(["function balanceOf(address owner) view returns (uint256)"]);
const POOL = new Interface([
  "function getUserAccountData(address user) view returns (uint256 collateral, uint256 debt, uint256 available, uint256 threshold, uint256 ltv, uint256 healthFactor)",
]);

/** Borrowers and loopers want 2.6 to 6; the whale 1.8, and a second one, whose health would allow it, 3.3. */
const WHALES = TINY.replace(
  "  whale:",
  "  greedy: { kind: account, supply: { WETH: 100 }, borrow: { USDC: 200_000, wstETH: 16 } }\n  whale:",
);
const CAP = 2n * WAD;

describe("openWithin", () => {
  let [free, capped, again, observed]: World[] = [];
  const worlds = () => [free, capped, again, observed] as [World, World, World, World];
  const build = (...overrides: string[]) => buildWorld(loadText(WHALES, overrides), 1);
  const inGroup = (group: string) => worlds()[1].holders.filter((holder) => holder.group === group);
  const debt = async (world: World, symbol: string, owner: string): Promise<bigint> => {
    const token = world.deployment.reserves.find((reserve) => reserve.symbol === symbol)?.debtToken ?? "";
    return (await read(world.chain, token, TOKEN, "balanceOf", [owner]))[0];
  };
  const worth = async (world: World, owner: string): Promise<{ supplied: bigint; owed: bigint }> => {
    const found = await read(world.chain, world.deployment.lendingPool, POOL, "getUserAccountData", [owner]);
    return { supplied: found[0], owed: found[1] };
  };
  const rowsOf = ({ curtailed }: World, account: string): Curtailed[] =>
    curtailed.filter((row) => row.account === account);

  before(async () => {
    free = await build();
    capped = await build("treatments.cap.maxLeverage=2");
    again = await build("treatments.cap.maxLeverage=2");
    observed = await build("treatments.cap.maxLeverage=2", "treatments.cap.mode=observe");
  });
  after(() => Promise.all(worlds().map((world) => world.chain.close())));

  it("leaves nobody above the cap, and whoever was cut within half a percent of it", async () => {
    const found = await measures(worlds()[1]);
    const cut = new Set(worlds()[1].curtailed.map(({ account }) => account));
    expect(cut.size).to.equal(11);
    for (const [account, leverage] of found) {
      expect(leverage <= CAP, `${account} ${leverage}`).to.equal(true);
      if (cut.has(account)) expect(leverage >= (CAP * 995n) / 1_000n, `${account} ${leverage}`).to.equal(true);
    }
  });

  it("keeps what everyone brings, and opens all that the cap does not touch as without it", async () => {
    const [before, after] = worlds();
    for (const { address } of [...inGroup("borrowers"), ...inGroup("stakers"), ...inGroup("greedy")]) {
      const [then, now] = [await worth(before, address), await worth(after, address)];
      expect(abs(now.supplied - then.supplied) * 10n ** 6n <= then.supplied).to.equal(true);
      expect(now.owed < then.owed).to.equal(true);
    }
    const [whale] = inGroup("whale");
    const owed = async (world: World) => debt(world, "USDC", whale?.address ?? "");
    expect(abs((await owed(after)) - (await owed(before))) <= 10n ** 5n).to.equal(true);
    expect(rowsOf(after, whale?.address ?? "")).to.deep.equal([]);
  });

  it("records of every debt what was wanted and what was got, as the debt tokens tell", async () => {
    const [before, after] = worlds();
    for (const { address } of inGroup("borrowers")) {
      const [row, ...more] = rowsOf(after, address) as [Curtailed];
      const usd = async (world: World) => (await debt(world, "USDC", address)) * 10n ** 12n;
      // Interest of an hour at most, beside rounding.
      expect(abs(row.wantedUsd - (await usd(before))) * 10n ** 5n <= row.wantedUsd).to.equal(true);
      expect(abs(row.gotUsd - (await usd(after))) * 10n ** 5n <= row.gotUsd).to.equal(true);
      expect([row.group, row.venue, row.reason, row.limit, more.length]).to.deep.equal([
        "borrowers",
        "lending",
        "LeverageRegistry_AboveCap",
        CAP,
        0,
      ]);
      expect(row.value > 4n * WAD).to.equal(true);
    }
  });

  it("opens one debt of an account after another: the first as far as it goes, of the next what is left", async () => {
    const [account] = inGroup("greedy");
    const rows = rowsOf(worlds()[1], account?.address ?? "");
    const gotten = rows.map(({ gotUsd }) => gotUsd > 0n);
    expect(gotten).to.deep.equal([true, false]);
    expect(await debt(worlds()[1], "wstETH", account?.address ?? "")).to.equal(0n);
  });

  it("loops by flash loan and by hand as far as the cap lets either", async () => {
    for (const group of ["loopers", "defenders-of-loops", "staked-loopers"]) {
      for (const { address } of inGroup(group)) {
        const { supplied, owed } = await worth(worlds()[1], address);
        const leverage = (supplied * WAD) / (supplied - owed);
        expect(leverage <= CAP && leverage > (CAP * 995n) / 1_000n, `${group} ${leverage}`).to.equal(true);
        const [row] = rowsOf(worlds()[1], address) as [Curtailed];
        // In the oracle's dollars of eight decimals; fees of its own trades are part of what a loop is short of.
        expect(abs(row.gotUsd - owed * 10n ** 10n) * 100n <= row.gotUsd, `${row.gotUsd} ${owed}`).to.equal(true);
      }
    }
  });

  it("builds the same world twice", () => {
    const [, one, other] = worlds();
    expect(other.curtailed).to.deep.equal(one.curtailed);
    const sent = ({ setup }: World) => setup.map(({ gasUsed, time }) => `${gasUsed} ${time}`);
    expect(sent(other)).to.deep.equal(sent(one));
  });

  it("changes nothing while it only watches", async () => {
    const [before, , , watching] = worlds();
    expect(watching.curtailed).to.deep.equal([]);
    for (const { address } of watching.holders) {
      for (const symbol of ["USDC", "WETH"]) {
        const [then, now] = [await debt(before, symbol, address), await debt(watching, symbol, address)];
        expect(abs(now - then) * 10n ** 6n <= then, `${address} ${symbol}`).to.equal(true);
      }
    }
  });
});
