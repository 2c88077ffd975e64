import { expect } from "chai";
import { Interface } from "ethers";
import { guardError } from "../../../../src/trace/guards/guardErrors.ts";
import { WAD } from "../../../../src/units.ts";
import { MAX_UINT } from "../../../../src/world/encode.ts";

const [VENUE, WETH] = [`0x${"1".repeat(40)}`, `0x${"ab".repeat(20)}`];
const context = { time: 1_000, decimalsOf: (asset: string) => (asset === WETH ? 18 : 6) };
const told = (declared: string, ...args: unknown[]) => {
  const abi = new Interface([`error ${declared}`]);
  return guardError(abi.encodeErrorResult(declared.slice(0, declared.indexOf("(")), args), context);
};

describe("guardError", () => {
  for (const [declared, args, control, value, limit] of [
    [
      "LeverageRegistry_AboveCap(uint8 scope, address subject, uint256 value, uint256 cap)",
      [0, VENUE, (45n * WAD) / 10n, 4n * WAD],
      "cap",
      "4.500000",
      "4.000000",
    ],
    ["LeverageRegistry_Stale(address vault, uint256 takenAt, uint256 maxAge)", [VENUE, 400, 500], "cap", "600", "500"],
    ["LeverageRegistry_TooManyAssets(uint256 most)", [24], "cap", null, null],
    [
      "CircuitBreaker_AboveQuota(uint8 control, (address venue, address asset) scope, uint256 asked, uint256 left)",
      [2, [VENUE, WETH], 5n * WAD, WAD / 2n],
      "throttle",
      "5.00",
      "0.50",
    ],
    [
      "CircuitBreaker_AboveQuota(uint8 control, (address venue, address asset) scope, uint256 asked, uint256 left)",
      [3, [VENUE, WETH], 5n * WAD, WAD / 1000n],
      "borrowVelocity",
      "5",
      "0.001",
    ],
    [
      "CircuitBreaker_PriceHalted(address asset, uint256 move, uint256 until)",
      [WETH, WAD / 10n, 2_000],
      "priceVelocity",
      "0.100000",
      null,
    ],
    [
      "CircuitBreaker_OutflowLimited(address venue, address token, int256 left, uint256 least, int256 liquidity)",
      [VENUE, VENUE, -2_500_000, 7_000_000, 9_000_000],
      "outflow",
      "-2.5",
      "7",
    ],
    [
      "CircuitBreaker_LossStopped((address venue, address asset) scope, uint256 until)",
      [[VENUE, WETH], MAX_UINT],
      "lossStop",
      "1000",
      null,
    ],
    [
      "CircuitBreaker_Grace((address venue, address asset) scope, uint256 until)",
      [[VENUE, WETH], 1_060],
      "pause",
      "1000",
      "1060",
    ],
    [
      "MarginScaling_MarginTooLow(address venue, address account, uint256 backing, uint256 needed, uint256 haircut)",
      [VENUE, VENUE, 7, 8, WAD],
      "margin",
      "7",
      "8",
    ],
    [
      "TieredLiquidation_CoolingDown(address venue, address account, uint256 until)",
      [VENUE, VENUE, 1_012],
      "steps",
      "1000",
      "1012",
    ],
    [
      "ToxicZone_Halted(uint256 healthFactor, uint256 toxicBelow)",
      [(8n * WAD) / 10n, (9n * WAD) / 10n],
      "toxicZone",
      "0.800000",
      "0.900000",
    ],
  ] as const) {
    const name = declared.slice(0, declared.indexOf("("));
    it(`reads ${name} of ${control}`, () => {
      expect(told(declared, ...args)).to.deep.equal({ control, reason: name, value, limit });
    });
  }

  it("knows no other error, nor a call that ran out of gas", () => {
    expect(told("ERC20_Broke(uint256 amount)", 1)).to.equal(undefined);
    expect(guardError("0x", context)).to.equal(undefined);
    expect(told("Error(string message)", "no")).to.equal(undefined);
  });
});
