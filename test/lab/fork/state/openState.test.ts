import { expect } from "chai";
import { concat, keccak256, zeroPadValue } from "ethers";
import type { FaultlineError } from "../../../../src/errors.ts";
import type { ForkState } from "../../../../src/fork/state/forkState.ts";
import { openState, type StateChain } from "../../../../src/fork/state/openState.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { HOLDER, READER, READER_CODE, smallState } from "../../../support/forkState.ts";

const GAS = { blockGasLimit: 30_000_000, order: "priority" } as const;
const NEWCOMER = `0x${"a5".repeat(20)}`;
const STRANGER = `0x${"57".repeat(20)}`;
const UNKNOWN = wordOf(3n);

/** The slot of an address in a mapping, and of a pair in a mapping of mappings. */
const inMapping = (key: string, position: string) => keccak256(concat([zeroPadValue(key, 32), position]));

describe("openState", () => {
  const chains: StateChain[] = [];
  async function open(state: ForkState, more: { strict?: boolean; chainId?: number } = {}): Promise<StateChain> {
    const chain = await openState(state, { file: "state.json.gz", ...GAS, ...more });
    chains.push(chain);
    return chain;
  }
  afterEach(async () => {
    for (const chain of chains.splice(0)) await chain.close();
  });

  const readSlot = (chain: StateChain, slot: string, to = READER) =>
    chain.request<string>("eth_call", [{ to, data: concat([slot, wordOf(0n)]) }, "latest"]);

  async function send(chain: StateChain, call: { to?: string; data: string }): Promise<string> {
    await chain.request("hardhat_impersonateAccount", [HOLDER]);
    const hash = await chain.request<string>("eth_sendTransaction", [{ from: HOLDER, gas: "0x30000", ...call }]);
    const receipt = await chain.request<{ status: string; contractAddress: string }>("eth_getTransactionReceipt", [
      hash,
    ]);
    expect(receipt.status).to.equal("0x1");
    return receipt.contractAddress;
  }

  const write = (chain: StateChain, slot: string, value: bigint, to = READER) =>
    send(chain, { to, data: concat([slot, wordOf(value)]) });

  it("stands at the recorded block with its time, base fee and chain", async () => {
    const chain = await open(smallState());
    const block = await chain.request<Record<string, string>>("eth_getBlockByNumber", ["latest", false]);

    expect(Number(block.number)).to.equal(19_471_508);
    expect(Number(block.timestamp)).to.equal(1_710_884_183);
    expect(BigInt(block.baseFeePerGas ?? 0)).to.equal(30_000_000_000n);
    expect(block.hash).to.equal(smallState().block.hash);
    expect(await chain.request("eth_chainId")).to.equal("0x1");
  });

  it("goes on one second a transaction, one block after the recorded one", async () => {
    const chain = await open(smallState());
    await write(chain, wordOf(1n), 5n);
    const block = await chain.request<Record<string, string>>("eth_getBlockByNumber", ["latest", false]);

    expect(Number(block.number)).to.equal(19_471_509);
    expect(Number(block.timestamp)).to.equal(1_710_884_184);
  });

  for (const chainId of [10, 8453, 31_338]) {
    it(`takes chain ${chainId}, at the recorded block too`, async () => {
      const chain = await open({ ...smallState(), chainId });

      expect(await chain.request("eth_chainId")).to.equal(`0x${chainId.toString(16)}`);
      expect(await readSlot(chain, wordOf(1n))).to.equal(wordOf(0x11n));
    });
  }

  it("goes on with the base fee that follows from the recorded block's gas, or stays where that is unknown", async () => {
    const next = async (state: ForkState) => {
      const chain = await open(state);
      await chain.request("evm_mine");
      const block = await chain.request<Record<string, string>>("eth_getBlockByNumber", ["latest", false]);
      return BigInt(block.baseFeePerGas ?? 0);
    };
    const { block, ...rest } = smallState();
    const [target, used] = [BigInt(block.gasLimit ?? 0) / 2n, BigInt(block.gasUsed ?? 0)];
    const fee = block.baseFee as bigint;

    expect(await next(smallState())).to.equal(fee - (fee * (target - used)) / target / 8n);
    expect(await next({ ...rest, block: { ...block, gasUsed: undefined } })).to.equal(fee);
  });

  it("takes the chain it is told where the state does not know", async () => {
    const chain = await open({ ...smallState(), chainId: undefined }, { chainId: 42161 });

    expect(await chain.request("eth_chainId")).to.equal("0xa4b1");
  });

  it("holds balances, nonces, code and slots as recorded, at the recorded block too", async () => {
    const chain = await open(smallState());

    for (const at of ["latest", "0x1291c94"]) {
      expect(await chain.request("eth_getBalance", [HOLDER, at])).to.equal("0xde0b6b3a7640000");
      expect(await chain.request("eth_getTransactionCount", [HOLDER, at])).to.equal("0x7");
      expect(await chain.request("eth_getCode", [READER, at])).to.equal(READER_CODE);
      expect(await chain.request("eth_getStorageAt", [READER, "0x1", at])).to.equal(wordOf(0x11n));
    }
    expect(await readSlot(chain, wordOf(1n))).to.equal(wordOf(0x11n));
  });

  it("misses nothing while only recorded slots are read, zero or not", async () => {
    const chain = await open(smallState());
    await readSlot(chain, wordOf(1n));
    await readSlot(chain, wordOf(2n));
    await write(chain, wordOf(2n), 9n);

    expect(await chain.misses()).to.deep.equal({ slots: [], accounts: [], newAccountSlots: 0 });
  });

  it("reports each unknown slot that a call or a transaction reads, once", async () => {
    const chain = await open(smallState());
    await readSlot(chain, wordOf(4n));
    await write(chain, UNKNOWN, 9n);
    await readSlot(chain, UNKNOWN);

    expect((await chain.misses()).slots).to.deep.equal([
      { account: READER, slot: UNKNOWN },
      { account: READER, slot: wordOf(4n) },
    ]);
  });

  it("is asked once for what stays zero, and never loses what was written meanwhile", async () => {
    const chain = await open(smallState());
    await readSlot(chain, UNKNOWN);
    const asked = chain.asked();
    await readSlot(chain, UNKNOWN);
    expect(chain.asked()).to.equal(asked);

    await chain.request("hardhat_impersonateAccount", [HOLDER]);
    const slots = Array.from({ length: 20 }, (_, index) => wordOf(100n + BigInt(index)));
    await Promise.all([
      ...slots.map((slot, index) =>
        chain.request("eth_sendTransaction", [
          {
            from: HOLDER,
            to: READER,
            gas: "0x30000",
            nonce: `0x${(7 + index).toString(16)}`,
            data: concat([slot, wordOf(9n)]),
          },
        ]),
      ),
      ...slots.map((slot) => readSlot(chain, slot)),
    ]);
    for (const slot of slots) expect(await readSlot(chain, slot)).to.equal(wordOf(9n));
    expect((await chain.misses()).slots).to.have.lengthOf(21);
  });

  it("is the same again, to the hash of its blocks", async () => {
    const hashes = [];
    for (let time = 0; time < 2; time++) {
      const chain = await open(smallState());
      await readSlot(chain, wordOf(4n));
      await write(chain, UNKNOWN, 9n);
      hashes.push((await chain.request<{ hash: string }>("eth_getBlockByNumber", ["latest", false])).hash);
    }

    expect(hashes[0]).to.equal(hashes[1]);
  });

  it("still knows what was unknown after a snapshot is taken back", async () => {
    const chain = await open(smallState());
    const snapshot = await chain.request("evm_snapshot");
    await write(chain, UNKNOWN, 9n);
    await chain.request("evm_revert", [snapshot]);

    expect(await readSlot(chain, UNKNOWN)).to.equal(wordOf(0n));
    expect((await chain.misses()).slots).to.deep.equal([{ account: READER, slot: UNKNOWN }]);
  });

  it("does not miss slots of a contract that was made here", async () => {
    const chain = await open(smallState());
    const length = (READER_CODE.length / 2 - 1).toString(16);
    const made = await send(chain, { data: `0x60${length}600c60003960${length}6000f3${READER_CODE.slice(2)}` });
    await write(chain, UNKNOWN, 9n, made);
    await readSlot(chain, wordOf(4n), made);

    expect(await chain.misses()).to.deep.equal({ slots: [], accounts: [], newAccountSlots: 0 });
  });

  it("reports an account that is called and not recorded", async () => {
    const chain = await open(smallState());
    await readSlot(chain, wordOf(1n), STRANGER);

    expect((await chain.misses()).accounts).to.deep.equal([STRANGER]);
  });

  it("knows that accounts which are new to the chain have nothing in its mappings", async () => {
    const chain = await open(smallState());
    chain.introduce([NEWCOMER]);
    const mapping = wordOf(52n);
    const balance = inMapping(NEWCOMER, mapping);
    const allowance = inMapping(HOLDER, inMapping(NEWCOMER, wordOf(53n)));
    const delegated = inMapping(NEWCOMER, inMapping(READER, wordOf(54n)));
    const secondOfStruct = wordOf(BigInt(balance) + 1n);
    for (const slot of [balance, allowance, delegated, secondOfStruct]) await readSlot(chain, slot);
    await readSlot(chain, inMapping(STRANGER, mapping));

    expect(await chain.misses()).to.deep.equal({
      slots: [{ account: READER, slot: inMapping(STRANGER, mapping) }],
      accounts: [],
      newAccountSlots: 4,
    });
  });

  it("leaves out what is read unobserved", async () => {
    const chain = await open(smallState(), { strict: true });
    await chain.unobserved(() => readSlot(chain, UNKNOWN));

    expect((await chain.misses()).slots).to.deep.equal([]);
  });

  it("fails under strict on the first unknown slot, with contract, slot and what to do", async () => {
    const chain = await open(smallState(), { strict: true });
    await readSlot(chain, wordOf(2n));
    const fault = await refusal(readSlot(chain, UNKNOWN));

    expect(fault).to.include({ code: "STATE_SLOT_UNKNOWN", exitCode: 2 });
    expect(fault.message).to.contain(UNKNOWN).and.to.contain(READER);
    expect(fault.place).to.deep.equal({ file: "state.json.gz" });
    expect(fault.hint).to.contain("fork record");
  });

  it("fails under strict on an account that is not recorded, and not on new ones", async () => {
    const chain = await open(smallState(), { strict: true });
    chain.introduce([NEWCOMER]);
    await readSlot(chain, inMapping(NEWCOMER, wordOf(0n)));
    await readSlot(chain, wordOf(1n), NEWCOMER);

    expect(await refusal(readSlot(chain, wordOf(1n), STRANGER))).to.include({ code: "STATE_ACCOUNT_UNKNOWN" });
  });

  async function refusal(work: Promise<unknown>): Promise<FaultlineError> {
    return work.then(
      () => expect.fail("Nothing was refused."),
      (error: FaultlineError) => error,
    );
  }
});
