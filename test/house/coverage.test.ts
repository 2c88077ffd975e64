import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect } from "chai";
import { instrumentBranches } from "../../scripts/coverage/branches.ts";

const main = fileURLToPath(import.meta.resolve("../../scripts/coverage/main.ts"));
const compiler = fileURLToPath(import.meta.resolve("solc/soljson.js"));

/** Seven conditions, fourteen branches; the test below leaves five of them out. */
const SAMPLE = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

library Half {
    error Half_Odd(uint256 value);

    function half(uint256 value) internal pure returns (uint256) {
        require(value % 2 == 0, Half_Odd(value));
        return value / 2;
    }
}

contract Sample {
    uint256 public constant STEP = true ? 1 : 2;
    uint256 public count;

    modifier small(uint256 value) {
        if (value > 100) revert();
        _;
    }

    function classify(uint256 value) external pure small(value) returns (uint256 class) {
        if (value > 10 ? value > 20 : value > 5) class = 1;
        else if (value == 0) class = 2;
        else class = Half.half(value) > 1 ? 3 : 4;
    }

    function bump(bool up) external returns (uint256) {
        if (up) count += STEP;
        return count;
    }
}
`;

const TEST = `// SPDX-License-Identifier: MIT
pragma solidity ^0.8.30;

import {Sample} from "../contracts/Sample.sol";

contract SampleTest {
    Sample sample = new Sample();

    function test_classify() external view {
        require(sample.classify(30) == 1, "large");
        require(sample.classify(7) == 1, "middle");
        require(sample.classify(4) == 3, "small");
    }

    function test_bump() external {
        require(sample.bump(true) == 1, "bumped");
    }
}
`;

/** Same conditions, never called, and never counted. */
const MOCK = SAMPLE.replaceAll("Sample", "Mock").replaceAll("Half", "MockHalf");

describe("the coverage command", () => {
  let project: string;

  before(() => {
    project = mkdtempSync(join(tmpdir(), "faultline-coverage-"));
    const files = {
      "package.json": '{"name":"sample","type":"module"}',
      "hardhat.config.ts": `export default { solidity: { version: "0.8.30", path: ${JSON.stringify(compiler)}, splitTestsCompilation: true } };`,
      "contracts/Sample.sol": SAMPLE,
      "contracts/mocks/Mock.sol": MOCK,
      "test/Sample.t.sol": TEST,
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), content);
    }
  });

  after(() => rmSync(project, { recursive: true }));

  it("counts each truth value of each condition and fails below the floor", async () => {
    const run = promisify(execFile)(process.execPath, [main, "--uncovered"], { cwd: project });
    const { code, stdout } = await run.then(
      (done) => ({ ...done, code: 0 }),
      (error) => error,
    );

    expect(stdout.match(/^contracts.* never .*$/gm)).to.deep.equal([
      "contracts/Sample.sol:8 require never false",
      "contracts/Sample.sol:18 if never true",
      "contracts/Sample.sol:24 if never true",
      "contracts/Sample.sol:25 ?: never false",
      "contracts/Sample.sol:29 if never false",
    ]);
    expect(stdout).to.match(/^branches +64\.28 % \(9 of 14, floor 95 %\) {2}BELOW$/m);
    expect(stdout).to.match(/^statements +84\.61 % \(11 of 13, floor 98 %\) {2}BELOW$/m);
    expect(stdout).to.match(/^lines +\d+\.\d\d % \(\d+ of \d+, floor 98 %\)/m);
    expect(code).to.equal(1);
    expect(readdirSync(project)).to.not.include("artifacts");
  });
});

describe("instrumentBranches", () => {
  it("opens the outer condition before the one inside it", () => {
    const source = "contract A { function f(bool a, bool b) external { if (a ? b : !b) return; } }";

    const { source: instrumented, conditions } = instrumentBranches("A.sol", source, source);

    const [outer, inner] = conditions.map(
      ({ whenTrue, whenFalse }) => `) && BranchHit.yes(0x${whenTrue}) || BranchHit.no(0x${whenFalse}))`,
    );
    expect(instrumented).to.contain(`if (((((a${inner} ? b : !b${outer}) return;`);
  });

  it("refuses a file whose conditions changed", () => {
    const changed = "contract A { function f(bool a) external { if (a) return; } }";

    expect(() => instrumentBranches("A.sol", "contract A {}", changed)).to.throw("A.sol: 0 conditions as written, 1");
  });
});
