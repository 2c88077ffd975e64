import { expect } from "chai";
import fc from "fast-check";
import { attribution } from "../../../src/analysis/attribution.ts";
import { measure, result } from "./rows.ts";

const CAUSES = ["price", "carry", "slippage", "fees", "bonuses", "funding", "socialised"] as const;

function cents(text: string): bigint {
  return BigInt(text.replace(".", ""));
}

describe("attribution", () => {
  it("prints every group's causes in cents", () => {
    const row = result({ startUsd: "1000", endUsd: "850.5", price: "-140", slippage: "-8", fees: "-1.5" });

    expect(measure(attribution(), [row])).to.deep.equal({
      loopers: {
        startUsd: "1000.00",
        endUsd: "850.50",
        price: "-140.00",
        carry: "0.00",
        slippage: "-8.00",
        fees: "-1.50",
        bonuses: "0.00",
        funding: "0.00",
        socialised: "0.00",
      },
    });
  });

  it("refuses causes that miss the result by more than a cent", () => {
    expect(() => measure(attribution(), [result({ endUsd: "5", price: "4.989" })]))
      .to.throw()
      .with.property("code", "ATTRIBUTION_OPEN");
    expect(measure(attribution(), [result({ endUsd: "5", price: "4.99" })]).loopers?.price).to.equal("5.00");
  });

  it("adds up in print for any split", () => {
    const part = fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n });
    fc.assert(
      fc.property(fc.array(part, { minLength: 7, maxLength: 7 }), part, (parts, start) => {
        // Micro-dollars, so that every figure has to be rounded.
        const text = (micro: bigint) => `${micro}e-6`;
        const end = parts.reduce((sum, micro) => sum + micro, start);
        const causes = Object.fromEntries(CAUSES.map((cause, i) => [cause, text(parts[i] as bigint)]));
        const row = result({ ...causes, startUsd: text(start), endUsd: text(end) });

        const printed = measure(attribution(), [row]).loopers;
        const sum = CAUSES.reduce((total, cause) => total + cents(printed?.[cause] ?? ""), 0n);

        expect(sum).to.equal(cents(printed?.endUsd ?? "") - cents(printed?.startUsd ?? ""));
      }),
    );
  });

  it("is empty without rows", () => {
    expect(measure(attribution(), [])).to.deep.equal({});
  });
});
