import { badInput, type FaultlineError } from "../../errors.ts";

/** A condition that cannot be read, `UNTIL_SYNTAX`: what is wrong, at which character (`at` counts from 0), a hint. */
export function conditionFault(text: string, at: number, message: string, hint: string): FaultlineError {
  return badInput("UNTIL_SYNTAX", message, { place: placeIn(text, at), hint });
}

/** `--until, character 9, before "< 1"`. */
export function placeIn(text: string, at: number): string {
  const rest = text.slice(at);
  const shown = rest.length > 24 ? `${rest.slice(0, 24)}…` : rest;
  return rest === "" ? "--until, at its end" : `--until, character ${at + 1}, before "${shown}"`;
}
