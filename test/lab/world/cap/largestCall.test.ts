import { expect } from "chai";
import { WAD } from "../../../../src/units.ts";
import { type Growth, largestCall } from "../../../../src/world/cap/largestCall.ts";
import type { Refused } from "../../../../src/world/cap/openingCap.ts";

const CAP = 4n * WAD;
const above = (scope: Refused["scope"], value: bigint): Refused => ({ reason: "AboveCap", value, limit: CAP, scope });

/** A debt against 1,000,000: refused where 1,000,000 ÷ (1,000,000 − debt) is above the cap; `bias` misleads the sizing. */
function growth(wanted: bigint, bias = 0n): Growth & { asked: bigint[] } {
  const asked: bigint[] = [];
  const leverageAt = (debt: bigint) => (1_000_000n * WAD) / (1_000_000n - debt);
  return {
    wanted,
    asked,
    async ask(debt) {
      asked.push(debt);
      return leverageAt(debt) > CAP ? above("account", leverageAt(debt)) : undefined;
    },
    size: async (aim) => 1_000_000n - (1_000_000n * WAD) / aim + bias,
  };
}

describe("largestCall", () => {
  it("sends all that is wanted where nothing is in the way, with one question", async () => {
    const all = growth(750_000n);
    expect(await largestCall(all)).to.deep.equal({ amount: 750_000n });
    expect(all.asked).to.deep.equal([750_000n]);
  });

  it("stays three thousandths below the account's cap, and tells what was said to the whole", async () => {
    const { amount, refused } = await largestCall(growth(900_000n));
    expect(amount).to.equal(749_248n);
    expect(refused?.value).to.equal(10n * WAD);
  });

  it("shrinks until it passes where the sizing misleads", async () => {
    const misled = growth(900_000n, 100_000n);
    const { amount } = await largestCall(misled);
    expect(amount > 700_000n && amount <= 750_000n, `${amount}`).to.equal(true);
    expect(misled.asked.length).to.be.at.most(12);
  });

  it("gives up after a bounded number of questions", async () => {
    let asked = 0;
    const ask = async () => {
      asked++;
      return above("account", 9n * WAD);
    };
    const never = { wanted: 100n, size: async () => 99n, ask };
    expect((await largestCall(never)).amount).to.equal(0n);
    expect(asked).to.be.at.most(12);
  });

  it("sends nothing where a cap on all together is exceeded, which no size changes", async () => {
    const shared = { ...growth(10n), ask: async () => above("system", 5n * WAD) };
    expect(await largestCall(shared)).to.deep.equal({ amount: 0n, refused: above("system", 5n * WAD) });
  });
});
