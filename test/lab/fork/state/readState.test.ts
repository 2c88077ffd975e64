import { gunzipSync, gzipSync } from "node:zlib";
import { expect } from "chai";
import type { FaultlineError } from "../../../../src/errors.ts";
import { parseState, readState } from "../../../../src/fork/state/readState.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { HOLDER, READER, smallFoundryCache, smallState, smallVerbsCache } from "../../../support/forkState.ts";

const read = (json: unknown) => parseState(Buffer.from(JSON.stringify(json)), "x.json");

function faultIn(json: unknown): FaultlineError {
  return faultOf(() => read(json)) as FaultlineError;
}

describe("parseState", () => {
  it("returns what packState packed", () => {
    expect(parseState(packState(smallState()), "state.json.gz")).to.deep.equal(smallState());
  });

  it("reads a verbs cache, in which numbers are turned round and code is padded", () => {
    const { block, ...rest } = smallState();
    const unknown = { hash: undefined, baseFee: undefined, gasLimit: undefined, gasUsed: undefined };

    expect(read(smallVerbsCache())).to.deep.equal({ ...rest, chainId: undefined, block: { ...block, ...unknown } });
  });

  it("reads a Foundry cache without the slots of its cheat codes", () => {
    const { block, ...rest } = smallState();

    expect(read(smallFoundryCache())).to.deep.equal({
      ...rest,
      chainId: undefined,
      block: { ...block, hash: undefined, gasUsed: undefined },
    });
  });

  it("takes the hash of the block from a Foundry cache that has it", () => {
    const cache = smallFoundryCache();
    cache.block_hashes["0x1291c94"] = `0x${"ab".repeat(32)}`;

    expect(read(cache).block.hash).to.equal(`0x${"ab".repeat(32)}`);
  });

  it("reads what is packed and what is not, whatever the name", () => {
    const bytes = packState(smallState());

    expect(parseState(gunzipSync(bytes), "a")).to.deep.equal(parseState(bytes, "b"));
    expect(parseState(gzipSync(JSON.stringify(smallVerbsCache())), "c")).to.deep.equal(read(smallVerbsCache()));
  });
});

describe("packState", () => {
  it("gives the same bytes for the same state in another order", () => {
    const state = smallState();
    state.accounts = new Map([...state.accounts].reverse());
    state.storage = new Map([...state.storage].map(([account, slots]) => [account, new Map([...slots].reverse())]));

    expect(packState(state).equals(packState(smallState()))).to.equal(true);
  });
});

describe("a file that is no recorded state", () => {
  const foreign: Record<string, Buffer> = {
    prose: Buffer.from("not a state"),
    "other JSON": Buffer.from('{"jsonrpc":"2.0"}'),
    "a list of another length": Buffer.from("[1,2,3]"),
    nothing: Buffer.alloc(0),
  };
  for (const [what, bytes] of Object.entries(foreign)) {
    it(`is called foreign: ${what}`, () => {
      const fault = faultOf(() => parseState(bytes, "x.json")) as FaultlineError;

      expect(fault).to.include({ code: "STATE_FOREIGN", exitCode: 2 });
      expect(fault.place).to.deep.equal({ file: "x.json" });
      expect(fault.hint).to.contain("Foundry");
    });
  }

  it("is missed by its path", () => {
    expect(faultOf(() => readState("nowhere/state.json.gz"))).to.include({ code: "STATE_NOT_FOUND", exitCode: 2 });
  });
});

describe("a damaged state", () => {
  function expectDamage(json: unknown, key: string, text: string): void {
    const fault = faultIn(json);
    expect(fault).to.include({ code: "STATE_CORRUPT", exitCode: 2 });
    expect(fault.place).to.deep.equal({ file: "x.json", key });
    expect(fault.message).to.contain(text);
  }

  it("is found when it breaks off", () => {
    const cut = packState(smallState()).subarray(0, 200);

    expect(faultOf(() => parseState(cut, "x.json.gz"))).to.include({ code: "STATE_CORRUPT" });
  });

  it("is found by a code that does not have its hash", () => {
    const verbs = smallVerbsCache();
    const facts = (verbs[2][0] as [string, string[]])[1];
    facts[3] = `60${facts[3]}`;
    expectDamage(verbs, "2.0.1.3", "does not have the hash");

    const foundry = smallFoundryCache();
    (foundry.accounts[READER] as { code: unknown }).code = { LegacyRaw: "0x6000" };
    expectDamage(foundry, `accounts.${READER}.code`, "does not have the hash");
  });

  it("is found by a word, an address or a number that is none", () => {
    const word = smallVerbsCache();
    (word[3][1] as string[])[2] = "ff";
    expectDamage(word, "3.1.2", "no word");

    const address = smallVerbsCache();
    (address[2][1] as string[])[0] = "0b";
    expectDamage(address, "2.1.0", "no address");

    const nonce = smallFoundryCache();
    (nonce.accounts[HOLDER] as { nonce: unknown }).nonce = -1;
    expectDamage(nonce, `accounts.${HOLDER}.nonce`, "no number");
  });

  it("is found by a slot without its account", () => {
    const verbs = smallVerbsCache();
    verbs[2].shift();
    expectDamage(verbs, "3.0.0", "is no account");
  });

  it("is found by a version that is not known and a key that is too much", () => {
    const own = JSON.parse(gunzipSync(packState(smallState())).toString());
    expectDamage({ ...own, version: 2 }, "version", "version 2 is not 1");
    expectDamage({ ...own, block: { ...own.block, number: "5" } }, "block.number", "number");
    expectDamage({ ...own, extra: 1 }, "", "extra");
  });
});
