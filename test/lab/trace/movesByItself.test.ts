import { expect } from "chai";
import { AbiCoder, Interface, zeroPadValue } from "ethers";
import type { TraceContext } from "../../../src/trace/context.ts";
import { TOPICS } from "../../../src/trace/events.ts";
import { Ledger } from "../../../src/trace/ledger.ts";
import { transferChecks } from "../../../src/trace/transferChecks.ts";
import type { MinedBlock, Receipt } from "../../../src/world/transaction.ts";
import { asFork } from "../../support/asFork.ts";
import { address } from "../../support/tinyEconomy.ts";

const coder = AbiCoder.defaultAbiCoder();
const LENS = new Interface(["function balances(address[] tokens, address[] holders) view returns (uint256[])"]);
const TOKEN = address(0xa1);
const [ALICE, BOB] = [address(1), address(2)];

type Move = [block: number, from: string, to: string, amount: bigint];

const logOf = ([block, from, to, amount]: Move) => ({
  address: TOKEN,
  topics: [TOPICS.transfer, zeroPadValue(from, 32), zeroPadValue(to, 32)],
  data: coder.encode(["uint256"], [amount]),
  logIndex: "0x0",
  blockNumber: `0x${block.toString(16)}`,
});

/** Books begin with block 5; `held` is what the two have by block, from block 4 on. */
function check(booked: readonly Move[], logged: readonly Move[], held: readonly [alice: bigint, bob: bigint][]) {
  const ledger = new Ledger([TOKEN], (party) => party);
  for (const move of booked) ledger.book({ receipts: [{ logs: [logOf(move)] } as unknown as Receipt] } as MinedBlock);
  const request = async (method: string, params: unknown[]) => {
    if (method === "eth_blockNumber") return `0x${(3 + held.length).toString(16)}`;
    if (method === "eth_getLogs") return logged.map(logOf);
    const [{ data }, tag] = params as [{ data: string }, string];
    const [alice, bob] = (tag === "latest" ? held.at(-1) : held[Number(tag) - 4]) as [bigint, bigint];
    const [, holders] = LENS.decodeFunctionData("balances", data) as unknown as [string[], string[]];
    return coder.encode(["uint256[]"], [holders.map((holder) => (holder.toLowerCase() === ALICE ? alice : bob))]);
  };
  const context = {
    world: { chain: { request }, deployment: { lens: address(9) }, fork: asFork(4) },
    symbolOf: () => "stETH",
    roleOf: () => "somebody",
  } as unknown as TraceContext;
  return transferChecks(context, ledger);
}

describe("transferChecks on a fork", () => {
  const sent: Move = [5, ALICE, BOB, 30n];
  const whole = { venue: "transfers", asset: "stETH", error: 0n, allowed: 0n };

  it("add what holders had before the books began", async () => {
    const checks = await check(
      [sent],
      [sent],
      [
        [100n, 7n],
        [70n, 37n],
      ],
    );
    expect(checks).to.deep.equal([whole]);
  });

  it("say of a token that its balances change without transfers, and let it", async () => {
    const checks = await check(
      [sent],
      [sent],
      [
        [100n, 7n],
        [70n, 37n],
        [71n, 37n],
      ],
    );
    expect(checks).to.deep.equal([{ ...whole, error: 1n, allowed: 1n, token: "rebasing" }]);
  });

  it("say of a token that it keeps a part of what is sent, and let it", async () => {
    const checks = await check(
      [sent],
      [sent],
      [
        [100n, 7n],
        [70n, 34n],
      ],
    );
    expect(checks).to.deep.equal([{ ...whole, error: 3n, allowed: 3n, token: "fee" }]);
  });

  it("blame the books for a transfer that the chain has and they have not", async () => {
    const again: Move = [6, ALICE, BOB, 1n];
    const checks = await check(
      [sent],
      [sent, again],
      [
        [100n, 7n],
        [70n, 37n],
        [69n, 38n],
      ],
    );
    expect(checks).to.deep.equal([{ ...whole, error: 2n }]);
  });
});
