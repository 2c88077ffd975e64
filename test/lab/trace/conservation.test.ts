import { expect } from "chai";
import { AbiCoder, Interface, zeroPadValue } from "ethers";
import { checkConservation } from "../../../src/trace/conservation.ts";
import type { TraceContext } from "../../../src/trace/context.ts";
import { TOPICS } from "../../../src/trace/events.ts";
import { Ledger } from "../../../src/trace/ledger.ts";
import { RAY } from "../../../src/units.ts";
import type { LendingReserve } from "../../../src/venues/lendingReserve.ts";
import type { MinedBlock, Receipt } from "../../../src/world/transaction.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";

const coder = AbiCoder.defaultAbiCoder();
const LENS = new Interface(["function balances(address[] tokens, address[] holders) view returns (uint256[])"]);
const TOKEN = address(0xa1);
const ROLES = new Map([
  [address(0), "issuance"],
  [address(1), "alice"],
  [address(2), "bob"],
]);
const roleOf = (party: string) => ROLES.get(party) ?? "unknown";

function transfers(...moves: [from: number, to: number, amount: bigint][]): MinedBlock {
  const logs = moves.map(([from, to, amount]) => ({
    address: TOKEN,
    topics: [TOPICS.transfer, zeroPadValue(address(from), 32), zeroPadValue(address(to), 32)],
    data: coder.encode(["uint256"], [amount]),
    logIndex: "0x0",
  }));
  return { receipts: [{ logs } as unknown as Receipt] } as MinedBlock;
}
function ledgerOf(...moves: [number, number, bigint][]) {
  const ledger = new Ledger([TOKEN], roleOf);
  ledger.book(transfers(...moves));
  return ledger;
}

describe("Ledger", () => {
  it("keeps each holder's balance and each flow", () => {
    const ledger = ledgerOf([0, 1, 100n], [1, 2, 30n], [1, 2, 5n]);
    expect(ledger.balances.get(TOKEN)?.get(address(1))).to.equal(65n);
    expect(ledger.balances.get(TOKEN)?.get(address(2))).to.equal(35n);
    expect(ledger.flows.get(TOKEN)?.get("alice → bob")).to.equal(35n);
    expect(ledger.unattributed).to.equal(0);
  });

  it("counts transfers with a party that nobody knows", () => {
    expect(ledgerOf([0, 1, 100n], [1, 77, 1n]).unattributed).to.equal(1);
  });

  it("books listed tokens only", () => {
    const ledger = new Ledger([address(0xff)], roleOf);
    ledger.book(transfers([0, 1, 100n]));
    expect(ledger.balances.size).to.equal(0);
  });
});

describe("checkConservation", () => {
  /** A chain on which alice and bob hold these amounts of the token. */
  function check(
    ledger: Ledger,
    onChain: Record<string, bigint>,
    prepare: (reserve: LendingReserve) => void = () => {},
  ) {
    const { world, venues } = tinyEconomy();
    const request = async (_method: string, params: unknown[]) => {
      const [{ data }] = params as [{ data: string }];
      const [, holders] = LENS.decodeFunctionData("balances", data) as unknown as [string[], string[]];
      return coder.encode(["uint256[]"], [holders.map((holder) => onChain[holder.toLowerCase()] ?? 0n)]);
    };
    for (const reserve of venues.lending.reserves) {
      reserve.read([10n ** 8n, RAY, RAY, 0n, 0n, 0n, 1_000n, 400n, 600n, 0n, 0n], 0);
      prepare(reserve);
    }
    const context = {
      world: { ...world, chain: { request } },
      venues,
      symbolOf: () => "WETH",
      roleOf,
    } as unknown as TraceContext;
    const operations = new Map(["WETH", "wstETH", "USDC"].map((symbol) => [symbol, 3n]));
    return checkConservation(context, { ledger, operations });
  }
  const HELD = { [address(1)]: 70n, [address(2)]: 30n };
  const fair = () => ledgerOf([0, 1, 100n], [1, 2, 30n]);

  it("is fine when every balance is what the transfers add up to", async () => {
    expect(await check(fair(), HELD)).to.deep.include({ ok: true, maxErrorWei: "0" });
  });

  it("finds a forged wei of any holder", async () => {
    const row = await check(fair(), { ...HELD, [address(2)]: 31n });
    expect(row.ok).to.equal(false);
    expect(row.checks[0]).to.deep.equal({ venue: "transfers", asset: "WETH", errorWei: "1", allowedWei: "0" });
  });

  it("finds wei that moved without a transfer, though the total is right", async () => {
    const row = await check(fair(), { [address(1)]: 71n, [address(2)]: 29n });
    expect([row.ok, row.maxErrorWei]).to.deep.equal([false, "2"]);
  });

  it("finds a transfer that nobody accounts for", async () => {
    const row = await check(ledgerOf([0, 1, 100n], [1, 77, 30n]), { [address(1)]: 70n, [address(77)]: 30n });
    expect([row.ok, row.maxErrorWei]).to.deep.equal([false, "0"]);
  });

  it("allows a reserve to be short by one unit an operation, and no more", async () => {
    const short = (by: bigint) => (reserve: LendingReserve) => {
      reserve.cash = 600n - by;
    };
    expect((await check(fair(), HELD, short(3n))).ok).to.equal(true);
    expect(await check(fair(), HELD, short(4n))).to.deep.include({ ok: false, maxErrorWei: "4" });
  });

  it("takes a surplus for interest and a deficit for what it is", async () => {
    const row = await check(fair(), HELD, (reserve) => {
      reserve.scaledDebt = 0n;
      reserve.deficit = 400n;
      reserve.cash = 700n;
    });
    expect(row).to.deep.include({ ok: true, maxErrorWei: "0" });
  });

  it("counts the treasury among those with claims", async () => {
    const row = await check(fair(), HELD, (reserve) => {
      reserve.accruedToTreasury = 4n;
    });
    expect(row.ok).to.equal(false);
  });
});
