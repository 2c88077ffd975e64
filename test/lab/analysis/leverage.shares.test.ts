import { expect } from "chai";
import fc from "fast-check";
import { exposure } from "../../../src/analysis/exposure.ts";
import { leverage } from "../../../src/analysis/leverage.ts";
import { nominalLeverage } from "../../../src/analysis/nominalLeverage.ts";
import { perpAccount, position } from "../../support/perpRows.ts";
import { basisState, loopState, shareholder, vaultWorld, whole } from "../../support/vaultRows.ts";
import { account, block, measure } from "./rows.ts";

describe("leverage through shares", () => {
  it("is five for equity in a vault levered five times, and no mean with the vault's own", () => {
    const own = account(1_250_000, 1_000_000, { account: "0xloop", group: "loopETH", vault: "loopETH" });
    const rows = [vaultWorld(), own, shareholder({ loopETH: 100 }), loopState()];

    expect(measure(leverage(), rows)).to.include({ systemicStart: 5, maxAccountStart: 5, loopingShareStart: 0.8 });
    expect(measure(nominalLeverage(), rows)).to.deep.include({ loopETH: { start: 5, end: 5 } });
  });

  it("multiplies where shares are levered again, while each venue sees its part alone", () => {
    // 20 shares stand for 250,000 over 200,000 of debt; 40,000 are borrowed against them: 250,000 ÷ 10,000.
    const stacked = account(50_000, 40_000, { collateral: { loopETH: whole(20, 24) } });
    const rows = [vaultWorld(), stacked, loopState()];

    expect(measure(leverage(), rows)).to.include({ systemicStart: 25, intraSystemShareStart: 0.96 });
    expect(measure(nominalLeverage(), rows).lending).to.deep.equal({ start: 5, end: null });
  });

  it("counts both legs of a hedged vault in gross, and neither in net exposure", () => {
    const rows = [vaultWorld(), shareholder({ basisUSD: 100_000 }), basisState()];

    // 35 ETH of spot and 30,000 on the exchange, and 70,000 of notional, over 100,000.
    expect(measure(leverage(), rows).systemicStart).to.equal(1.7);
    expect(measure(exposure(), rows).WETH).to.deep.equal({
      longUsd: "70000.00",
      shortUsd: "70000.00",
      netUsd: "0.00",
    });
  });

  it("exposes holders of a loop to the basis by its gross and to the underlying by its equity", () => {
    const rows = [vaultWorld(), shareholder({ loopETH: 10 }), loopState()];

    const factors = measure(exposure(), rows);

    expect(factors.WETH).to.deep.equal({ longUsd: "125000.00", shortUsd: "100000.00", netUsd: "25000.00" });
    expect(factors["wstETH/WETH"]?.netUsd).to.equal("125000.00");
  });

  it("looks through vaults that hold each other's shares", () => {
    // Half of the loop is the basis vault's and a quarter of the basis vault the loop's: with l = 250 + b/4 and
    // b = 100 + l/2 in thousands, the halves and three quarters outside are worth 350 together, over 1,250 and 170.
    const loop = loopState({ holdings: { ...loopState().holdings, basisUSD: whole(25_000, 12) } });
    const basis = basisState({ holdings: { ...basisState().holdings, loopETH: whole(50, 24) } });
    const rows = [vaultWorld(), shareholder({ loopETH: 50, basisUSD: 75_000 }), loop, basis];

    expect(measure(leverage(), rows).systemicStart).to.equal(Number((1_420 / 350).toFixed(6)));
  });

  it("joins shares in the wallet, in the queue, as collateral and as margin", () => {
    const amount = { held: whole(5, 24), pending: whole(5, 24), claimable: whole(4) };
    const rows = [
      vaultWorld(),
      account(25_000, 0, { account: "0xd1", collateral: { loopETH: whole(10, 24) } }),
      perpAccount({
        account: "0xd1",
        settledUsd: "0",
        collateral: { loopETH: whole(10, 24) },
        collateralUsd: "25000",
        positions: { ETH: position(5, "1000") },
        notionalUsd: "10000",
      }),
      shareholder({}, { shares: { loopETH: amount }, walletUsd: "2000" }),
      loopState(),
    ];

    // 30 shares: 375,000 over 300,000; 4 wstETH to claim: 10,000; 2,000 of wallet; 10,000 of notional with 1,000 of profit.
    expect(measure(leverage(), rows).systemicStart).to.equal(Number((397 / 88).toFixed(6)));
  });

  it("takes the last state of a vault for the end", () => {
    const rows = [
      vaultWorld(),
      loopState(),
      loopState({ phase: "block", holdings: { wstETH: whole(300), WETH: whole(-300) } }),
      block({ wstETH: { oracle: "2000" }, WETH: { oracle: "2000" } }),
      shareholder({ loopETH: 100 }, { phase: "end" }),
    ];

    expect(measure(leverage(), rows)).to.include({ systemicEnd: null, insolventAccounts: 1 });
  });

  it("equals what balances give, whoever holds the shares", () => {
    const part = fc.integer({ min: 1, max: 50 });
    fc.assert(
      fc.property(part, part, fc.integer({ min: 0, max: 4000 }), (own, lent, debt) => {
        const rows = [
          vaultWorld(),
          shareholder({ loopETH: own }),
          account(lent * 2500, debt, { account: "0xb1", collateral: { loopETH: whole(lent, 24) } }),
          loopState(),
        ];
        // Every hundredth of the vault is 12,500 of wstETH over 10,000 of WETH.
        const equity = (own + lent) * 2_500 - debt;
        const solvent = debt < lent * 2_500;
        const expected = solvent ? ((own + lent) * 12_500) / equity : 5;

        expect(measure(leverage(), rows).systemicStart).to.be.closeTo(expected, 1e-6);
      }),
    );
  });
});
