import { vaultOf } from "../scenario/vaultOf.ts";
import { type Deposit, depositWithin } from "./cap/depositWithin.ts";
import type { OpeningCap } from "./cap/openingCap.ts";
import { Openings } from "./openings.ts";
import { amountIn, planPools } from "./poolPlans.ts";
import { orPositionFault } from "./positionFault.ts";
import { printCalls } from "./printCalls.ts";
import type { Progress } from "./progress.ts";
import { read } from "./read.ts";
import { fillPool } from "./seedPools.ts";
import type { SetupClock } from "./setupClock.ts";
import { type ShareGift, sharesNeeded } from "./sharesNeeded.ts";
import type { Call } from "./transaction.ts";
import { VAULT } from "./vaultAbi.ts";
import { type DepositorPlan, planDepositors, planStackers } from "./vaultPlans.ts";
import { vaultPools } from "./vaultPools.ts";
import type { World } from "./world.ts";

const BATCH = 100;
/** As much of a plain asset as the lab deposits at most. */
const PLENTY = 10n ** 40n;
/** What a share may cost of its vault's asset, in percent: entry fees are at most 5 %, and raise the price they stay at. */
const COST_AT_MOST = 115n;

/** What is minted for a holder, and what it deposits of it. */
interface Entry {
  gift: Call;
  deposit?: Deposit;
}

/**
 * Lets every vault begin: depositors bring their assets, and the lab deposits for whoever takes shares elsewhere, the
 * pools of shares included. All deposits come before a vault is levered, so that none of them dilutes its leverage.
 */
export async function openShares(world: World, clock: SetupClock, progress: Progress, cap?: OpeningCap): Promise<void> {
  const { chain, scenario, deployment, transactor, seed } = world;
  if (deployment.vaults.length === 0) return;
  const { externalMarket, roles } = deployment;
  const { lab, liquidityProvider } = roles;
  const openings = new Openings(scenario, deployment);
  const depositors = planDepositors(scenario, seed);
  const holders = [...depositors, ...planStackers(scenario, seed)].map(({ holder }) => holder);
  world.holders.push(...holders);
  await transactor.adopt(holders.map(({ address }) => address));
  await settle(printCalls(world));

  const pools = planPools(scenario, deployment).filter(({ ofShares }) => ofShares);
  const gifts = sharesNeeded(scenario, seed);
  const traded = new Set(
    deployment.vaults.flatMap(({ symbol }) => vaultPools(scenario, deployment, symbol).map(({ address }) => address)),
  );
  let done = 0;
  for (const { symbol, asset, address } of deployment.vaults) {
    const own = depositors.filter(({ vault }) => vault === symbol);
    const steps = [...gifts.filter((gift) => gift.symbol === symbol).map(give), ...own.map(bring)];
    if (scenario.assets[asset]?.vault === undefined) await settle([openings.mint(asset, lab, PLENTY)]);
    await settle([openings.approve(asset, lab, address), ...byLab(stock(symbol))]);
    for (let start = 0; start < steps.length; start += BATCH) {
      progress("depositing", done, gifts.length + depositors.length);
      const batch = steps.slice(start, start + BATCH);
      await take(batch);
      done += batch.length;
    }
  }
  await settle(pools.flatMap((plan) => fillPool(deployment, plan)));
  for (const { address } of [...deployment.vaults].reverse()) await handBack(address);
  progress("depositing", done, done);

  function give({ symbol, to, whole }: ShareGift): Entry {
    return { gift: openings.mint(symbol, to, openings.units(symbol, whole)) };
  }

  function bring({ holder, vault, assets }: DepositorPlan): Entry {
    const asset = vaultOf(scenario, vault).asset;
    const amount = openings.units(asset, assets);
    return { gift: openings.mint(asset, holder.address, amount), deposit: { holder, vault, amount } };
  }

  async function take(batch: readonly Entry[]): Promise<void> {
    if (cap === undefined) {
      const own = ({ holder, vault, amount }: Deposit) => openings.deposit(vault, holder.address, amount);
      return settle(batch.flatMap(({ gift, deposit }) => [gift, ...(deposit === undefined ? [] : own(deposit))]));
    }
    await settle(byLab(batch.map(({ gift }) => gift)));
    const deposits = batch.flatMap(({ deposit }) => deposit ?? []);
    await depositWithin(world, cap, openings, deposits, settle);
  }

  /** Shares that the lab mints are there whatever the cap is: they are what others bring or trade. */
  function byLab(calls: readonly Call[]): Call[] {
    return cap === undefined ? [...calls] : cap.unguarded(calls);
  }

  /**
   * Shares that liquidity is made of, and those that the lab itself will deposit into vaults above this one. Where a
   * vault trades in their pools, the outside world has as many, to bring the pools back with.
   */
  function stock(symbol: string): Call[] {
    const own = pools.filter(({ info }) => [info.base, info.quote].includes(symbol));
    const liquid = own.reduce((sum, plan) => sum + amountIn(plan, symbol), 0n);
    const isTraded = own.some(({ info }) => traded.has(info.address));
    const above = deployment.vaults.filter(({ asset }) => asset === symbol).map((vault) => vault.symbol);
    const given = gifts.filter((gift) => above.includes(gift.symbol)).reduce((sum, { whole }) => sum + whole, 0n);
    const owners = liquid === 0n ? [] : [liquidityProvider, ...(isTraded ? [externalMarket] : [])];
    const calls = owners.map((owner) => openings.mint(symbol, owner, liquid));
    const enough = (openings.units(symbol, given) * COST_AT_MOST) / 100n;
    return given === 0n ? calls : [...calls, openings.mint(symbol, lab, enough)];
  }

  /** The lab keeps no shares. */
  async function handBack(vault: string): Promise<void> {
    const [shares] = await read(chain, vault, VAULT, "maxRedeem", [lab]);
    if (shares === 0n) return;
    const data = VAULT.encodeFunctionData("redeem", [shares, lab, lab]);
    await settle([{ from: lab, to: vault, data, gas: 1_000_000 }]);
  }

  async function settle(calls: readonly Call[]): Promise<void> {
    world.setup.push(...(await orPositionFault(holders, clock.settle(transactor, calls))));
  }
}
