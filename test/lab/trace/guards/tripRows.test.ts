import { expect } from "chai";
import { Interface, toBeHex, zeroPadValue } from "ethers";
import { GuardNames } from "../../../../src/trace/guards/guardNames.ts";
import { tripOf } from "../../../../src/trace/guards/tripRows.ts";
import { WAD } from "../../../../src/units.ts";
import { MAX_UINT } from "../../../../src/world/encode.ts";

const [NOWHERE, POOL, WETH, USER] = ["0".repeat(40), "1a".repeat(20), "2b".repeat(20), "3c".repeat(20)].map(
  (hex) => `0x${hex}`,
) as [string, string, string, string];
const MARKET = zeroPadValue(toBeHex(1), 20);
const names = new GuardNames({
  tokens: { WETH },
  perps: { markets: [{ id: 0, name: "ETH", asset: "WETH", spotFeed: NOWHERE }] },
  guards: { venues: { lending: POOL } },
} as unknown as ConstructorParameters<typeof GuardNames>[0]);
const SCOPE = "(address venue, address asset) scope";

function told(declared: string, ...args: unknown[]) {
  const abi = new Interface([`event ${declared}`]);
  const log = abi.encodeEventLog(declared.slice(0, declared.indexOf("(")), args);
  return tripOf({ address: POOL, logIndex: "0x0", ...log }, names, { time: 100, decimalsOf: () => 6 });
}
const tripped = (control: number, scope: [string, string], measure: bigint, until: bigint | number) =>
  told(`Tripped(uint8 indexed control, ${SCOPE}, uint256 measure, uint256 until)`, control, scope, measure, until);
const plain = { account: null, venue: "lending", asset: "WETH" };

describe("tripOf", () => {
  it("tells what tripped, where, by how much and until when", () => {
    expect(tripped(0, [NOWHERE, WETH], WAD / 20n, 400)).to.deep.equal({
      ...{ ...plain, venue: null, control: "priceVelocity", event: "tripped", measure: "0.050000", until: 400 },
    });
    expect(tripped(1, [POOL, WETH], 2_500_000n, 400)).to.include({ control: "outflow", measure: "2.5" });
    expect(tripped(4, [POOL, NOWHERE], 3n * WAD, MAX_UINT)).to.deep.equal({
      ...{ ...plain, asset: null, control: "lossStop", event: "tripped", measure: "3.00", until: null },
    });
  });

  it("names a market of the exchange by its number and one", () => {
    expect(tripped(0, [NOWHERE, MARKET], WAD, 1)).to.include({ venue: null, asset: "ETH" });
  });

  it("tells resets, pauses with their grace, and losses", () => {
    expect(told(`Reset(uint8 indexed control, ${SCOPE})`, 5, [POOL, WETH])).to.deep.equal({
      ...{ ...plain, control: "pause", event: "reset", measure: null, until: null },
    });
    expect(
      told(`Paused(address indexed by, ${SCOPE}, uint256 until, uint256 grace)`, USER, [POOL, NOWHERE], 700, 60),
    ).to.deep.equal({ ...plain, asset: null, control: "pause", event: "paused", measure: "60", until: 700 });
    expect(
      told("LossReported(address indexed venue, address indexed asset, uint256 value)", POOL, WETH, 12n * WAD),
    ).to.deep.equal({ ...plain, control: "lossStop", event: "loss", measure: "12.00", until: null });
  });

  it("tells whose step began and what a registry only observed", () => {
    const step = told(
      "StepBegun(address indexed venue, address indexed account, uint256 budget, uint256 until)",
      ...[POOL, USER, 9n * WAD, 160],
    );
    const above = new Interface([
      "error LeverageRegistry_AboveCap(uint8 scope, address subject, uint256 value, uint256 cap)",
    ]).encodeErrorResult("LeverageRegistry_AboveCap", [0, USER, 6n * WAD, 4n * WAD]);
    const observed = told(
      "Observed(address indexed venue, uint8 action, address indexed account, bytes reason)",
      ...[POOL, 0, USER, above],
    );

    expect(step).to.deep.equal({
      ...{ ...plain, asset: null, account: USER, control: "steps", event: "begun", measure: "9.00", until: 160 },
    });
    expect(observed).to.deep.equal({
      ...{ ...plain, asset: null, account: USER, control: "cap", event: "observed", measure: "6.000000", until: null },
    });
  });

  it("tells where a threshold is going, and when it is there", () => {
    const ramp = told(
      "ThresholdAimed(address indexed asset, uint256 from, uint256 to, uint256 end)",
      WETH,
      8300,
      7950,
      900,
    );

    expect(ramp).to.deep.equal({ ...plain, control: "thresholdRamp", event: "begun", measure: "0.7950", until: 900 });
  });

  it("makes no row of other logs", () => {
    expect(told("SystemTaken(uint256 leverage, uint256 exposure, int256 equity)", 1, 2, 3)).to.equal(undefined);
  });
});
