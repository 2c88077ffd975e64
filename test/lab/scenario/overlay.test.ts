import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { formatPlace } from "../../../src/errors.ts";
import { resolvedYaml } from "../../../src/lab/resolvedScenario.ts";
import { type LoadedScenario, loadScenario } from "../../../src/scenario/load.ts";
import { treatmentFiles, treatmentNames } from "../../../src/scenario/treatmentFiles.ts";
import { WAD } from "../../../src/units.ts";
import { faultOf } from "../../support/faultOf.ts";
import { TINY } from "../../support/tinyScenario.ts";

describe("an overlay", () => {
  const folder = mkdtempSync(join(tmpdir(), "faultline-"));
  after(() => rmSync(folder, { recursive: true }));

  function fileWith(text: string, name = "over.yaml"): string {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  }
  const base = () => fileWith(TINY, "base.yaml");
  function loadWith(text: string, overrides: readonly string[] = []): LoadedScenario {
    return loadScenario(base(), overrides, [fileWith(text)]);
  }
  const plain = () => loadScenario(base()).scenario;

  it("merges mappings key by key and leaves the rest as it was", () => {
    const { scenario } = loadWith("chain: { maxBlocks: 7 }\nlending: { reserves: { WETH: { liquidationBonus: 7% } } }");
    const before = plain();
    expect(scenario.chain).to.deep.equal({ ...before.chain, maxBlocks: 7 });
    expect(scenario.lending.reserves.WETH?.liquidationBonus).to.equal((7n * WAD) / 100n);
    expect(scenario.lending.reserves.WETH?.ltv).to.equal(before.lending.reserves.WETH?.ltv);
    expect(scenario.lending.reserves.USDC).to.deep.equal(before.lending.reserves.USDC);
    expect(scenario.population).to.deep.equal(before.population);
  });

  it("replaces lists whole", () => {
    const { scenario } = loadWith("market: { paths: [{ kind: shock, asset: WETH, change: -9%, atBlock: 5 }] }");
    expect(scenario.market.paths).to.deep.equal([
      { kind: "shock", asset: "WETH", change: (-9n * WAD) / 100n, atBlock: 5 },
    ]);
  });

  it("adds keys behind those that are there", () => {
    const { scenario } = loadWith("population: { more: { kind: account, supply: { WETH: 1 }, borrow: {} } }");
    expect(Object.keys(scenario.population)).to.deep.equal([...Object.keys(plain().population), "more"]);
  });

  it("comes before what --set says, and after an overlay given earlier", () => {
    const first = fileWith("chain: { maxBlocks: 7, blockSeconds: 6 }", "first.yaml");
    const second = fileWith("chain: { maxBlocks: 8 }", "second.yaml");
    const both = loadScenario(base(), [], [first, second]);
    expect(both.scenario.chain).to.deep.include({ maxBlocks: 8, blockSeconds: 6 });
    expect(loadScenario(base(), [], [second, first]).scenario.chain.maxBlocks).to.equal(7);
    expect(loadScenario(base(), ["chain.maxBlocks=9"], [first, second]).scenario.chain.maxBlocks).to.equal(9);
    expect(both.overlays.map(({ name }) => name)).to.deep.equal(["first", "second"]);
  });

  it("gives the scenario that its keys written into the file give", () => {
    const written = fileWith(TINY.replace("maxBlocks: 60", "maxBlocks: 7"), "written.yaml");
    const over = loadWith("chain: { maxBlocks: 7 }").scenario;
    expect(resolvedYaml(over)).to.equal(resolvedYaml(loadScenario(written).scenario));
  });

  it("is named by itself or by its file, and says why it is there", () => {
    const named = loadWith("treatment: short\nwhy: To see less.\nchain: { maxBlocks: 7 }").overlays[0];
    expect(named).to.include({ name: "short", why: "To see less." });
    expect(loadWith("chain: { maxBlocks: 7 }").overlays[0]).to.include({ name: "over", why: "" });
  });

  it("changes one place alone where the scenario repeats another by an alias", () => {
    const shared = TINY.replace("WETH: { ltv: 80%", "WETH: &w { ltv: 80%").replace(
      /USDC: \{ ltv: 75%[^}]*\}/,
      "USDC: *w",
    );
    const file = fileWith(shared, "shared.yaml");
    const bonuses = (key: string) => {
      const over = fileWith(`lending: { reserves: { ${key}: { liquidationBonus: 9% } } }`);
      const { WETH, USDC } = loadScenario(file, [], [over]).scenario.lending.reserves;
      return [WETH?.liquidationBonus, USDC?.liquidationBonus];
    };
    const [changed, usual] = [(9n * WAD) / 100n, (5n * WAD) / 100n];
    expect(bonuses("WETH")).to.deep.equal([changed, usual]);
    expect(bonuses("USDC")).to.deep.equal([usual, changed]);
  });

  for (const [what, text, code, line, key] of [
    ["a value", "chain:\n  maxBlocks: none", "SCENARIO_VALUE", 2, "chain.maxBlocks"],
    ["an unknown key", "chain:\n  maxBloks: 3", "SCENARIO_KEY_UNKNOWN", 2, "chain.maxBloks"],
    ["an unknown first key", "why: Because.\nchian: {}", "SCENARIO_KEY_UNKNOWN", 2, "chian"],
    ["an asset nobody has", "\n\nmarket: { depthUsdPerLog: { DOGE: 1 } }", undefined, 3, "market.depthUsdPerLog.DOGE"],
    ["a key that is there twice", "chain: {}\nchain: {}", "TREATMENT_SYNTAX", 2, undefined],
    ["a list", "- 1", "TREATMENT_SYNTAX", 1, undefined],
    ["an alias without an anchor", "chain: *nobody", "TREATMENT_SYNTAX", undefined, undefined],
    ["a name with spaces", "treatment: my cap\nchain: {}", "TREATMENT_VALUE", 1, "treatment"],
    ["a reason that is none", "chain: {}\nwhy: 3", "TREATMENT_VALUE", 2, "why"],
    ["nothing", "", "TREATMENT_EMPTY", undefined, undefined],
    ["nothing but comments", "# nothing\n", "TREATMENT_EMPTY", undefined, undefined],
    ["nothing to change", "why: For no reason.", "TREATMENT_EMPTY", undefined, undefined],
  ] as const) {
    it(`with ${what} is at fault in its own file`, () => {
      const fault = faultOf(() => loadWith(text));
      if (code !== undefined) expect(fault.code).to.equal(code);
      expect(fault.exitCode).to.equal(2);
      expect(formatPlace(fault.place)).to.equal(
        `${join(folder, "over.yaml")}${line ? `:${line}` : ""}${key ? `, ${key}` : ""}`,
      );
      expect(fault.hint).to.match(/\S/);
    });
  }

  it("leaves the scenario's own faults in the scenario's file", () => {
    const file = fileWith(TINY.replace("maxBlocks: 60", "maxBlocks: none"), "broken.yaml");
    const fault = faultOf(() => loadScenario(file, [], [fileWith("market: { recoveryHalfLifeSeconds: 60 }")]));
    expect(fault.place).to.deep.equal({ file, line: 6, key: "chain.maxBlocks" });
  });

  it("suggests the key that was probably meant", () => {
    expect(faultOf(() => loadWith("treatmnt: x\nchain: {}")).hint).to.match(/^Did you mean "treatment"\?/);
    expect(faultOf(() => loadWith("chain: { maxBloks: 3 }")).hint).to.match(/^Did you mean "maxBlocks"\?/);
  });

  it("that cannot be read says which file it is", () => {
    const fault = faultOf(() => loadScenario(base(), [], ["/nowhere/a.yaml"]));
    expect(fault.code).to.equal("TREATMENT_UNREADABLE");
    expect(fault.place).to.deep.equal({ file: "/nowhere/a.yaml" });
  });
});

describe("treatmentFiles", () => {
  it("finds bundled treatments by name, files by path, and several joined by +", () => {
    const [cap] = treatmentFiles("cap-4x");
    expect(cap).to.match(/treatments\/cap-4x\.yaml$/);
    expect(treatmentFiles(cap ?? "")).to.deep.equal([cap]);
    expect(treatmentFiles("cap-4x+throttle")).to.deep.equal([cap, ...treatmentFiles("throttle")]);
    expect(treatmentNames()).to.include.members(["cap-4x", "throttle"]);
  });

  for (const name of ["cap-4", "cap-4x+", "", "no/such.yaml"]) {
    it(`knows no treatment "${name}" and lists what there is`, () => {
      const fault = faultOf(() => treatmentFiles(name));
      expect([fault.code, fault.exitCode, fault.place]).to.deep.equal(["TREATMENT_UNKNOWN", 2, "--with"]);
      expect(fault.hint).to.contain("throttle");
    });
  }
});
