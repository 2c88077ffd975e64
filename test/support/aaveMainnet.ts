import { createRequire } from "node:module";
import { deployAaveV30 } from "./aaveV30.ts";
import { deployAaveV36 } from "./aaveV36.ts";
import { deployUniswapFor } from "./uniswap.ts";
import { deployUpstreamAssets, UPSTREAM_SYMBOLS, type UpstreamSymbol } from "./upstreamAssets.ts";
import { upstreamBorrowers } from "./upstreamBorrowers.ts";
import { UpstreamChain } from "./upstreamChain.ts";
import { openUpstreamLoops } from "./upstreamLoops.ts";
import { openUpstreamPositions } from "./upstreamOpenings.ts";
import { createUpstreamPools } from "./upstreamPools.ts";

const require = createRequire(import.meta.url);
const QUOTER = require("@uniswap/v3-periphery/artifacts/contracts/lens/Quoter.sol/Quoter.json");
const DEPLOY = { "3.0": deployAaveV30, "3.6": deployAaveV36 };
/** Who deploys and lends: none of the accounts that a node begins with, which the lab takes for its own. */
const OWNER = `0x${"0e".repeat(20)}`;

export type AaveRelease = keyof typeof DEPLOY;
export type AaveMainnet = Awaited<ReturnType<typeof openAaveMainnet>>;

/**
 * A chain in this process that plays mainnet: real Aave and real Uniswap v3, `count` accounts that lend or borrowed, and
 * two loops. Its head is a block after `block`, which can then be forked. The same each time.
 */
export async function openAaveMainnet(release: AaveRelease, count: number) {
  const upstream = await UpstreamChain.open();
  const { chain, ethers } = upstream;
  const owner = await ethers.getImpersonatedSigner(OWNER);
  await upstream.transactor.adopt([OWNER]);
  const assets = await deployUpstreamAssets({ ethers, owner });
  const listed = Object.values(assets);
  const uniswap = await deployUniswapFor(
    ethers,
    owner,
    listed.map(({ token }) => token),
  );
  const pools = await createUpstreamPools(uniswap, assets);
  const { pool, provider, oracle, token } = await DEPLOY[release]({ ethers, owner }, listed);
  const quoter = await new ethers.ContractFactory(QUOTER.abi, QUOTER.bytecode, owner).deploy(
    uniswap.factory.target,
    assets.WETH.asset,
  );
  const args = [pool.target, uniswap.router.target, quoter.target] as const;
  const leverageRouter = String((await ethers.deployContract("LeverageRouter", [...args], owner)).target);

  const debtTokens: Partial<Record<UpstreamSymbol, string>> = {};
  for (const symbol of UPSTREAM_SYMBOLS) {
    debtTokens[symbol] = String((await token("VariableDebtToken", assets[symbol].asset)).target);
  }
  const lending = { pool: lower(pool.target), owner: OWNER, debtTokens: debtTokens as Record<UpstreamSymbol, string> };
  const borrowers = upstreamBorrowers(assets, count);
  await openUpstreamPositions(upstream, lending, assets, borrowers);
  const loops = await openUpstreamLoops(
    upstream,
    lending,
    { swapRouter: String(uniswap.router.target), leverageRouter },
    assets,
  );
  const block = await ethers.provider.getBlockNumber();
  const { timestamp } = (await ethers.provider.getBlock(block))!;
  let snapshot = await chain.request<string>("evm_snapshot");
  // A real chain goes on; this block is not of the chain's clock, which is to go on from the one before.
  await chain.request("evm_setNextBlockTimestamp", [timestamp + 12]);
  await chain.request("evm_mine");
  return {
    chain,
    ethers,
    assets,
    pool: lending.pool,
    pools,
    wrappedEther: assets.WETH.address,
    factory: lower(uniswap.factory.target),
    provider: lower(provider.target),
    oracle: lower(oracle),
    debtTokens: lending.debtTokens,
    borrowers,
    loops,
    block,
    blockGasLimit: UpstreamChain.BLOCK_GAS,
    /** Takes the chain back to that very block, so that it goes on from there itself. */
    async rewind() {
      await chain.request("evm_revert", [snapshot]);
      snapshot = await chain.request<string>("evm_snapshot");
    },
    backend: ({ method, params }: { method: string; params: unknown[] }) => chain.request(method, params),
  };
}

function lower(address: unknown): string {
  return String(address).toLowerCase();
}
