import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import { encode, GAS, MAX_UINT } from "../world/encode.ts";
import { encodeRoute } from "../world/route.ts";
import type { Defence, Holder, World } from "../world/world.ts";
import type { Agent, Intent, View } from "./agent.ts";
import { HeldBack } from "./heldBack.ts";
import { Reaction } from "./reaction.ts";
import { TIPS } from "./tips.ts";

type Defender = Holder & { defence: Defence; pair: { collateral: string; debt: string } };

/** Blocks a defender lets pass after an attempt before it looks again. */
const PATIENCE = 5;
const TOLERANCE_SHARE = 50n;

/**
 * The holders who act before they are liquidated: they de-lever through the router or repay from their wallet. Repaying
 * nothing can stop; who de-levers takes collateral out, and waits where a control would not let it.
 */
export function defenders(world: World): Agent {
  const holders = new Map<string, Defender>();
  for (const holder of world.holders) {
    if (holder.defence !== undefined && holder.pair !== undefined) holders.set(holder.address, holder as Defender);
  }
  const widest = [...holders.values()].reduce(
    (most, { defence }) => (defence.triggerHealthFactor > most ? defence.triggerHealthFactor : most),
    0n,
  );
  const reaction = new Reaction(0);
  const lastTry = new Map<string, number>();
  const spent = new Set<string>();
  const heldBack = new HeldBack();

  return {
    name: "defenders",
    kind: "defender",
    isBusy: () => reaction.waiting || heldBack.waits,
    held: () => heldBack.list,
    act(view) {
      heldBack.begin();
      const wanting = view.lending.below(widest).filter((position) => wants(view, position));
      const due = reaction.due(
        view.block,
        wanting,
        (position) => position.account,
        (position) => holders.get(position.account)?.defence.reactionBlocks ?? 0,
      );
      return due.flatMap((position) => {
        if (isKeptIn(view, position, holders.get(position.account) as Defender)) return [];
        lastTry.set(position.account, view.block);
        return defend(view, position, holders.get(position.account) as Defender);
      });
    },
  };

  function wants(view: View, position: Position): boolean {
    const holder = holders.get(position.account);
    if (holder === undefined || spent.has(position.account) || view.isWaiting(position.account)) return false;
    if (view.block - (lastTry.get(position.account) ?? -PATIENCE) < PATIENCE) return false;
    const { healthFactor, collateralBase, debtBase } = view.lending.accountData(position);
    return healthFactor < holder.defence.triggerHealthFactor && collateralBase > debtBase;
  }

  function isKeptIn(view: View, position: Position, { defence, pair, address }: Defender): boolean {
    const ask = { venue: "lending", symbol: pair.collateral, action: "withdraw" } as const;
    const refusal = defence.by === "deleverage" ? view.guards?.refusalOf(ask) : undefined;
    if (refusal === undefined) return false;
    const { collateralBase, debtBase, averageThreshold } = view.lending.accountData(position);
    const threshold = (averageThreshold * WAD) / 10_000n;
    const { targetHealthFactor: target } = defence;
    // Selling x of collateral to repay x leaves (C − x)·LT ÷ (D − x) at the target.
    const sold = (debtBase * target - collateralBase * threshold) / (target - threshold);
    const volumeUsd = (sold * WAD) / view.lending.baseUnit;
    heldBack.add(refusal, { venue: "lending", action: "withdraw", account: address, volumeUsd });
    return true;
  }

  function defend(view: View, position: Position, holder: Defender): Intent[] {
    const { collateralBase, debtBase, averageThreshold } = view.lending.accountData(position);
    const threshold = (averageThreshold * WAD) / 10_000n;
    const target = holder.defence.targetHealthFactor;
    const shared = { from: holder.address, tip: TIPS.defender, subject: holder.address };

    if (holder.defence.by === "repay") {
      spent.add(position.account);
      const debt = view.lending.reserve(holder.pair.debt);
      const price = view.lending.prices[view.lending.reserves.indexOf(debt as NonNullable<typeof debt>)] ?? 1n;
      const wanted = debtBase - (collateralBase * threshold) / target;
      const amount = (wanted * (debt?.unit ?? 1n)) / price;
      const data = encode("repay", [debt?.address, amount, 2, holder.address]);
      return amount > 0n
        ? [{ ...shared, to: world.deployment.lendingPool, data, gas: GAS.repay, action: "repay" }]
        : [];
    }
    // Health factor h at threshold LT is leverage h ÷ (h − LT).
    const targetLeverage = (target * WAD) / (target - threshold);
    const { collateral, debt } = holder.pair;
    const params = {
      collateral: world.deployment.tokens[collateral],
      debt: world.deployment.tokens[debt],
      targetLeverage,
      maxLeverage: targetLeverage + targetLeverage / TOLERANCE_SHARE,
      maxCollateralSold: MAX_UINT,
      deadline: MAX_UINT,
      path: encodeRoute(world.deployment, debt, view.amm.route(debt, collateral)),
    };
    return [
      {
        ...shared,
        to: world.deployment.leverageRouter,
        data: encode("deleverage", [params]),
        gas: GAS.deleverage,
        action: "deleverage",
      },
    ];
  }
}
