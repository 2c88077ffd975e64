import { AbiCoder, zeroPadValue } from "ethers";
import { type AaveUpstream, deployAaveUpstream } from "./aaveUpstream.ts";

const RATE = "0x00000000000000000000000000000000000a7e00";
const UNBOUND = 2n ** 32n - 1n;

/** `deployAaveUpstream`, with its prices in the test's hands. */
export async function deployCurveUpstream(count: number) {
  const aave = await deployAaveUpstream(count);
  const { ethers, provider, pool } = aave;
  const [owner] = await ethers.getSigners();
  const providerOf = new ethers.Contract(
    await pool.getFunction("ADDRESSES_PROVIDER")(),
    ["function getPriceOracle() view returns (address)"],
    owner,
  );
  const oracle = new ethers.Contract(
    await providerOf.getFunction("getPriceOracle")(),
    [
      "function getSourceOfAsset(address) view returns (address)",
      "function getAssetPrice(address) view returns (uint256)",
      "function setAssetSources(address[], address[])",
    ],
    owner,
  );
  const feedOf = async (asset: string) =>
    ethers.getContractAt("PriceFeed", await oracle.getFunction("getSourceOfAsset")(asset));
  return {
    ...aave,
    oracle,
    feedOf,
    /** Mines one block at a time of choice in which a feed prints. */
    async print(asset: string, price: bigint, timestamp: number) {
      const feed = await feedOf(asset);
      await provider.send("evm_setNextBlockTimestamp", [timestamp]);
      await (await feed.transmit(price, { gasLimit: 500_000n })).wait();
    },
    /** Prices one asset through a capped ratio over the other's feed, as staked ether is priced over ether's. */
    async compose(asset: string, over: string, ratio: bigint) {
      const word = zeroPadValue(ethers.toBeHex(ratio), 32).slice(2);
      await provider.send("hardhat_setCode", [RATE, `0x7f${word}60005260206000f3`]);
      const now = (await provider.getBlock("latest"))!.timestamp;
      const base = await (await feedOf(over)).getAddress();
      const snapshot = { ratio, takenAt: now, yearlyGrowthBps: UNBOUND };
      const args = [base, RATE, 0n, snapshot, "capped", owner!.address] as const;
      const feed = await ethers.deployContract("CappedRatioFeed", [...args]);
      await (await oracle.getFunction("setAssetSources")([asset], [await feed.getAddress()])).wait();
      return feed;
    },
    /** What the pool says of an account: collateral, debt and health factor. */
    async dataOf(account: string, blockTag: number) {
      const data = await pool.getFunction("getUserAccountData")(account, { blockTag });
      const [collateralValue, debtValue, , , , healthFactor] = [...data] as bigint[];
      return { collateralValue: collateralValue!, debtValue: debtValue!, healthFactor: healthFactor! };
    },
    wordOf: (value: bigint) => AbiCoder.defaultAbiCoder().encode(["uint256"], [value]),
  };
}

export type CurveUpstream = AaveUpstream & Awaited<ReturnType<typeof deployCurveUpstream>>;
