import { expect } from "chai";
import { Interface } from "ethers";
import { type CallFrame, refusedCalls } from "../../../../src/trace/guards/refusedCalls.ts";

const [POOL, HOOK, BREAKER, USER, WETH, USDC] = [1, 2, 3, 4, 5, 6].map((n) => `0x${`${n}`.repeat(40)}`) as [
  string,
  ...string[],
] as [string, string, string, string, string, string];
const ABI = new Interface([
  "function onRisk((address venue, uint8 action, address account, uint256 subject, uint256 amount) report)",
  "function take(address account, uint256 debt, uint256 healthFactor, uint256 asked)",
  "function factor((uint256 liquidationBonus, uint256 liquidationThreshold, uint256 healthFactor) context)",
  "function liquidationCall(address collateralAsset, address debtAsset, address user, uint256 debtToCover, bool receiveAToken)",
]);
const VAULT = `0x${"7".repeat(40)}`;
const EXITS = new Interface([
  "function redeem(uint256 shares, address receiver, address owner)",
  "function withdraw(uint256 assets, address receiver, address owner)",
]);
const REASON = "0xdeadbeef";
const failing = { output: REASON, error: "execution reverted" };

/** A report of the pool to its hook. */
function report(action: number, amount: bigint, over: Partial<CallFrame> = {}, account = USER): CallFrame {
  const input = ABI.encodeFunctionData("onRisk", [[POOL, action, account, BigInt(WETH), amount]]);
  return { from: POOL, to: HOOK, input, ...failing, ...over };
}
const sent = (calls: CallFrame[], over: Partial<CallFrame> = {}): CallFrame => ({
  ...{ from: USER, to: POOL, input: "0x", calls, ...over },
});
const liquidation = (calls: CallFrame[], over: Partial<CallFrame> = {}): CallFrame =>
  sent(calls, {
    ...failing,
    input: ABI.encodeFunctionData("liquidationCall", [WETH, USDC, USER, 700n, false]),
    ...over,
  });

describe("refusedCalls", () => {
  it("finds what a venue reported and was refused, however deep, with what it reported", () => {
    const frame = sent([sent([sent([report(1, 30n)], failing)], failing)], failing);

    expect(refusedCalls(frame)).to.deep.equal([
      { data: REASON, venue: POOL, action: "withdraw", account: USER, subject: BigInt(WETH), amount: 30n },
    ]);
  });

  it("counts a report once that a relay passes on", () => {
    const passedOn = report(0, 5n, { from: HOOK, to: BREAKER });

    expect(refusedCalls(sent([report(0, 5n, { calls: [passedOn] })], failing))).to.have.length(1);
  });

  it("leaves out reports that passed, and what an observing registry swallows itself", () => {
    const swallowed = report(0, 5n, { from: HOOK, to: HOOK });
    const { error: _, ...passed } = report(0, 5n, { calls: [swallowed] });

    expect(refusedCalls(sent([passed]))).to.deep.equal([]);
  });

  it("finds refusals that the transaction went on without, each of several", () => {
    expect(refusedCalls(sent([sent([report(1, 1n)], failing), sent([report(5, 2n)], failing)]))).to.have.length(2);
  });

  it("gives the debt that a liquidation asked to repay", () => {
    const [refused] = refusedCalls(liquidation([report(10, 9n)]));

    expect(refused).to.include({ action: "liquidate", account: USER, amount: 9n });
    expect(refused?.debt).to.deep.equal({ asset: USDC, amount: 700n });
  });

  it("knows whose step is under way, and who is in a toxic zone, by the liquidation around", () => {
    const step = { from: POOL, to: BREAKER, input: ABI.encodeFunctionData("take", [USER, 1, 2, 3]), ...failing };
    const zone = { from: POOL, to: BREAKER, input: ABI.encodeFunctionData("factor", [[1, 2, 3]]), ...failing };

    for (const call of [step, zone]) {
      expect(refusedCalls(liquidation([sent([call], failing)]))).to.deep.equal([
        {
          data: REASON,
          venue: POOL,
          action: "liquidate",
          account: USER,
          subject: 0n,
          amount: 0n,
          debt: { asset: USDC, amount: 700n },
        },
      ]);
      expect(refusedCalls(sent([call], failing)), "outside any liquidation").to.deep.equal([]);
    }
  });

  it("takes what a vault was refused for its owner's exit where that failed, and for the vault's own where it did not", () => {
    const redeem = (name: "redeem" | "withdraw", over: Partial<CallFrame>): CallFrame => ({
      ...{ from: USER, to: VAULT, input: EXITS.encodeFunctionData(name, [40n, USER, USER]) },
      ...{ calls: [report(1, 30n, {}, VAULT)], ...over },
    });
    const exit = { data: REASON, venue: VAULT, action: "exit", account: USER, amount: 40n } as const;

    expect(refusedCalls(redeem("redeem", failing))).to.deep.equal([{ ...exit, subject: BigInt(VAULT) }]);
    expect(refusedCalls(redeem("withdraw", failing))).to.deep.equal([{ ...exit, subject: BigInt(WETH) }]);
    expect(refusedCalls(redeem("redeem", {}))[0]).to.include({ venue: POOL, action: "withdraw", account: VAULT });
  });

  it("is empty for a transaction that failed of something else", () => {
    expect(refusedCalls({ from: USER, to: POOL, input: "0x12", ...failing })).to.deep.equal([]);
    expect(refusedCalls({ from: USER, input: "0x", error: "out of gas" })).to.deep.equal([]);
  });
});
