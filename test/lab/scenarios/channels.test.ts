import { expect } from "chai";
import type { Summary } from "../../../src/analysis/summary.ts";
import type { RunOutcome } from "../../../src/lab/runWorld.ts";
import { outcomeOf } from "../../support/outcomeOf.ts";

type Channel = keyof Summary["contagion"]["byChannel"];

/** What each scenario's channel carries, and to which venue it brings it. */
const CARRIED: readonly {
  channel: Channel;
  venue: string;
  kinds: readonly ("liquidations" | "redemptions" | "adl" | "forcedSales")[];
}[] = [
  { channel: "price", venue: "lending", kinds: ["liquidations"] },
  { channel: "collateral", venue: "lending", kinds: ["liquidations"] },
  { channel: "liquidity", venue: "basisUSD", kinds: ["redemptions"] },
  { channel: "liquidity", venue: "lending", kinds: ["liquidations"] },
  { channel: "counterparty", venue: "basisUSD", kinds: ["forcedSales", "redemptions"] },
  { channel: "counterparty", venue: "perps", kinds: ["adl"] },
];

for (const channel of ["price", "collateral", "liquidity", "counterparty"] as const) {
  describe(`channel-${channel}`, function () {
    this.timeout(120_000);
    let open: RunOutcome;
    let cut: RunOutcome;

    before(async () => {
      open = await outcomeOf(`channel-${channel}`);
      cut = await outcomeOf(`channel-${channel}`, `channels.${channel}=off`);
    });

    it("ends by itself, with books that close, open and cut", () => {
      for (const { summary, failures } of [open, cut]) {
        expect(failures).to.deep.equal([]);
        expect(summary.conservation.ok).to.equal(true);
      }
    });

    it("carries something, through this channel alone", () => {
      const { byChannel } = open.summary.contagion;
      const carrying = Object.entries(byChannel).filter(([, { count }]) => count > 0);
      expect(carrying.map(([name]) => name)).to.deep.equal([channel]);
    });

    for (const { venue, kinds } of CARRIED.filter((carried) => carried.channel === channel)) {
      it(`reaches ${venue}, and nobody there once it is cut`, () => {
        const [reached, spared] = [open, cut].map(({ summary }) => summary.contagion.byVenue[venue]);
        for (const kind of kinds) expect(reached?.[kind], kind).to.be.greaterThan(0);
        expect(reached?.transmitted).to.be.greaterThan(0);
        expect(spared?.transmitted).to.equal(0);
      });
    }

    it("transmits nothing at all once it is cut", () => {
      expect(cut.summary.contagion.transmitted).to.equal(0);
    });
  });
}
