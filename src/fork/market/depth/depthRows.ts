import { readFileSync } from "node:fs";
import { isSeq, type Node } from "yaml";
import { badInput } from "../../../errors.ts";
import { faultText } from "../../../scenario/faultText.ts";
import { didYouMean } from "../../../scenario/nearest.ts";
import { parseYaml, plainYaml } from "../../../scenario/yamlFile.ts";
import { type DepthRow, depthRowSchema } from "./depthSchema.ts";

/** A row with the line that it stands on, from 1. */
export type PlacedRow = DepthRow & { line: number };

const CODE = "DEPTH_SYNTAX";
const COLUMNS = Object.keys(depthRowSchema.shape);

/** The rows of a depth overlay, CSV with a head line or a YAML list. `DEPTH_UNREADABLE`, `DEPTH_SYNTAX`, `DEPTH_VALUE`. */
export function depthRows(file: string): PlacedRow[] {
  const text = textOf(file);
  const raw = /\.csv$/i.test(file) ? csvRows(text, file) : yamlRows(text, file);
  if (raw.length > 0) return raw.map(({ value, line }) => ({ ...checked(value, file, line), line }));
  throw badInput(CODE, "The depth overlay holds no rows.", {
    place: { file },
    hint: `A row says ${COLUMNS.join(", ")}; the quote may be left out.`,
  });
}

function textOf(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    throw badInput("DEPTH_UNREADABLE", "The depth overlay cannot be read.", {
      place: { file },
      hint: "It is a YAML or CSV file beside the scenario.",
      cause,
    });
  }
}

type RawRow = { value: unknown; line: number };

function csvRows(text: string, file: string): RawRow[] {
  const lines = text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .map((content, i) => ({ content: content.trim(), line: i + 1 }))
    .filter(({ content }) => content !== "" && !content.startsWith("#"));
  const cellsOf = (content: string) => content.split(",").map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
  const [head, ...rows] = lines;
  const columns = cellsOf(head?.content ?? "");
  return rows.map(({ content, line }) => {
    const cells = cellsOf(content);
    if (cells.length !== columns.length) {
      throw badInput(CODE, `The row has ${cells.length} cells, the head line ${columns.length}.`, {
        place: { file, line },
        hint: "Amounts are written without a comma: 1_000_000 or 1000000.",
      });
    }
    const filled = columns.map((column, i) => [column, cells[i]]).filter(([, cell]) => cell !== "");
    return { value: Object.fromEntries(filled), line };
  });
}

function yamlRows(text: string, file: string): RawRow[] {
  const yaml = parseYaml(text, file, CODE);
  const { contents } = yaml.document;
  const values = plainYaml(yaml, CODE);
  if (!isSeq(contents) || !Array.isArray(values)) {
    throw badInput(CODE, "A depth overlay is a list of rows.", {
      place: { file, line: 1 },
      hint: `Write - { asset: WETH, priceStep: "2%", usd: 40_000_000 } on a line for each step.`,
    });
  }
  return contents.items.map((item, i) => {
    const start = (item as Node).range?.[0] ?? 0;
    return { value: values[i], line: yaml.lines.linePos(start).line };
  });
}

function checked(value: unknown, file: string, line: number): DepthRow {
  const result = depthRowSchema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const [issue] = result.error.issues as [(typeof result.error.issues)[number]];
  const key = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    const unknown = issue.keys[0] ?? "";
    throw badInput("DEPTH_VALUE", `A row of a depth overlay has no "${unknown}".`, {
      place: { file, line, key: unknown },
      hint: `${didYouMean(unknown, COLUMNS)}Known here: ${COLUMNS.join(", ")}.`,
    });
  }
  const { text, hint } = faultText(issue);
  throw badInput("DEPTH_VALUE", `${key === "" ? "The row" : key} ${text}.`, { place: { file, line, key }, hint });
}
