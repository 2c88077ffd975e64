import { expect } from "chai";
import { network } from "hardhat";
import { rulesOf } from "../../deploy/modules/rulesOf.ts";
import { PRESET_NAMES } from "../../src/model/rules.ts";

describe("presets", () => {
  it("are deployed with the rules that Presets.sol gives them", async () => {
    const { ethers } = await network.create();
    const rules = await (await ethers.deployContract("PresetReader")).all();
    expect(rules.length).to.equal(PRESET_NAMES.length);

    for (const [index, name] of PRESET_NAMES.entries()) {
      const shown = rules[index]!;
      const deployed = Object.entries(rulesOf(name));
      expect(deployed).to.have.lengthOf(shown.length);
      for (const [key, value] of deployed) {
        const field = shown[key as keyof typeof shown] as unknown;
        expect(field, `${key} of ${name}`).to.equal(typeof value === "number" ? BigInt(value) : value);
      }
    }
  });
});
