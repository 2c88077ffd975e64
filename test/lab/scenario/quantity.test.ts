import { expect } from "chai";
import type { z } from "zod";
import {
  atLeastOne,
  bpsShare,
  cap,
  change,
  gasPrice,
  nonNegative,
  positive,
  price,
  range,
  rate,
  share,
} from "../../../src/scenario/quantity.ts";
import { WAD } from "../../../src/units.ts";

const read = (schema: z.ZodType, input: unknown) => schema.safeParse(input).data;
const message = (schema: z.ZodType, input: unknown) => schema.safeParse(input).error?.issues[0]?.message;

describe("quantities", () => {
  it("read numbers, percentages and grouped digits exactly", () => {
    expect(read(share(), "12.5%")).to.equal(WAD / 8n);
    expect(read(share(), 0.125)).to.equal(WAD / 8n);
    expect(read(positive(), "1_000_000.5")).to.equal(1_000_000n * WAD + WAD / 2n);
    expect(read(change(), "-20%")).to.equal(-WAD / 5n);
  });

  for (const [name, schema, least, most, below, above] of [
    ["a share", share(), 0, "100%", "-0.01%", "100.01%"],
    ["a rate", rate(), 0, "1000%", -1, "1000.1%"],
    ["a change", change(), "-99.99%", "100%", "-100%", "100.01%"],
    ["an amount", positive(), "1e-18", 1e18, 0, "1.1e18"],
    ["an amount that may be zero", nonNegative(), 0, 1e18, "-1e-18", 1e19],
    ["a price", price(), "0.00000001", 1e12, "0.000000009", "1e13"],
    ["a gas price", gasPrice(), 0, 1_000_000, -1, 1_000_001],
    ["leverage", atLeastOne(), 1, 1_000_000, 0.99, 1_000_001],
    ["a cap", cap(), 0, 68_719_476_735, -1, 68_719_476_736],
  ] as const) {
    it(`take ${name} from ${least} to ${most}, both included`, () => {
      expect(read(schema, least)).to.be.a("bigint");
      expect(read(schema, most)).to.be.a("bigint");
      expect(message(schema, below)).to.match(/^must be .*, not /);
      expect(message(schema, above)).to.match(/^must be .*, not /);
    });
  }

  it("refuse what the lending pool would round away", () => {
    expect(read(bpsShare(), "80.55%")).to.equal((8055n * WAD) / 10_000n);
    expect(message(bpsShare(), "80.555%")).to.contain("0.01% at the finest");
    expect(message(cap(), 0.5)).to.contain("a whole number");
  });

  for (const input of ["5 apples", "$5", "1.2.3", "0x10", "", "%", "five"]) {
    it(`refuse "${input}" as no number`, () => {
      expect(message(positive(), input)).to.equal(`must be a number, not "${input}"`);
    });
  }

  it("refuse more than 18 decimals rather than round", () => {
    expect(message(positive(), "0.0000000000000000001")).to.contain("more than 18 decimals");
  });

  it("need a range whose min is not above its max", () => {
    expect(read(range(positive), { min: 2, max: 2 })).to.deep.equal({ min: 2n * WAD, max: 2n * WAD });
    expect(message(range(positive), { min: 3, max: 2 })).to.match(/min/);
  });
});
