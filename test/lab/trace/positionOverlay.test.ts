import { expect } from "chai";
import { AbiCoder, zeroPadValue } from "ethers";
import { TOPICS } from "../../../src/trace/events.ts";
import { PositionOverlay } from "../../../src/trace/positionOverlay.ts";
import { RAY, WAD } from "../../../src/units.ts";
import type { Log } from "../../../src/world/transaction.ts";
import { address, tinyEconomy } from "../../support/tinyEconomy.ts";

const coder = AbiCoder.defaultAbiCoder();
const [WETH, USDC] = [0, 2];
const A_WETH = address(0xc0);
const DEBT_USDC = address(0xd2);
const ISSUANCE = address(0);

function log(emitter: string, topic: string, parties: string[], ...words: bigint[]): Log {
  const topics = [topic, ...parties.map((party) => zeroPadValue(party, 32))];
  return {
    address: emitter,
    topics,
    data: coder.encode(
      words.map(() => "uint256"),
      words,
    ),
    logIndex: "0x0",
  };
}
const mint = (token: string, to: string, value: bigint, increase: bigint, index = RAY) =>
  log(token, TOPICS.mint, [ISSUANCE, to], BigInt.asUintN(256, value), increase, index);
const burn = (token: string, from: string, value: bigint, increase: bigint, index = RAY) =>
  log(token, TOPICS.burn, [from, ISSUANCE], value, increase, index);

function overlay() {
  const { world, venues, hold } = tinyEconomy();
  hold(0, { WETH: 10n * WAD }, { USDC: 1_000n });
  return { over: new PositionOverlay(venues.lending, world.deployment), venues };
}

describe("PositionOverlay", () => {
  it("adds what a mint adds, without the interest that it books beside it", () => {
    const { over } = overlay();
    over.apply(mint(A_WETH, address(1), 5n * WAD, 2n * WAD));
    expect(over.at(address(1))?.supplied[WETH]).to.equal(13n * WAD);
  });

  it("takes away what a burn takes, interest included", () => {
    const { over } = overlay();
    over.apply(burn(DEBT_USDC, address(1), 300n, 100n));
    expect(over.at(address(1))?.owed[USDC]).to.equal(600n);
  });

  it("reads a mint that paid out less than the interest as a burn", () => {
    const { over } = overlay();
    over.apply(mint(DEBT_USDC, address(1), 20n, 50n));
    expect(over.at(address(1))?.owed[USDC]).to.equal(970n);
  });

  it("scales by the index of the event", () => {
    const { over } = overlay();
    over.apply(burn(DEBT_USDC, address(1), 300n, 0n, 2n * RAY));
    expect(over.at(address(1))?.owed[USDC]).to.equal(850n);
  });

  it("moves scaled amounts between holders", () => {
    const { over } = overlay();
    over.apply(log(A_WETH, TOPICS.balanceTransfer, [address(1), address(2)], 4n * WAD, 3n * RAY));
    expect([over.at(address(1))?.supplied[WETH], over.at(address(2))?.supplied[WETH]]).to.deep.equal([
      6n * WAD,
      4n * WAD,
    ]);
  });

  it("closes a debt at zero and opens one at the first unit", () => {
    const { over } = overlay();
    over.apply(burn(DEBT_USDC, address(1), 1_001n, 0n));
    expect([over.at(address(1))?.owed[USDC], (over.at(address(1))?.flags ?? 0n) & 16n]).to.deep.equal([0n, 0n]);
    over.apply(mint(DEBT_USDC, address(1), 5n, 0n));
    expect((over.at(address(1))?.flags ?? 0n) & 16n).to.equal(16n);
  });

  it("leaves the book as it is, and lists whom it touched", () => {
    const { over, venues } = overlay();
    over.apply(burn(A_WETH, address(1), WAD, 0n));
    expect(venues.lending.positions[0]?.supplied[WETH]).to.equal(10n * WAD);
    expect(over.touched.map(({ account }) => account)).to.deep.equal([address(1)]);
  });

  it("ignores strangers, other contracts and other events", () => {
    const { over } = overlay();
    over.apply(mint(A_WETH, address(99), WAD, 0n));
    over.apply(mint(address(0xb0), address(1), WAD, 0n));
    over.apply(log(A_WETH, TOPICS.transfer, [address(1), address(2)], WAD));
    expect(over.touched).to.deep.equal([]);
    expect(over.at(address(99))).to.equal(undefined);
  });
});
