import { expect } from "chai";
import type { Deployment, GuardDeployment } from "../../../src/world/deployment.ts";
import { guardGas } from "../../../src/world/guardGas.ts";
import { Transactor } from "../../../src/world/transactor.ts";

const EIP_7825 = 2 ** 24;

describe("guardGas", () => {
  it("guardGas_withoutControls_isNone", () => {
    expect(guardGas({} as Deployment)).to.equal(0);
    expect(guardGas({ guards: {} as GuardDeployment } as Deployment)).to.be.greaterThan(1_000_000);
  });

  it("transactor_withMoreGas_givesItToEveryCallUpToWhatATransactionMayTake", async () => {
    const sent: string[] = [];
    const request = async (method: string, [call]: [{ gas: string }]) => {
      if (method === "eth_sendTransaction") sent.push(call.gas);
      return "0x0";
    };
    const transactor = new Transactor({ request } as never, 1_500_000);
    await transactor.adopt(["0xa"]);
    const call = { from: "0xa", to: "0xb", data: "0x" };
    await transactor.send([
      { ...call, gas: 300_000 },
      { ...call, gas: EIP_7825 - 1 },
    ]);
    expect(sent.map(Number)).to.deep.equal([1_800_000, EIP_7825]);
  });
});
