import { expect } from "chai";
import fc from "fast-check";
import type { Comparator } from "../../../../src/analysis/condition/condition.ts";
import { meets } from "../../../../src/analysis/condition/meets.ts";
import { parseCondition } from "../../../../src/analysis/condition/parseCondition.ts";

const summary = {
  blocks: 12,
  converged: true,
  badDebtUsd: { economic: "12345678901234567890.01", ultimate: "-0.10" },
  cascade: { branchingRatio: null, amplification: { WETH: 1.0000001 } },
};
const asks = (text: string) => meets(summary, parseCondition(text));

describe("meets", () => {
  it("compares amounts exactly, beyond what a floating-point number holds", () => {
    expect(asks("badDebtUsd.economic > 12345678901234567890")).to.equal(true);
    expect(asks("badDebtUsd.economic == 12_345_678_901_234_567_890.01")).to.equal(true);
    expect(asks("badDebtUsd.economic != 12345678901234567890.01")).to.equal(false);
    expect(asks("badDebtUsd.ultimate == -10%")).to.equal(true);
    expect(asks("cascade.amplification.WETH > 1")).to.equal(true);
    expect(asks("badDebtUsd.ultimate < badDebtUsd.economic")).to.equal(true);
  });

  it("knows yes and no", () => {
    expect(asks("converged == true")).to.equal(true);
    expect(asks("false == converged")).to.equal(false);
    expect(asks("converged == 1")).to.equal(false);
  });

  it("takes a comparison with a figure that is missing for false, whatever its sign", () => {
    for (const sign of ["<", "<=", ">", ">=", "==", "!="])
      for (const field of ["cascade.branchingRatio", "prices.DOGE.low", "cascade"])
        expect(asks(`${field} ${sign} 1`), field).to.equal(false);
    expect(asks("not cascade.branchingRatio < 1")).to.equal(true);
  });

  it("joins as the words say", () => {
    expect(asks("blocks > 20 and blocks > 1 or converged == true")).to.equal(true);
    expect(asks("blocks > 20 and (blocks > 1 or converged == true)")).to.equal(false);
    expect(asks("not (blocks > 20 or converged == false)")).to.equal(true);
  });

  it("agrees with numbers on every pair of whole numbers", () => {
    const truth: Record<Comparator, (a: number, b: number) => boolean> = {
      "<": (a, b) => a < b,
      "<=": (a, b) => a <= b,
      ">": (a, b) => a > b,
      ">=": (a, b) => a >= b,
      "==": (a, b) => a === b,
      "!=": (a, b) => a !== b,
    };
    const near = fc.integer({ min: -3, max: 3 });
    fc.assert(
      fc.property(near, near, fc.constantFrom(...Object.entries(truth)), (a, b, [sign, isTrue]) => {
        expect(meets({ blocks: a }, parseCondition(`blocks ${sign} ${b}`))).to.equal(isTrue(a, b));
      }),
    );
  });

  /** A condition as text, with what it comes to where `x` is the number of blocks. */
  interface Asked {
    text: string;
    isTrue(x: number): boolean;
  }
  const { condition: anyCondition } = fc.letrec<{ condition: Asked; single: Asked }>((tie) => ({
    condition: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      tie("single"),
      fc.array(tie("single"), { minLength: 2, maxLength: 3 }).map((parts) => ({
        text: parts.map(({ text }) => text).join(" and "),
        isTrue: (x: number) => parts.every((part) => part.isTrue(x)),
      })),
      fc
        .array(fc.array(tie("single"), { minLength: 1, maxLength: 2 }), { minLength: 2, maxLength: 3 })
        .map((groups) => ({
          text: groups.map((group) => group.map(({ text }) => text).join("&&")).join("||"),
          isTrue: (x: number) => groups.some((group) => group.every((part) => part.isTrue(x))),
        })),
    ),
    single: fc.oneof(
      { maxDepth: 4, depthSize: "small" },
      fc.integer({ min: 0, max: 6 }).map((bound) => ({ text: `blocks<${bound}`, isTrue: (x: number) => x < bound })),
      tie("condition").map(({ text, isTrue }) => ({ text: `(${text})`, isTrue })),
      tie("single").map(({ text, isTrue }) => ({ text: `not ${text}`, isTrue: (x: number) => !isTrue(x) })),
    ),
  }));

  it("reads any nesting of conditions as it is written", () => {
    fc.assert(
      fc.property(anyCondition, fc.integer({ min: 0, max: 6 }), ({ text, isTrue }, x) => {
        expect(meets({ blocks: x }, parseCondition(text)), text).to.equal(isTrue(x));
      }),
    );
  });
});
