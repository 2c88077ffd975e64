import { expect } from "chai";
import { FaultlineError } from "../../../src/errors.ts";
import { scenarioFiles } from "../../../src/scenario/catalogue.ts";
import { loadScenario } from "../../../src/scenario/load.ts";

const FILE = scenarioFiles("crv-2022-11").find((path) => path.endsWith("forensic.yaml")) ?? "";

describe("checkReplay", () => {
  const codeOf = (...overrides: string[]) => {
    try {
      loadScenario(FILE, overrides);
    } catch (error) {
      return error instanceof FaultlineError ? error.code : error;
    }
    return undefined;
  };

  it("takes the bundled replay", () => expect(codeOf()).to.equal(undefined));

  it("refuses an account that is no group of the population", () =>
    expect(codeOf("replay.account=nobody")).to.equal("REPLAY_ACCOUNT"));

  it("refuses an order other than the recorded one", () =>
    expect(codeOf("chain.ordering=random")).to.equal("REPLAY_ORDERING"));

  it("refuses a start after the first action", () =>
    expect(codeOf("chain.startTime=2022-11-13T17:24:48Z")).to.equal("REPLAY_TOO_EARLY"));

  it("refuses a path for an asset whose prices are recorded", () =>
    expect(codeOf("market.paths=[{ kind: shock, asset: CRV, change: -10% }]")).to.equal("REPLAY_PRICE_TWICE"));
});
