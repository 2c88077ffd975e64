import { Interface } from "ethers";
import { FaultlineError } from "../../errors.ts";
import { read } from "../../world/read.ts";
import { type AnyChain, quietly } from "../quietly.ts";
import { readSlots } from "../readSlots.ts";
import { wordOf } from "../state/words.ts";

const TOKEN = new Interface(["function decimals() view returns (uint8)"]);

/**
 * Makes a token say the decimals that its reserve is configured with. Only a partial recorded state may lack the word in
 * which a token keeps them; the pool's own configuration, which it holds, then tells. `TOKEN_DECIMALS` where the token
 * says others on its own account.
 */
export async function stateDecimals(chain: AnyChain, token: string, decimals: number): Promise<void> {
  await quietly(chain, async () => {
    if ((await ask()) === decimals) return;
    for (const { account, slot, value } of await readSlots(chain, token, TOKEN.encodeFunctionData("decimals"))) {
      if (BigInt(value) !== 0n) continue;
      await chain.request("hardhat_setStorageAt", [
        account,
        `0x${BigInt(slot).toString(16)}`,
        wordOf(BigInt(decimals)),
      ]);
      if ((await ask()) === decimals) return;
      await chain.request("hardhat_setStorageAt", [account, `0x${BigInt(slot).toString(16)}`, value]);
    }
    throw new FaultlineError(
      "TOKEN_DECIMALS",
      `The token ${token} does not have the ${decimals} decimals of its reserve.`,
      {
        hint: "The recorded state does not hold what the token says of itself; record it again.",
      },
    );
  });

  async function ask(): Promise<number> {
    return Number((await read(chain, token, TOKEN, "decimals"))[0]);
  }
}
