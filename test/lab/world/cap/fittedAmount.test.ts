import { expect } from "chai";
import { WAD } from "../../../../src/units.ts";
import { fittedAmount } from "../../../../src/world/cap/fittedAmount.ts";

describe("fittedAmount", () => {
  const aim = 4n * WAD;

  it("sizes a debt by what an attempt at more of it would have led to", () => {
    // 1000 supplied; a debt of 900 is a leverage of 10, one of 750 is 4.
    const trial = { amount: 900n, exposure: 0n, leverage: 10n * WAD };
    expect(fittedAmount(aim, { exposure: 1_000n, equity: 1_000n }, trial)).to.equal(750n);
  });

  it("sizes an order whose fee is part of the attempt, down", () => {
    // 1000 of margin counts as exposure too. A size of 9000 costs 90: 10,000 ÷ 910.
    const trial = { amount: 9_000n, exposure: 9_000n, leverage: (10_000n * WAD) / 910n };
    const size = fittedAmount(aim, { exposure: 1_000n, equity: 1_000n }, trial);
    const leverageAt = (amount: bigint) => ((1_000n + amount) * 100n * WAD) / (100_000n - amount);
    expect(leverageAt(size) <= aim && leverageAt(size + 2n) > aim, `${size}`).to.equal(true);
  });

  it("leaves nothing to whoever is at the aim already, or has nothing of its own", () => {
    const trial = { amount: 10n, exposure: 10n, leverage: 5n * WAD };
    expect(fittedAmount(aim, { exposure: 4_000n, equity: 1_000n }, trial)).to.equal(0n);
    expect(fittedAmount(aim, { exposure: 0n, equity: 0n }, trial)).to.equal(0n);
  });

  it("keeps all of what takes an account away from the cap", () => {
    const trial = { amount: 100n, exposure: 50n, leverage: WAD };
    expect(fittedAmount(aim, { exposure: 3_000n, equity: 1_000n }, trial)).to.equal(100n);
  });
});
