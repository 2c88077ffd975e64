import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { NodeStatus } from "../../../src/live/nodeStatus.ts";
import { TINY } from "../../support/tinyScenario.ts";
import { Workplace } from "./commands.ts";

const CAP = "why: No account may reach more than twice its equity.\ntreatments: { cap: { maxLeverage: 2 } }\n";

describe("the commands of a live node under a treatment", () => {
  let place: Workplace;
  before(() => {
    place = new Workplace();
    writeFileSync(join(place.path, "tiny.yaml"), TINY);
    writeFileSync(join(place.path, "cap.yaml"), CAP);
    place.start("up", "tiny.yaml", "--with", "cap.yaml", "--port", "0");
  });
  after(() => place.remove());

  it("refuse a loop above the cap with one sentence, a hint and exit code 2, and send nothing", async () => {
    const { code, stdout, stderr } = await place.run("loop", "--leverage", "3", "--flash");
    expect([code, stdout]).to.deep.equal([2, ""]);
    const [error, hint, ...more] = stderr
      .trimEnd()
      .split("\n")
      .filter((line) => !line.startsWith("Waiting"));
    expect(error).to.match(
      /^Error: The leverage registry refuses: leverage would be 3(\.\d+)?, the cap is 2\. \[GUARD_WOULD_REFUSE\]$/,
    );
    expect(hint).to.match(/^ {2}hint: Nothing was sent\. \S/);
    expect(more).to.deep.equal([]);
    expect((await place.json<NodeStatus>("status")).positions).to.deep.equal([]);
  });

  it("show what is allowed beside the cap", async () => {
    const { code } = await place.run("loop", "--leverage", "1.5", "--flash");
    expect(code).to.equal(0);
    const { controls } = await place.json<NodeStatus>("status");
    const [user] = controls?.registry?.accounts ?? [];
    expect([controls?.registry?.accountCap, user?.group]).to.deep.equal(["2.000000", "user"]);
    expect(Number(user?.leverage)).to.be.closeTo(1.5, 0.01);
    expect((await place.run("status")).stdout).to.match(/Registry, enforcing .*Cap/);
  });
});
