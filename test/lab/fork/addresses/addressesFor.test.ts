import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { addressesFor } from "../../../../src/fork/addresses/addressesFor.ts";
import { faultOf } from "../../../support/faultOf.ts";

const POOL = "0x794a61358d6845594f94dc1db02a252b5b4814ad";
const CHECKED = "0x794a61358D6845594F94dc1DB02A252b5b4814aD";

describe("addressesFor", () => {
  let folder: string;
  const fileOf = (text: string) => {
    const file = join(folder, "addresses.yaml");
    writeFileSync(file, text);
    return file;
  };

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "faultline-addresses-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  it("knows a chain's pool and the exchanges beside it", () => {
    const { chain, lendingPool, uniswapV3, uniswapV2, wrappedEther } = addressesFor({
      chainId: 10,
      protocol: "aave-v3",
    });
    expect({ chain, lendingPool }).to.deep.equal({ chain: "Optimism", lendingPool: POOL });
    expect([uniswapV3?.factory, uniswapV2?.factory, wrappedEther]).to.satisfy((all: string[]) =>
      all.every((address) => /^0x[0-9a-f]{40}$/.test(address)),
    );
  });

  it("puts a pool given by name before a file, and a file before what the lab brings", () => {
    const file = fileOf(`chainId: 1\nlending: { mine: "${CHECKED}", aave-v3: "${CHECKED}" }\n`);
    const ethereum = addressesFor({ chainId: 1, protocol: "spark" });

    expect(addressesFor({ chainId: 1, protocol: "mine", file })).to.deep.equal({
      ...ethereum,
      protocol: "mine",
      lendingPool: POOL,
    });
    expect(addressesFor({ chainId: 1, protocol: "aave-v3", file }).lendingPool).to.equal(POOL);
    expect(addressesFor({ chainId: 1, protocol: "spark", file })).to.deep.equal(ethereum);
    expect(addressesFor({ chainId: 1, protocol: "aave-v3", file, pool: CHECKED.replace("4aD", "4aE") })).to.include({
      lendingPool: POOL.replace("4ad", "4ae"),
    });
  });

  it("takes a chain that only the file knows, without exchanges where it names none", () => {
    const file = fileOf(`{"chainId": 31337, "lending": {"aave-v3": "${POOL}"}, "wrappedEther": "${POOL}"}`);
    expect(addressesFor({ chainId: 31337, protocol: "aave-v3", file })).to.deep.equal({
      chainId: 31337,
      chain: "chain 31337",
      protocol: "aave-v3",
      lendingPool: POOL,
      wrappedEther: POOL,
    });
    expect(
      faultOf(() => addressesFor({ chainId: 31337, protocol: "x", file: fileOf("chainId: 31337"), pool: POOL })),
    ).to.include({ code: "ADDRESSES_INCOMPLETE", exitCode: 2 });
  });

  it("says what it knows of an unknown chain or protocol", () => {
    expect(faultOf(() => addressesFor({ chainId: 56, protocol: "aave-v3" }))).to.include({
      code: "ADDRESSES_CHAIN",
      exitCode: 2,
      message:
        "No addresses are known on chain 56, only on Ethereum (1), Optimism (10), Polygon (137), Base (8453), Arbitrum (42161).",
    });
    const fault = faultOf(() => addressesFor({ chainId: 10, protocol: "aave-v2" }));
    expect(fault).to.include({
      code: "ADDRESSES_PROTOCOL",
      exitCode: 2,
      message: 'No lending pool of "aave-v2" is known on Optimism; aave-v3 is.',
    });
    expect(fault.hint).to.include('Did you mean "aave-v3"?');
  });

  for (const [what, text, code, said] of [
    ["another chain's file", "chainId: 10", "ADDRESSES_CHAIN", "chain 10, the node is of chain 1"],
    ["what is no YAML", "chainId: [", "ADDRESSES_SYNTAX", ""],
    ["a list", "- 1", "ADDRESSES_INVALID", "expected object"],
    ["a strange key", "chainId: 1\npool: 3", "ADDRESSES_INVALID", '"pool"'],
    [
      "a mistyped address",
      `chainId: 1\nuniswapV3: "${CHECKED.replace("aD", "Ad")}"`,
      "ADDRESSES_INVALID",
      "no address",
    ],
    ["an address without quotes", `chainId: 1\nuniswapV3: ${POOL}`, "ADDRESSES_INVALID", "in quotes"],
  ] as const) {
    it(`refuses ${what}`, () => {
      const fault = faultOf(() => addressesFor({ chainId: 1, protocol: "aave-v3", file: fileOf(text) }));
      expect(fault).to.include({ code, exitCode: 2 });
      expect(fault.message).to.include(said);
      expect(fault.place).to.have.property("file", join(folder, "addresses.yaml"));
    });
  }

  it("refuses a file that is not there", () => {
    const file = join(folder, "none.yaml");
    expect(faultOf(() => addressesFor({ chainId: 1, protocol: "aave-v3", file }))).to.include({
      code: "ADDRESSES_MISSING",
      exitCode: 2,
    });
  });
});
