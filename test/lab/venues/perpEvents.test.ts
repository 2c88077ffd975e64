import { expect } from "chai";
import { type EventFragment, type Fragment, Interface } from "ethers";
import { artifacts } from "hardhat";
import { perpChanges } from "../../../src/venues/perpChanges.ts";
import { PERP_EVENTS } from "../../../src/venues/perpEvents.ts";
import { PERP_ERRORS, perpErrorName } from "../../../src/world/perpErrors.ts";
import type { Receipt } from "../../../src/world/transaction.ts";
import { address } from "../../support/tinyEconomy.ts";

/** Of settings, which no block of a run changes. */
const LISTINGS = ["MarketListed", "MarketConfigured", "StatusSet", "CollateralConfigured", "PoolConfigured"];
const SETTINGS = [...LISTINGS, "RiskHookSet"];
const EXCHANGE = address(1);

const named = (fragments: readonly Fragment[]) => fragments.map((fragment) => fragment.format("full")).sort();

async function compiled(name: string): Promise<Interface> {
  return new Interface((await artifacts.readArtifact(name)).abi);
}

function receipt(from: string, event: string, args: unknown[]): Receipt {
  const { data, topics } = PERP_EVENTS.encodeEventLog(event, args);
  const log = { address: from, data, topics, logIndex: "0x0" };
  return { hash: "", from: "", to: "", succeeded: true, gasUsed: 0n, gasPrice: 0n, logs: [log] };
}

describe("what the lab knows of the exchange's interface", () => {
  it("is every event but those of settings, as the contract emits them", async () => {
    const { fragments } = await compiled("IPerpEvents");
    const emitted = fragments.filter((fragment) => !SETTINGS.includes((fragment as EventFragment).name));

    expect(named(PERP_EVENTS.fragments)).to.deep.equal(named(emitted));
  });

  it("is every error, by its selector", async () => {
    expect(named(PERP_ERRORS.fragments)).to.deep.equal(named((await compiled("IPerpErrors")).fragments));
    const selector = PERP_ERRORS.getError("PerpExchange_OrderExpired")?.selector ?? "";

    expect(perpErrorName(selector)).to.equal("PerpExchange_OrderExpired");
    expect(perpErrorName("0x01020304")).to.equal("0x01020304");
  });
});

describe("perpChanges", () => {
  it("names each account and keeper once, in the order of the logs", () => {
    const receipts = [
      receipt(EXCHANGE, "Traded", [0, address(7), 1, 1, 1, 0, 0, 0]),
      receipt(EXCHANGE, "Flagged", [address(5), address(6), 0, 0, 0]),
      receipt(EXCHANGE, "Deleveraged", [0, address(7), 0, 0, 0, 0, 0, 0, 0, 0]),
    ];

    expect(perpChanges(receipts, EXCHANGE)).to.deep.equal([address(7), address(5), address(6)]);
  });

  it("leaves out the engine, tokens, and what others emit", () => {
    const receipts = [
      receipt(EXCHANGE, "CollateralSeized", [EXCHANGE, address(9), 1]),
      receipt(address(2), "Traded", [0, address(7), 1, 1, 1, 0, 0, 0]),
      receipt(EXCHANGE, "PoolDeposited", [1]),
    ];

    expect(perpChanges(receipts, EXCHANGE)).to.deep.equal([]);
  });
});
