import { readFileSync } from "node:fs";
import { expect } from "chai";
import { concat, Interface } from "ethers";
import { GUARD_ERRORS, guardErrorIn, guardErrorName } from "../../../src/world/guardErrors.ts";

const CONTRACTS = [
  "guards/registry/LeverageRegistry.sol/LeverageRegistry",
  "guards/breaker/CircuitBreaker.sol/CircuitBreaker",
  "guards/margin/MarginScaling.sol/MarginScaling",
  "guards/liquidation/TieredLiquidation.sol/TieredLiquidation",
  "guards/liquidation/ToxicZone.sol/ToxicZone",
];
const ABOVE_CAP = GUARD_ERRORS.encodeErrorResult("LeverageRegistry_AboveCap", [0, `0x${"12".repeat(20)}`, 5n, 4n]);

describe("guardErrors", () => {
  it("lists errors as the controls declare them", () => {
    const declared = CONTRACTS.flatMap((path) => {
      const file = new URL(`../../../artifacts/contracts/${path}.json`, import.meta.url);
      return signatures(new Interface(JSON.parse(readFileSync(file, "utf8")).abi));
    });
    expect(declared).to.include.members(signatures(GUARD_ERRORS));
  });

  it("finds a control's error within another's reason", () => {
    const wrapped = concat(["0x08c379a0", "0x00112233", ABOVE_CAP]);
    for (const data of [ABOVE_CAP, wrapped]) {
      const error = guardErrorIn(data);
      expect([error?.name, error?.args.value, error?.args.cap]).to.deep.equal(["LeverageRegistry_AboveCap", 5n, 4n]);
    }
  });

  it("knows no error of anyone else's", () => {
    expect(guardErrorIn("0x")).to.equal(undefined);
    expect(guardErrorIn(`0x08c379a0${"00".repeat(64)}`)).to.equal(undefined);
    expect(guardErrorIn(ABOVE_CAP.slice(0, 40))).to.equal(undefined);
    expect(guardErrorName("0x08c379a0")).to.equal(undefined);
    expect(guardErrorName(ABOVE_CAP.slice(0, 10))).to.equal("LeverageRegistry_AboveCap");
  });

  function signatures(abi: Interface): string[] {
    const found: string[] = [];
    abi.forEachError((error) => found.push(error.format("sighash")));
    return found;
  }
});
