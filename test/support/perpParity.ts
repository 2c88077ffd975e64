import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";
import { FaultlineError } from "../../src/errors.ts";
import { engineEquity } from "../../src/model/perps/engineEquity.ts";
import { accountOf, ENGINE, type PerpExchangeState, positionOf } from "../../src/model/perps/exchangeState.ts";
import { marketNow } from "../../src/model/perps/marketNow.ts";
import { measureAccount } from "../../src/model/perps/measureAccount.ts";
import type { PerpAction, PerpModel, PerpPrint } from "../../src/model/perps/perpModel.ts";
import { poolEquity, poolWithdrawable } from "../../src/model/perps/poolEquity.ts";
import { refusalCode } from "../../src/model/perps/refusal.ts";
import { MARKET_STATUSES, type MarketStatus } from "../../src/model/perps/terms.ts";
import type { Bearer } from "../../src/model/perps/waterfall.ts";
import { deployPerps, PERP_GAS, type PerpFixture, type PerpListings } from "./perpExchange.ts";
import { FEED, startModel } from "./perpModelStart.ts";

const BEARERS: readonly Bearer[] = ["insurance", "deleveraged", "pool", "uncovered"];
const NO_MARKET = 2n ** 256n - 1n;

type Signer = PerpFixture["signers"][number];

/** The exchange and its model side by side: every action goes to both, and both must do the same. */
export class PerpParity {
  readonly fixture: PerpFixture;
  readonly model: PerpModel;
  readonly traders: readonly Signer[];
  readonly keeper: Signer;
  readonly #lp: Signer;
  readonly #spender: string;
  /** How many steps of the waterfall are compared. */
  #losses = 0;

  private constructor(fixture: PerpFixture, model: PerpModel, exchange: string, traderCount: number) {
    this.fixture = fixture;
    this.model = model;
    this.#spender = exchange;
    this.#lp = fixture.signers[1] as Signer;
    this.keeper = fixture.signers[2] as Signer;
    this.traders = fixture.signers.slice(3, 3 + traderCount);
  }

  static async start(listings: PerpListings, traderCount: number): Promise<PerpParity> {
    const fixture = await deployPerps(listings);
    const began = [];
    for (const id of listings.markets.keys()) began.push((await fixture.exchange.getStoredMarket(id)).fundingTime);
    const tokens = await Promise.all(fixture.tokens.map(({ token }) => token.getAddress()));
    const model = startModel(listings, began, tokens);
    const parity = new PerpParity(fixture, model, await fixture.exchange.getAddress(), traderCount);
    for (const signer of [parity.#lp, parity.keeper, ...parity.traders]) await parity.#endow(signer);
    return parity;
  }

  get state(): PerpExchangeState {
    return this.model.state;
  }

  /** Mines `wait` seconds later; says what the exchange refused with, null where it did as told. */
  async act(action: PerpAction, wait: bigint): Promise<string | null> {
    await this.#tick(wait);
    let refused: string | null = null;
    try {
      this.model.apply(action);
    } catch (error) {
      if (!(error instanceof FaultlineError)) throw error;
      refused = error.code.slice(refusalCode("AmountZero").length - "AmountZero".length);
    }
    if (action.kind === "takeOver") await this.fixture.networkHelpers.setPrevRandao(action.randomness);
    const sent = this.#send(action);
    const told = JSON.stringify(action, (_, value) => (typeof value === "bigint" ? `${value}` : value));
    if (refused === null) await this.#compareLosses(await sent);
    // Over the pool the vault stands, and refuses in its own words.
    else if (refused === "PoolWithdrawalLimited") {
      await expect(sent, told).to.be.revertedWithCustomError(this.fixture.liquidity, "ERC4626ExceededMaxWithdraw");
    } else await expect(sent, told).to.be.revertedWithCustomError(this.fixture.exchange, `PerpExchange_${refused}`);
    return refused;
  }

  /** The steps of the waterfall that a transaction told, against the model's. */
  async #compareLosses(sent: ContractTransactionResponse): Promise<void> {
    const { exchange } = this.fixture;
    const logs = (await sent.wait())?.logs ?? [];
    const told = logs.map((log) => exchange.interface.parseLog(log)).filter((log) => log?.name === "LossBorne");
    const losses = this.state.losses.map(({ market, bearer, amount }) => [
      market === null ? NO_MARKET : BigInt(market),
      BigInt(BEARERS.indexOf(bearer)),
      amount,
    ]);
    expect(told.map((log) => [...(log?.args ?? [])])).to.deep.equal(losses.slice(this.#losses));
    this.#losses = losses.length;
  }

  /** Opens a market, lets it only shrink, or pauses it. */
  async setStatus(market: number, status: MarketStatus, wait: bigint): Promise<void> {
    await this.#tick(wait);
    this.model.setStatus(market, status);
    await this.fixture.exchange.setStatus(market, MARKET_STATUSES.indexOf(status));
  }

  async print(print: PerpPrint, wait: bigint): Promise<void> {
    await this.#tick(wait);
    this.model.print(print);
    const { feeds, tokens } = this.fixture;
    if ("market" in print) await feeds[print.market]?.[print.feed]?.transmit(print.price / FEED);
    for (const { token, feed } of "collateral" in print ? tokens : []) {
      if (token.target === ("collateral" in print && print.collateral)) await feed.transmit(print.price / FEED);
    }
  }

  /** Every number that the exchange tells, against the model's. */
  async compare(): Promise<void> {
    const { exchange } = this.fixture;
    const { state } = this;
    const { settledSum, poolCash, insurance, fees, unpaid, lost } = await exchange.getBooks();
    const beyond = state.losses.filter(({ bearer }) => bearer !== "insurance");
    const settled = [...state.accounts.values()].reduce((sum, account) => sum + account.settled, 0n);
    expect({ poolCash, insurance, fees, unpaid }).to.deep.equal(state.books);
    expect(lost, "lost").to.equal(beyond.reduce((sum, { amount }) => sum + amount, 0n));
    expect(settledSum, "settledSum").to.equal(settled);
    expect(await this.fixture.quote.balanceOf(exchange), "balance").to.equal(settled + poolCash + insurance + fees);
    expect(await exchange.poolEquity(), "poolEquity").to.equal(poolEquity(state));
    expect(await exchange.poolWithdrawable(), "poolWithdrawable").to.equal(poolWithdrawable(state));
    expect(await exchange.engineEquity(), "engineEquity").to.equal(engineEquity(state));
    for (const id of state.markets.keys()) await this.#compareMarket(id);
    for (const { address } of [this.keeper, ...this.traders]) await this.#compareAccount(address, address);
    await this.#compareAccount(ENGINE, this.#spender);
  }

  async #compareMarket(id: number): Promise<void> {
    const now = marketNow(this.state, id);
    const { long, short, fundingRate, fundingIndex } = now.state;
    const real = await this.fixture.exchange.getMarket(id);
    const side = ({ size, cost, fundingWeight }: typeof long) => ({ size, cost, fundingWeight });
    expect([real.index, real.mark, real.premium], `prices of ${id}`).to.deep.equal([
      now.state.index,
      now.mark,
      now.premium,
    ]);
    expect([real.fundingRate, real.fundingIndex], `funding of ${id}`).to.deep.equal([fundingRate, fundingIndex]);
    expect([side(real.long), side(real.short)], `sides of ${id}`).to.deep.equal([long, short]);
  }

  async #compareAccount(name: string, address: string): Promise<void> {
    const { exchange, tokens } = this.fixture;
    const account = accountOf(this.state, name);
    const real = await exchange.getAccount(address);
    expect([real.settled, real.flagged, real.partialTime], name).to.deep.equal([
      account.settled,
      account.flagged,
      account.partialTime,
    ]);
    for (const id of this.state.markets.keys()) {
      const { size, cost, funding } = await exchange.getPosition(address, id);
      expect({ size, cost, funding }, `${name} in ${id}`).to.deep.equal(positionOf(this.state, name, id));
    }
    for (const { token } of tokens) {
      const collateral = await token.getAddress();
      expect(await exchange.getSeized(token), "seized").to.equal(this.state.collaterals.get(collateral)?.seized);
      const held = account.collateral.get(collateral) ?? 0n;
      expect(await exchange.getCollateral(address, token), `${name}'s collateral`).to.equal(held);
    }
    if (name === ENGINE) return;
    const { reward: _, ...margin } = measureAccount(this.state, name);
    const { equity, initial, maintenance, backstop, notional } = await exchange.getMargin(address);
    expect({ equity, initial, maintenance, backstop, notional }, `${name}'s margin`).to.deep.equal(margin);
  }

  async #tick(wait: bigint): Promise<void> {
    const { time } = this.fixture.networkHelpers;
    const at = BigInt(await time.latest()) + wait;
    await time.setNextBlockTimestamp(at);
    this.model.moveTo(at, BigInt(await time.latestBlock()) + 1n);
  }

  async #send(action: PerpAction): Promise<ContractTransactionResponse> {
    const { exchange, liquidity, quote } = this.fixture;
    const by = (address: string) => this.fixture.signers.find((signer) => signer.address === address) as Signer;
    switch (action.kind) {
      case "deposit":
        return exchange
          .connect(by(action.account))
          .deposit(action.token ?? quote, action.amount, action.account, PERP_GAS);
      case "withdraw":
        return exchange
          .connect(by(action.account))
          .withdraw(action.token ?? quote, action.amount, action.account, PERP_GAS);
      case "trade": {
        const { market, sizeDelta, acceptablePrice, reduceOnly } = action.order;
        return exchange.connect(by(action.account)).trade(market, sizeDelta, acceptablePrice, reduceOnly, PERP_GAS);
      }
      case "flag":
        return exchange.connect(by(action.keeper)).flag(action.account, PERP_GAS);
      case "liquidate":
        return exchange.connect(by(action.keeper)).liquidate(action.market, action.account, PERP_GAS);
      case "takeOver":
        return exchange.connect(this.keeper).takeOver(action.account, PERP_GAS);
      case "dispose":
        return exchange.connect(this.keeper).dispose(action.market, action.maxSize, PERP_GAS);
      case "deleverage":
        return exchange
          .connect(this.keeper)
          .deleverage(action.market, action.longs, [...action.order], 1_000, PERP_GAS);
      case "buySeized":
        return exchange.connect(this.keeper).buySeized(action.token, action.amount, 2n ** 200n, PERP_GAS);
      case "fundInsurance":
        return exchange.connect(this.#lp).fundInsurance(action.amount, PERP_GAS);
      case "depositPool":
        return liquidity.connect(this.#lp).deposit(action.amount, this.#lp.address, PERP_GAS);
      case "withdrawPool":
        return liquidity.connect(this.#lp).withdraw(action.amount, this.#lp.address, this.#lp.address, PERP_GAS);
    }
  }

  async #endow(signer: Signer): Promise<void> {
    const { quote, tokens, liquidity } = this.fixture;
    for (const token of [quote, ...tokens.map((each) => each.token)]) {
      await token.mint(signer.address, 10n ** 33n);
      for (const spender of [this.#spender, liquidity]) await token.connect(signer).approve(spender, 2n ** 256n - 1n);
    }
  }
}
