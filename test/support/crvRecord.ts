import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FILE = fileURLToPath(new URL("../../../shared/data/crv-2022-11/aave-crv-liquidations.csv", import.meta.url));

/** A recorded liquidation call; amounts in smallest units. */
export interface RecordedCall {
  block: number;
  time: number;
  liquidator: string;
  repaid: bigint;
  seized: bigint;
  inATokens: boolean;
}

/** The raw record of the calls; undefined where the folder beside the project that holds it is absent. */
export function readRecord(): RecordedCall[] | undefined {
  if (!existsSync(FILE)) return undefined;
  const [head = "", ...lines] = readFileSync(FILE, "utf8").trimEnd().split("\n");
  const columns = head.trim().split(",");
  return lines.map((line) => {
    const cells = line.trim().split(",");
    const cell = (name: string) => cells[columns.indexOf(name)] ?? "";
    return {
      block: Number(cell("block")),
      time: Date.parse(cell("datetime")) / 1000,
      liquidator: cell("liquidator"),
      repaid: BigInt(cell("debt_to_cover_crv_raw")),
      seized: BigInt(cell("liquidated_collateral_usdc_raw")),
      inATokens: cell("receive_atoken") === "true",
    };
  });
}

/** What to say where the record is absent. */
export const RECORD_ABSENT = `The raw record is not at ${FILE}: the 385 rows were NOT compared.`;
