import { parseArgs } from "node:util";

/** What the person typed cannot be run; the message says what can. */
export class OptionsError extends Error {
  override readonly name = "OptionsError";
}

type Shape = Readonly<Record<string, { readonly type: "boolean" | "string" }>>;
type Values<S extends Shape> = { [K in keyof S]?: S[K]["type"] extends "boolean" ? boolean : string };

/** The highest number of digits that a whole number may have: below a thousand million, so that products stay exact. */
const DIGITS_MAX = 9;

/** Reads what was typed after the command's name; throws an OptionsError that ends with `usage`. */
export function readTyped<S extends Shape>(given: readonly string[], options: S, usage: string): Values<S> {
  try {
    const args = given.filter((argument) => argument !== "--"); // pnpm passes its own separator on
    return parseArgs({ args, options: { ...options } }).values as Values<S>;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new OptionsError(`${why}\nType: ${usage}`, { cause });
  }
}

export function wholeNumber(option: string, text: string, usage: string): number {
  if (/^\d+$/.test(text) && text.length <= DIGITS_MAX) return Number(text);
  throw new OptionsError(
    `${option} must be a whole number below a thousand million, not "${text}".\nType: ${usage}`,
  );
}

export function oneOf<T extends string>(known: readonly T[], name: string, option: string, usage: string): T {
  const found = known.find((one) => one === name);
  if (found !== undefined) return found;
  throw new OptionsError(`${option} knows ${known.join(", ")}, not "${name}".\nType: ${usage}`);
}
