import { dataSlice, Interface, id, solidityPacked } from "ethers";
import { encode, GAS, MAX_UINT } from "../../src/world/encode.ts";
import { read } from "../../src/world/read.ts";
import type { UpstreamAssets } from "./upstreamAssets.ts";
import type { UpstreamChain } from "./upstreamChain.ts";
import type { UpstreamLending } from "./upstreamOpenings.ts";

const WAD = 10n ** 18n;
const VARIABLE = 2;
const EQUITY = 100n * WAD;
const LEVERAGE = 8n * WAD;
/** A millionth of 1×. */
const PRECISION = 10n ** 12n;
const HAND_EQUITY = 5n * 10n ** 8n;
const ROUNDS = 4;
const VIEWS = new Interface([
  "function getUserAccountData(address) view returns (uint256 collateralBase, uint256 debtBase, uint256 availableBorrowsBase, uint256, uint256, uint256)",
  "function balanceOf(address) view returns (uint256)",
]);

/** Real exchanges' contracts, and what opens loops through them. */
export interface UpstreamMarkets {
  swapRouter: string;
  leverageRouter: string;
}

/**
 * Two recursive positions: wstETH against WETH in e-mode by the leverage router, in one flash loan, and WBTC against
 * USDC by hand, in rounds of borrowing, buying and supplying. Returns their accounts.
 */
export async function openUpstreamLoops(
  chain: UpstreamChain,
  { pool, owner, debtTokens }: UpstreamLending,
  { swapRouter, leverageRouter }: UpstreamMarkets,
  { wstETH, WETH, WBTC, USDC }: UpstreamAssets,
): Promise<string[]> {
  const [byRouter, byHand] = ["router", "hand"].map((way) => dataSlice(id(`upstream loop by ${way}`), 12)) as [
    string,
    string,
  ];
  const send = (from: string, to: string, gas: number, name: string, args: unknown[]) =>
    chain.send([{ from, to, data: encode(name, args), gas }]);
  await chain.transactor.adopt([byRouter, byHand]);

  await send(owner, wstETH.address, GAS.token, "transfer", [byRouter, EQUITY]);
  await send(byRouter, wstETH.address, GAS.token, "approve", [leverageRouter, MAX_UINT]);
  await send(byRouter, debtTokens.WETH, GAS.token, "approveDelegation", [leverageRouter, MAX_UINT]);
  await send(byRouter, pool, GAS.supply, "setUserEMode", [1]);
  const terms = {
    collateral: wstETH.address,
    debt: WETH.address,
    equity: EQUITY,
    targetLeverage: LEVERAGE,
    minLeverage: LEVERAGE - PRECISION,
    maxIterations: 0,
    maxDebt: MAX_UINT,
    minCollateral: EQUITY,
    deadline: MAX_UINT,
    path: solidityPacked(["address", "uint24", "address"], [WETH.address, 100, wstETH.address]),
  };
  await send(byRouter, leverageRouter, GAS.loop, "openFlash", [terms]);

  await send(owner, WBTC.address, GAS.token, "transfer", [byHand, HAND_EQUITY]);
  await send(byHand, WBTC.address, GAS.token, "approve", [pool, MAX_UINT]);
  await send(byHand, USDC.address, GAS.token, "approve", [swapRouter, MAX_UINT]);
  const path = solidityPacked(["address", "uint24", "address"], [USDC.address, 3_000, WBTC.address]);
  for (let round = 0; ; round++) {
    const [held] = await read(chain.chain, WBTC.address, VIEWS, "balanceOf", [byHand]);
    await send(byHand, pool, GAS.supply, "supply", [WBTC.address, held, byHand, 0]);
    if (round === ROUNDS) break;
    const { availableBorrowsBase } = await read(chain.chain, pool, VIEWS, "getUserAccountData", [byHand]);
    // Dollars of 8 decimals as USDC, which has 6; some are left for interest until the next block.
    const borrowed = (availableBorrowsBase * 97n) / 10_000n;
    await send(byHand, pool, GAS.borrow, "borrow", [USDC.address, borrowed, VARIABLE, 0, byHand]);
    await send(byHand, swapRouter, GAS.swap, "exactInput", [[path, byHand, MAX_UINT, borrowed, 0n]]);
  }
  return [byRouter, byHand];
}
