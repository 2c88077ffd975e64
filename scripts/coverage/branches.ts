import { createHash } from "node:crypto";
import { parse, visit } from "@solidity-parser/parser";

/** A condition in a source file: two branches, one a truth value. */
export type Condition = {
  file: string;
  line: number;
  kind: "if" | "?:" | "require";
  /** The tag hit when the condition holds, 64 hex digits. */
  whenTrue: string;
  /** The tag hit when it does not. */
  whenFalse: string;
};

export const HIT_LIBRARY = "faultline-branch-hit.sol";

type Span = { kind: Condition["kind"]; line: number; start: number; end: number };

/**
 * Wraps every condition of `if`, `?:` and `require` in a call that reports which way it went.
 * Lines are those of `original`; `instrumented` is the same file after statements were instrumented, which moves
 * code about but adds no condition.
 */
export function instrumentBranches(
  file: string,
  original: string,
  instrumented: string,
): { source: string; conditions: Condition[] } {
  const written = findConditions(original);
  const spans = findConditions(instrumented);
  if (written.length !== spans.length) {
    throw new Error(`${file}: ${written.length} conditions as written, ${spans.length} once instrumented.`);
  }

  const conditions = written.map(({ kind, line }, index) => ({ file, line, kind, ...branchIds(file, index) }));
  const insertions = spans.flatMap(({ start, end }, index) => [
    { at: start, text: "((" },
    {
      at: end,
      text: `) && BranchHit.yes(0x${conditions[index]?.whenTrue}) || BranchHit.no(0x${conditions[index]?.whenFalse}))`,
    },
  ]);

  return {
    source: `${insert(instrumented, insertions)}\nimport {BranchHit} from "${HIT_LIBRARY}";\n`,
    conditions,
  };
}

/** In source order, a condition before those inside it. */
function findConditions(source: string): Span[] {
  const spans: Span[] = [];
  const add = (
    kind: Span["kind"],
    node: { range?: [number, number]; loc?: { start: { line: number } } } | undefined,
  ) => {
    if (node?.range === undefined || node.loc === undefined) throw new Error(`A condition of ${kind} has no place.`);
    spans.push({ kind, line: node.loc.start.line, start: node.range[0], end: node.range[1] + 1 });
  };

  visit(parse(source, { range: true, loc: true }), {
    IfStatement: ({ condition }) => add("if", condition),
    Conditional: ({ condition }) => add("?:", condition),
    FunctionCall: ({ expression, arguments: [condition] }) => {
      if (expression.type === "Identifier" && expression.name === "require") add("require", condition);
    },
    // A constant's value may not call a function.
    StateVariableDeclaration: ({ variables: [variable] }) => !variable?.isDeclaredConst,
    FileLevelConstant: () => false,
  });

  return spans;
}

function branchIds(file: string, index: number): Pick<Condition, "whenTrue" | "whenFalse"> {
  const stem = createHash("sha256").update(`${file}#${index}`).digest("hex").slice(0, -1);
  return { whenTrue: `${stem}0`, whenFalse: `${stem}1` };
}

function insert(source: string, insertions: { at: number; text: string }[]): string {
  let from = 0;
  let out = "";
  // The sort is stable: of two that start together the outer condition, which comes first, opens first.
  for (const { at, text } of insertions.toSorted((a, b) => a.at - b.at)) {
    out += source.slice(from, at) + text;
    from = at;
  }
  return out + source.slice(from);
}
