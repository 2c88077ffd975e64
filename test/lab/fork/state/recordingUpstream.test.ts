import { expect } from "chai";
import { concat } from "ethers";
import { Misses } from "../../../../src/fork/state/misses.ts";
import { openState } from "../../../../src/fork/state/openState.ts";
import { parseState } from "../../../../src/fork/state/readState.ts";
import { RecordingUpstream } from "../../../../src/fork/state/recordingUpstream.ts";
import { serveUpstream } from "../../../../src/fork/state/serveUpstream.ts";
import { packState } from "../../../../src/fork/state/stateFile.ts";
import { StateUpstream } from "../../../../src/fork/state/stateUpstream.ts";
import { wordOf } from "../../../../src/fork/state/words.ts";
import { type Chain, openChain } from "../../../../src/world/chain.ts";
import { faultOf } from "../../../support/faultOf.ts";
import { HOLDER, READER, smallState } from "../../../support/forkState.ts";

const GAS = { blockGasLimit: 30_000_000, order: "priority" } as const;
const UNTOLD = wordOf(9n);

/** Writes one slot, made of another's value, and answers what the chain then is. */
async function run(chain: Chain): Promise<unknown> {
  const call = (slot: string) =>
    chain.request<string>("eth_call", [{ to: READER, data: concat([slot, wordOf(0n)]) }, "latest"]);
  await chain.request("hardhat_impersonateAccount", [HOLDER]);
  const data = concat([wordOf(2n), await call(wordOf(1n))]);
  const hash = await chain.request("eth_sendTransaction", [{ from: HOLDER, to: READER, data, gas: "0x30000" }]);
  const { gasUsed, status } = await chain.request<Record<string, string>>("eth_getTransactionReceipt", [hash]);
  return { gasUsed, status, slot: await call(wordOf(2n)), left: await chain.request("eth_getBalance", [HOLDER]) };
}

describe("RecordingUpstream", () => {
  const source = () => new StateUpstream(smallState(), 1, new Misses(smallState(), "source"));

  it("records a run so that it goes on from the file alone, the same, and nothing more than it read", async () => {
    const { number, timestamp } = smallState().block;
    const recorder = new RecordingUpstream(source(), number);
    const served = await serveUpstream(recorder);
    const forked = await openChain({
      startTime: timestamp,
      ...GAS,
      fork: { url: served.url, blockNumber: number, chainId: 1 },
    });
    const first = await run(forked);
    await forked.close();
    await served.close();

    const file = packState(recorder.state());
    const state = parseState(file, "state.json.gz");
    const replayed = await openState(state, { file: "state.json.gz", ...GAS, strict: true });
    expect(await run(replayed)).to.deep.equal(first);
    await replayed.close();

    expect(state).to.deep.include({ chainId: 1, block: smallState().block });
    expect(state.accounts.get(READER)).to.deep.equal(smallState().accounts.get(READER));
    expect(state.storage).to.deep.equal(smallState().storage);
  });

  it("keeps nothing of another block, nor of an account that it knows in part", async () => {
    const recorder = new RecordingUpstream(source(), smallState().block.number);
    expect(faultOf(() => recorder.state())).to.include({ code: "RECORD_EMPTY" });
    await recorder.answer("eth_getBlockByNumber", ["0x1291c94", false]);
    await recorder.answer("eth_getStorageAt", [READER, UNTOLD, "0x1291c93"]);
    await recorder.answer("eth_getStorageAt", [READER, UNTOLD, "0x1291c94"]);
    await recorder.answer("eth_getBalance", [HOLDER, "latest"]);
    await recorder.answer("eth_getBalance", [READER, "0x1291c94"]);

    const { accounts, storage } = recorder.state();
    expect(accounts.size + storage.size).to.equal(0);
  });

  it("passes on what its upstream cannot answer", async () => {
    const recorder = new RecordingUpstream(source(), 1);
    const error = await recorder.answer("eth_getLogs", []).catch((cause) => cause);

    expect(error).to.be.instanceOf(Error).with.property("message").that.contains("eth_getLogs");
  });
});
