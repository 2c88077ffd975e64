import { expect } from "chai";
import { badInput, exitCodeOf, FaultlineError, formatError, formatPlace } from "../../src/errors.ts";

describe("FaultlineError", () => {
  it("prints sentence, code, place and hint, and no stack", () => {
    const error = badInput("SCENARIO_KEY_UNKNOWN", 'The key "dept" is not known.', {
      place: { file: "a.yaml", line: 3, key: "market.dept" },
      hint: 'Did you mean "depth"?',
    });

    expect(formatError(error)).to.equal(
      'Error: The key "dept" is not known. [SCENARIO_KEY_UNKNOWN]\n  at a.yaml:3, market.dept\n  hint: Did you mean "depth"?',
    );
  });

  it("leaves out what it does not know", () => {
    expect(formatError(new FaultlineError("RUN_FAILED", "The run failed."))).to.equal(
      "Error: The run failed. [RUN_FAILED]",
    );
  });

  it("prints one line for an error of another kind", () => {
    expect(formatError(new TypeError("broken"))).to.equal("Error: broken");
    expect(formatError("thrown text")).to.equal("Error: thrown text");
  });

  it("writes a place with any of its parts", () => {
    expect(formatPlace({ line: 4 })).to.equal("line 4");
    expect(formatPlace({ key: "a.b" })).to.equal("a.b");
    expect(formatPlace("--set")).to.equal("--set");
    expect(formatPlace(undefined)).to.equal("");
  });

  it("exits with 2 for bad input, its own code otherwise, and 1 for strangers", () => {
    expect(exitCodeOf(badInput("X", "x."))).to.equal(2);
    expect(exitCodeOf(new FaultlineError("X", "x.", { exitCode: 3 }))).to.equal(3);
    expect(exitCodeOf(new Error("x"))).to.equal(1);
  });

  it("keeps the cause", () => {
    const cause = new Error("root");
    expect(new FaultlineError("X", "x.", { cause }).cause).to.equal(cause);
  });
});
