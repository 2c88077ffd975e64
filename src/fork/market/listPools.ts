import { Interface, isError, ZeroAddress } from "ethers";
import { read } from "../../world/read.ts";
import type { VenueAddresses } from "../addresses/venueAddresses.ts";
import type { AnyChain } from "../quietly.ts";

const V3 = new Interface(["function getPool(address, address, uint24) view returns (address)"]);
const V2 = new Interface(["function getPair(address, address) view returns (address)"]);
/** Uniswap v3's tiers, in hundredths of a basis point. */
const FEES = [100, 500, 3_000, 10_000];

/** Addresses of the pools of two tokens that the factories know: by rising fee, the Uniswap v2 pair last. */
export async function listPools(
  chain: AnyChain,
  { uniswapV2, uniswapV3 }: Pick<VenueAddresses, "uniswapV2" | "uniswapV3">,
  tokens: readonly [string, string],
): Promise<string[]> {
  const v3 = uniswapV3 === undefined ? [] : FEES.map((fee) => ask(uniswapV3.factory, V3, "getPool", [...tokens, fee]));
  const v2 = uniswapV2 === undefined ? [] : [ask(uniswapV2.factory, V2, "getPair", tokens)];
  return (await Promise.all([...v3, ...v2])).filter((pool) => pool !== ZeroAddress);

  async function ask(factory: string, abi: Interface, name: string, args: readonly unknown[]): Promise<string> {
    try {
      return String((await read(chain, factory, abi, name, args))[0]).toLowerCase();
    } catch (error) {
      // A recorded state may know nothing of a factory, which then answers with nothing.
      if (isError(error, "BAD_DATA")) return ZeroAddress;
      throw error;
    }
  }
}
