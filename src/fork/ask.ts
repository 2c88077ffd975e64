import type { Chain } from "../world/chain.ts";
import type { Override } from "./screen/viewReader.ts";

/** What a node says of a call that reverted. */
const REVERTED = 3;
const GAS = "0x1000000";

/**
 * What an account answers to call data at the head of the chain; undefined where it refuses, or answers nothing, as an
 * account without code does. A node that fails still throws: that says nothing about the contract. Accounts in `override`
 * have other code for it.
 */
export async function ask(
  chain: Chain,
  to: string,
  data: string,
  override: Override = {},
): Promise<string | undefined> {
  try {
    const answer = await chain.request<string>("eth_call", [{ to, data, gas: GAS }, "latest", override]);
    return answer === "0x" ? undefined : answer;
  } catch (error) {
    if ((error as { code?: unknown }).code === REVERTED) return undefined;
    throw error;
  }
}
