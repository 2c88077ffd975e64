import type { Contract } from "ethers";
import { deployAaveV30 } from "./aaveV30.ts";
import type { Backend } from "./hostileRpc.ts";
import { deployUniswap } from "./uniswap.ts";

const GAS = { gasLimit: 16_000_000n };
const WAD = 10n ** 18n;
const MAX = (1n << 256n) - 1n;
const PRICE = 2_000n * 10n ** 8n;
/** Blocks without events between two borrowers; one by one, for within `hardhat_mine` of many old states read as empty. */
const QUIET_BLOCKS = 15;

export type AaveUpstream = Awaited<ReturnType<typeof deployAaveUpstream>>;

/**
 * A chain in this process with real Aave v3.0 on it, some blocks after the first, and `count` accounts that borrowed:
 * every fifth is in e-mode, every seventh has repaid all, every eleventh let somebody else take the loan.
 */
export async function deployAaveUpstream(count: number) {
  const uniswap = await deployUniswap();
  const { ethers, owner, addresses } = uniswap;
  const provider = ethers.provider;
  const feeds = [];
  for (const asset of addresses) {
    const feed = await ethers.deployContract("PriceFeed", [8, "ETH / USD", owner.address]);
    await feed.setTransmitter(owner.address, true);
    await feed.transmit(PRICE);
    feeds.push({ asset, feed: await feed.getAddress() });
  }
  const { pool, token } = await deployAaveV30(uniswap, feeds);
  for (const asset of addresses) {
    await send(await ethers.getContractAt("MintableToken", asset), "approve", pool.target, MAX);
    await send(pool, "supply", asset, 100_000n * WAD, owner.address, 0);
  }
  const [collateral, debt] = addresses;
  const wealth = await ethers.getContractAt("MintableToken", collateral);
  const owed = await token("VariableDebtToken", debt);
  const pause = async () => {
    for (let i = 0; i < QUIET_BLOCKS; i++) await provider.send("evm_mine", []);
  };
  const borrowers: string[] = [];
  const repaid: string[] = [];
  for (let i = 0; i < count; i++) {
    const address = ethers.getAddress(`0x${(0xb0_0000n + BigInt(i) * 7919n).toString(16).padStart(40, "0")}`);
    await provider.send("hardhat_setBalance", [address, "0xffffffffffffffff"]);
    await pause();
    const account = await ethers.getImpersonatedSigner(address);
    await wealth.mint(address, 10n * WAD);
    await wealth.connect(account).approve(pool.target, MAX);
    const own = pool.connect(account) as Contract;
    await send(own, "supply", collateral, 10n * WAD, address, 0);
    if (i % 5 === 0) await send(own, "setUserEMode", 1);
    const amount = (BigInt(i % 8) * WAD) / 2n + WAD;
    if (i % 11 === 10) {
      await send(owed.connect(account) as Contract, "approveDelegation", owner.address, MAX);
      await send(pool, "borrow", debt, amount, 2, 0, address);
    } else await send(own, "borrow", debt, amount, 2, 0, address);
    if (i % 7 === 6) {
      const cash = await ethers.getContractAt("MintableToken", debt);
      await cash.mint(address, 10n * WAD);
      await cash.connect(account).approve(pool.target, MAX);
      await send(own, "repay", debt, MAX, 2, address);
      repaid.push(address.toLowerCase());
    } else borrowers.push(address.toLowerCase());
  }
  await pause();
  const backend: Backend = ({ method, params }) => provider.send(method, params);
  const block = await provider.getBlockNumber();
  return {
    ethers,
    backend,
    provider,
    pool,
    token,
    collateral: collateral.toLowerCase(),
    debt: debt.toLowerCase(),
    borrowers: borrowers.sort(),
    repaid,
    block,
    address: (pool.target as string).toLowerCase(),
  };
}

async function send(contract: { getFunction: Contract["getFunction"] }, method: string, ...args: unknown[]) {
  await (await contract.getFunction(method)(...args, GAS)).wait();
}
