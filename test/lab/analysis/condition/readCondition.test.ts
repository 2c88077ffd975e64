import { expect } from "chai";
import type { Condition } from "../../../../src/analysis/condition/condition.ts";
import { readCondition } from "../../../../src/analysis/condition/readCondition.ts";
import { formatPlace } from "../../../../src/errors.ts";
import { faultOf } from "../../../support/faultOf.ts";

/** How a condition's parts lie in each other, with the figure that stands left in each comparison. */
function shape(text: string): string {
  const shown = (part: Condition): string => {
    if (part.kind === "comparison") return part.left.kind === "field" ? part.left.path : "";
    const parts = part.kind === "not" ? [part.part] : part.parts;
    return `${part.kind}(${parts.map(shown).join(" ")})`;
  };
  return shown(readCondition(text));
}

describe("readCondition", () => {
  it("lets not bind before and, and that before or", () => {
    expect(shape("not converged == true or blocks > 5 and cascade.rounds <= 2 || stranded.count != 0")).to.equal(
      "any(not(converged) all(blocks cascade.rounds) stranded.count)",
    );
    expect(shape("blocks > 1 && !blocks > 2 && blocks > 3 || blocks > 4")).to.equal(
      "any(all(blocks not(blocks) blocks) blocks)",
    );
  });

  it("lets parentheses bind first", () => {
    expect(shape("(blocks > 5 or stranded.count < 3) and not (converged == false || blocks < 9)")).to.equal(
      "all(any(blocks stranded.count) not(any(converged blocks)))",
    );
  });

  it("takes names with dashes, slashes, digits and, in quotes, anything", () => {
    for (const text of [
      "attribution.eth-loops.price<0",
      "leverage.exposureStart.wstETH/WETH.netUsd >= -1_000.50",
      "liquidations.byRound.0.count == 1e3",
      'attribution."my group".price > 0',
      "5% < vaults.loopETH.sharePriceEnd",
    ])
      expect(readCondition(text), text).to.have.property("kind", "comparison");
  });

  const FAULTS: [text: string, sentence: string, place: string][] = [
    ["", "Something is missing.", "--until, at its end"],
    ["blocks", "A comparison is missing.", "--until, at its end"],
    ["blocks <", "Something is missing.", "--until, at its end"],
    ["blocks = 3", '"=" cannot stand here.', '--until, character 8, before "= 3"'],
    ["blocks & 3", '"&" cannot stand here.', '--until, character 8, before "& 3"'],
    ["1 < blocks < 3", "A comparison has two sides.", '--until, character 12, before "< 3"'],
    ["1 < 3", "A comparison needs a figure of the summary.", '--until, character 1, before "1 < 3"'],
    ["converged < true", "True and false have no order.", '--until, character 1, before "converged < true"'],
    ["(blocks < 3", "This parenthesis is not closed.", '--until, character 1, before "(blocks < 3"'],
    ["blocks < 3)", '")" cannot follow here.', '--until, character 11, before ")"'],
    ["blocks < 3 blocks > 1", '"blocks" cannot follow here.', '--until, character 12, before "blocks > 1"'],
    ["blocks < and", '"and" cannot stand here.', '--until, character 10, before "and"'],
    ["blocks < 3 and", "Something is missing.", "--until, at its end"],
    ["blocks < 3x", '"3" cannot stand here.', '--until, character 10, before "3x"'],
    ["blocks < 1e-50", '"1e-50" has more than 40 decimals.', '--until, character 10, before "1e-50"'],
    ['"blocks < 3', '"\\"" cannot stand here.', '--until, character 1, before ""blocks < 3"'],
  ];

  for (const [text, sentence, place] of FAULTS) {
    it(`refuses '${text}' at the place of its fault`, () => {
      const fault = faultOf(() => readCondition(text));
      expect([fault.code, fault.exitCode]).to.deep.equal(["UNTIL_SYNTAX", 2]);
      expect([fault.message, formatPlace(fault.place)]).to.deep.equal([sentence, place]);
      expect(fault.hint).to.match(/\S/);
    });
  }

  it("refuses a figure that no summary has, and names the nearest", () => {
    const fault = faultOf(() => readCondition("blocks > 1 and cascade.branchingRate < 1"));
    expect(fault.code).to.equal("UNTIL_FIELD_UNKNOWN");
    expect(formatPlace(fault.place)).to.match(/^--until, character 16,/);
    expect(fault.hint).to.contain('"cascade.branchingRatio"');
    expect(faultOf(() => readCondition("branchingratio < 1")).hint).to.contain('"cascade.branchingRatio"');
    expect(faultOf(() => readCondition("perps.adl.count < 1")).hint).to.contain('"perps.adlCount"');
    expect(faultOf(() => readCondition("price.WETH.low < 1")).hint).to.contain('"prices.WETH.low"');
    expect(faultOf(() => readCondition("badDebtUsd < 1")).code).to.equal("UNTIL_FIELD_UNKNOWN");
  });
});
