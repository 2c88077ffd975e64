import { healthText, leverageText, priceText, usdText } from "../trace/format.ts";
import { WAD } from "../units.ts";
import type { Position } from "../venues/lendingBook.ts";
import { liquidationPoint } from "./liquidationPoint.ts";
import type { Session } from "./session.ts";

/** A position as a person reads it, decimals as strings; `group` says whose it is. */
export interface PositionRow {
  account: string;
  group: string;
  collateralUsd: string;
  debtUsd: string;
  leverage: string;
  healthFactor: string;
  liquidationAsset: string | null;
  liquidationPrice: string | null;
}

/** Describes a position at the oracle's prices; `"inf"` is a health factor without debt, or leverage without equity. */
export function positionRow(session: Session, position: Position): PositionRow {
  const { lending } = session.venues;
  const { collateralBase, debtBase, healthFactor } = lending.accountData(position);
  const point = liquidationPoint(session, position);
  const usd = (base: bigint) => usdText((base * WAD) / lending.baseUnit);
  return {
    account: position.account,
    group: position.group,
    collateralUsd: usd(collateralBase),
    debtUsd: usd(debtBase),
    leverage: leverageText(collateralBase, debtBase),
    healthFactor: healthText(healthFactor),
    liquidationAsset: point?.asset ?? null,
    liquidationPrice: point === null ? null : priceText(point.price),
  };
}
