import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { cacheFolder } from "../../../../src/fork/chain/cacheFolder.ts";
import { StateCache } from "../../../../src/fork/chain/stateCache.ts";
import type { ForkState } from "../../../../src/fork/state/forkState.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, smallState } from "../../../support/forkState.ts";

describe("StateCache", () => {
  const { block } = smallState();
  const key = { chainId: 1, number: block.number, hash: block.hash as string };
  const file = `${key.number}-${key.hash}.json.gz`;
  let folder: string;
  let notices: string[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "cache-"));
    notices = [];
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (more: Partial<typeof key> = {}) => new StateCache(folder, { ...key, ...more }, (s) => notices.push(s));
  const files = () => readdirSync(join(folder, "1"));

  it("gives back what was kept, under the block's chain, number and hash, and leaves no part of a file", () => {
    open().save(smallState());

    expect(open().load()).to.deep.equal(smallState());
    expect(files()).to.deep.equal([file]);
    expect([open({ chainId: 10 }).load(), open({ number: 7 }).load(), notices.length]).to.deep.equal([
      undefined,
      undefined,
      0,
    ]);
  });

  it("drops what was kept of another block of that number, and says so", () => {
    open({ hash: wordOf(1n) }).save({ ...smallState(), block: { ...block, hash: wordOf(1n) } });
    open({ number: key.number * 10 }).save({ ...smallState(), block: { ...block, number: key.number * 10 } });
    expect(open().load()).to.equal(undefined);

    expect(files()).to.deep.equal([`${key.number * 10}-${key.hash}.json.gz`]);
    expect(notices).to.have.lengthOf(1);
    expect(notices[0]).to.contain(`Block ${key.number} of chain 1 is another`);
  });

  const packed = packState(smallState());
  const flipped = Buffer.from(packed);
  flipped[packed.length >> 1]! ^= 0x40;
  for (const [what, bytes] of Object.entries({
    "that breaks off": packed.subarray(0, packed.length - 20),
    "with one bit changed": flipped,
    "of something else": Buffer.from("{}"),
    "that names another block than its content": packState({ ...smallState(), block: { ...block, hash: wordOf(1n) } }),
    "of another chain by its content": packState({ ...smallState(), chainId: 10 }),
  })) {
    it(`drops a file ${what}, and says so`, () => {
      mkdirSync(join(folder, "1"));
      writeFileSync(join(folder, "1", file), bytes);

      expect(open().load()).to.equal(undefined);
      expect(files()).to.deep.equal([]);
      expect(notices.join()).to.contain("is damaged and dropped").and.to.contain(file);
    });
  }

  it("adds to what others have kept meanwhile", () => {
    const part = (accounts: string[]): ForkState => ({
      ...smallState(),
      accounts: new Map([...smallState().accounts].filter(([account]) => accounts.includes(account))),
      storage: new Map([...smallState().storage].filter(([account]) => accounts.includes(account))),
    });
    open().save(part([HOLDER]));
    open().save(part([READER]));

    expect(open().load()).to.deep.equal(smallState());
    expect(readFileSync(join(folder, "1", file))).to.deep.equal(packed);
  });

  it("keeps no more than 64 blocks of a chain, those written last", () => {
    mkdirSync(join(folder, "1"));
    for (let number = 1; number <= 70; number++) {
      const name = join(folder, "1", `${number}-${wordOf(1n)}.json.gz`);
      writeFileSync(name, packed);
      utimesSync(name, number, number);
    }
    open().save(smallState());

    const numbers = files().map((name) => Number(name.split("-")[0]));
    expect(numbers.sort((a, b) => a - b)).to.deep.equal([...Array.from({ length: 63 }, (_, i) => i + 8), key.number]);
  });

  it("says that it cannot write, and lets the run go on", () => {
    writeFileSync(join(folder, "1"), "in the way");
    open().save(smallState());

    expect(open().load()).to.equal(undefined);
    expect(notices.join()).to.contain(`cannot be kept in ${join(folder, "1")}`);
  });
});

describe("cacheFolder", () => {
  it("is the user's own for caches, and none for chains that begin anew", () => {
    expect(cacheFolder(1, { XDG_CACHE_HOME: "/var/keep" })).to.equal("/var/keep/faultline/fork");
    for (const env of [{}, { XDG_CACHE_HOME: "" }, { XDG_CACHE_HOME: "not/absolute" }]) {
      expect(cacheFolder(10, env)).to.match(/\/\.cache\/faultline\/fork$/);
    }
    for (const chainId of [31337, 1337]) expect(cacheFolder(chainId, {})).to.equal(null);
  });
});
