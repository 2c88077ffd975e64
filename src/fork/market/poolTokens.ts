import { Interface } from "ethers";
import { badInput, FaultlineError } from "../../errors.ts";
import { read } from "../../world/read.ts";
import { type AnyChain, quietly } from "../quietly.ts";

const POOL = new Interface(["function token0() view returns (address)", "function token1() view returns (address)"]);

/** The tokens that a pool of Uniswap v2 or v3 trades, lower case. `POOL_NOT_THERE` */
export function poolTokens(chain: AnyChain, pool: string): Promise<[token0: string, token1: string]> {
  const tokenOf = async (name: string) => String((await read(chain, pool, POOL, name))[0]).toLowerCase();
  return quietly(chain, async () => {
    try {
      return await Promise.all([tokenOf("token0"), tokenOf("token1")]);
    } catch (error) {
      if (error instanceof FaultlineError) throw error;
    }
    throw badInput("POOL_NOT_THERE", `There is no pool of Uniswap v2 or v3 at ${pool} at this block.`, {
      place: "fork.pools",
      hint: "Check the address and the chain; a recorded state may not hold it.",
    });
  });
}
