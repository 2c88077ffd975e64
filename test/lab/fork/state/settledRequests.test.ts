import { expect } from "chai";
import { settledRequests } from "../../../../src/fork/state/settledRequests.ts";

describe("settledRequests", () => {
  const pause = (turns: number) => new Promise((resolve) => setTimeout(resolve, turns));

  /** What happened in what order, with requests that take some turns. */
  function logged(due: (log: string[]) => boolean) {
    const log: string[] = [];
    const request = settledRequests(
      async (name: string, turns: number) => {
        log.push(`${name} begins`);
        await pause(turns);
        log.push(`${name} ends`);
        if (name === "bad") throw new Error("refused");
        return name;
      },
      () => due(log),
      async () => {
        log.push("settling");
        await pause(5);
        log.push("settled");
      },
    );
    return { log, request };
  }

  it("settles after the last of those under way, before it answers", async () => {
    const { log, request } = logged((done) => !done.includes("settled"));
    expect(await Promise.all([request("a", 1), request("b", 10)])).to.deep.equal(["a", "b"]);

    expect(log).to.deep.equal(["a begins", "b begins", "a ends", "b ends", "settling", "settled"]);
  });

  it("lets nothing begin while it settles", async () => {
    const { log, request } = logged((done) => !done.includes("settled"));
    const first = request("a", 1);
    await pause(3);
    await Promise.all([first, request("b", 1), request("c", 1)]);

    expect(log.indexOf("b begins")).to.be.greaterThan(log.indexOf("settled"));
    expect(log.indexOf("c begins")).to.be.greaterThan(log.indexOf("settled"));
  });

  it("does not settle when nothing is due, and does after a refusal", async () => {
    const idle = logged(() => false);
    await idle.request("a", 1);
    expect(idle.log).to.deep.equal(["a begins", "a ends"]);

    const { log, request } = logged((done) => !done.includes("settled"));
    expect(await request("bad", 1).catch((error) => error.message)).to.equal("refused");
    expect(log.at(-1)).to.equal("settled");
  });
});
