import { AbiCoder } from "ethers";
import type { Backend } from "./hostileRpc.ts";

const MULTICALL3 = "0xca11bde05977b3631167028862be2a173976ca11";
const AGGREGATE3 = "0x82ad56cb";
const coder = AbiCoder.defaultAbiCoder();

/** A backend on whose chain Multicall3 stands, played by this process, and where calls see no code but the chain's. */
export function withMulticall3(backend: Backend): Backend {
  return async (call) => {
    if (call.method !== "eth_call") return backend(call);
    const [{ to, data }, at, override] = call.params as [{ to: string; data: string }, string, object | undefined];
    if (override !== undefined) throw { code: -32602, message: "too many arguments, want at most 2" };
    if (to !== MULTICALL3) return backend(call);
    if (!data.startsWith(AGGREGATE3)) throw { code: 3, message: "execution reverted" };
    const [inner] = coder.decode(["tuple(address,bool,bytes)[]"], `0x${data.slice(10)}`) as unknown as [
      [string, boolean, string][],
    ];
    const results: [boolean, unknown][] = [];
    for (const [target, , question] of inner) {
      try {
        results.push([true, await backend({ ...call, params: [{ to: target, data: question }, at] })]);
      } catch {
        results.push([false, "0x"]);
      }
    }
    return coder.encode(["tuple(bool,bytes)[]"], [results]);
  };
}

/** A backend that knows no state overrides and whose chain has no Multicall3. */
export function plain(backend: Backend): Backend {
  return async (call) => {
    if (call.method === "eth_call" && call.params.length > 2) {
      throw { code: -32602, message: "too many arguments, want at most 2" };
    }
    return backend(call);
  };
}
