import { inspect } from "node:util";
import { AppError } from "@careforall/domain/shared";
import { expect } from "vitest";
import type { ProviderRig, Scene } from "./provider-rig.ts";

/** An answer that is no answer: whatever it was, we do not know. */
export const OUTAGES: readonly Scene[] = [
  "answers_500",
  "answers_html",
  "answers_without_end",
  "closes_the_connection",
  "redirects_elsewhere",
  "stays_silent",
];

/** What an adapter throws when it does not know. */
export const UNAVAILABLE = expect.objectContaining({
  constructor: AppError,
  kind: "unavailable",
  code: expect.stringMatching(/^provider\./),
});

export async function thrownBy(outcome: Promise<unknown>): Promise<unknown> {
  return outcome.then(
    (value) => ({ answered: value }),
    (error: unknown) => error,
  );
}

/** The secrets that a log would show when it prints a value with its stack, causes and hidden properties. */
export function leakedSecrets({ secrets }: ProviderRig, value: unknown): readonly string[] {
  const printed = inspect(value, { depth: 20, showHidden: true, maxStringLength: null });
  return secrets.filter((secret) => printed.includes(secret));
}
