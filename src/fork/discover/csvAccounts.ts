import { readFileSync } from "node:fs";
import { getAddress } from "ethers";
import { badInput } from "../../errors.ts";

const COLUMNS = new Set(["address", "account", "user", "borrower", "wallet"]);

/**
 * The accounts of a CSV file, lower case, sorted, each once: a column of addresses, the first unless a head line names
 * one; `#` begins a comment. `ACCOUNTS_MISSING`, `ACCOUNTS_SYNTAX`, `ACCOUNTS_EMPTY`.
 */
export function csvAccounts(file: string): string[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (cause) {
    throw badInput("ACCOUNTS_MISSING", "The file of accounts cannot be read.", { place: { file }, cause });
  }
  const accounts = new Set<string>();
  let column: number | undefined;
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const cells = line.split(/[,;\t]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
    if (column === undefined) {
      const named = cells.findIndex((cell) => COLUMNS.has(cell.toLowerCase()));
      column = Math.max(0, named);
      if (named >= 0) continue;
    }
    accounts.add(addressOf(cells[column] ?? "", file, index + 1));
  }
  if (accounts.size > 0) return [...accounts].sort();
  throw badInput("ACCOUNTS_EMPTY", "The file holds no accounts.", { place: { file }, hint: "One address a line." });
}

/** The mixed case of an address is its check sum: what does not fit was mistyped. */
function addressOf(cell: string, file: string, line: number): string {
  try {
    if (/^0x[0-9a-f]{40}$/i.test(cell)) return getAddress(cell).toLowerCase();
  } catch {
    // Reported below, with the line.
  }
  throw badInput("ACCOUNTS_SYNTAX", `"${cell}" is no address, or one with a typing error.`, {
    place: { file, line },
    hint: "An address is 0x and 40 hexadecimal digits; a head line may name the column `address`.",
  });
}
