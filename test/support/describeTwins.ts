import { expect } from "chai";
import { deployTwins, type TwinPreset, type Twins } from "./twinMarkets.ts";
import { twinReader } from "./twinReads.ts";
import { reasonsDiffer } from "./twinReasons.ts";
import { TwinRun } from "./twinRun.ts";

const SEQUENCES = process.env.FAULTLINE_EFFORT === "deep" ? 120 : 20;
const LENGTH = 200;
const TRANSFER = "0xa9059cbb";

/** What twenty sequences must have done at least, both pools alike, for their agreement to say something. */
const FEWEST: Record<string, number> = {
  supply: 300,
  withdraw: 100,
  "withdraw all": 25,
  borrow: 250,
  "borrow in e-mode": 25,
  repay: 100,
  "repay of all debt": 40,
  repayWithATokens: 40,
  eMode: 80,
  "e-mode switch": 50,
  collateral: 50,
  transfer: 40,
  gift: 15,
  flashLoan: 25,
  "flash loan left as debt": 1,
  setting: 30,
  treasury: 12,
  price: 500,
  time: 120,
  liquidation: 60,
  "partial liquidation": 30,
  "liquidation of all debt": 8,
  "liquidation of all collateral": 20,
  "liquidation under water": 25,
  "liquidation into aTokens": 20,
  "liquidation in e-mode": 8,
  "liquidation in one asset": 5,
  "refused supply": 50,
  "refused withdraw": 30,
  "refused borrow": 100,
  "refused repay": 10,
  "refused eMode": 15,
  "refused transfer": 10,
  "refused liquidation": 50,
  "refused flashLoan": 15,
};
/** Why real Aave lets nobody withdraw more than they have. */
const TOO_MUCH = { "aave-v3.0": "NOT_ENOUGH_AVAILABLE_USER_BALANCE", "aave-v3.6": "NotEnoughAvailableUserBalance" };
const FEWEST_SINCE_V33 = { deficit: 10, cover: 3, "booked twice": 5 };

/** Declares the tests of a release; each release has a file of its own, so that they run side by side. */
export function describeTwins(preset: TwinPreset): void {
  describe(`the bundled pool against real Aave, ${preset}`, () => {
    let twins: Twins;
    let run: TwinRun;

    before(async () => {
      twins = await deployTwins(preset);
      run = await TwinRun.start(twins);
    });

    for (let seed = 1; seed <= SEQUENCES; seed++) {
      it(`does the same to the wei in ${LENGTH} random actions, seed ${seed}`, () => run.sequence(seed, LENGTH));
    }

    it("was asked for everything often enough", () => {
      const fewest = { ...FEWEST, ...(preset === "aave-v3.6" ? FEWEST_SINCE_V33 : {}) };
      const seldom = Object.entries(fewest).filter(([name, least]) => (run.tally.get(name) ?? 0) < least);

      expect(seldom, JSON.stringify(Object.fromEntries(run.tally))).to.deep.equal([]);
      expect(run.tally.has("deficit")).to.equal(preset === "aave-v3.6");
    });

    it("is caught by a refusal for another reason than the other pool's, unless both apply", async () => {
      const view = await twinReader(twins)(false);
      const args = [twins.assets[0], 1n, twins.users[1]];
      const step = { kind: "withdraw", wait: 1, who: 1, asset: 0, on: "POOL", method: "withdraw", args } as const;
      const told = (bundled: string) => reasonsDiffer(preset, step, view, [bundled, TOO_MUCH[preset]]);

      expect(told("LendingPool_InsufficientBalance")).to.deep.equal([]);
      for (const other of ["LendingPool_HealthFactorTooLow", "LendingPool_ReservePaused"])
        expect(told(other)).to.deep.equal([`withdraw refused: bundled for ${other}, real for ${TOO_MUCH[preset]}`]);
    });

    it("is caught by a wei that one pool alone has", async () => {
      const data = `${TRANSFER}${word(BigInt(twins.sides[0].aTokens[0] as string))}${word(1n)}`;
      const gift = { from: twins.users[1], to: twins.assets[0], data, gas: "0x30d40" };
      await twins.provider.request({ method: "eth_sendTransaction", params: [gift] });

      const told = await run.sequence(1, 1).then(
        () => "",
        (error: Error) => error.message,
      );

      const [, bundled = 0n, real = 0n] = /reserve0\.cash: bundled (\d+), real (\d+)$/m.exec(told) ?? [];
      expect(BigInt(bundled) - BigInt(real)).to.equal(1n);
    });
  });
}

function word(value: bigint): string {
  return value.toString(16).padStart(64, "0");
}
