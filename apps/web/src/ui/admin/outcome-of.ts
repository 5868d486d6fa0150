import type { getTranslations } from "next-intl/server";
import { one, type Query } from "./query.ts";

export type Outcome = { readonly isWell: boolean; readonly words: string };

/** The codes of refused changes of roles; each has its words. */
const PROBLEMS = [
  "role.own",
  "role.last_admin",
  "role.held_already",
  "role.not_held",
  "role.not_active",
  "role.no_such_account",
  "input.invalid",
] as const;
const DONE = ["grant", "revoke"] as const;

/**
 * What became of a change of roles; null when the page was not reached from a form. Words in the address are never shown,
 * only known codes.
 */
export function outcomeOf(
  query: Query,
  t: Awaited<ReturnType<typeof getTranslations<"People">>>,
): Outcome | null {
  const [done, problem] = [one(query["done"]), one(query["problem"])];
  const known = DONE.find((kind) => kind === done);
  if (known !== undefined) return { isWell: true, words: t(`done.${known}`) };
  if (problem === undefined) return null;
  const words = t(`problem.${PROBLEMS.find((code) => code === problem) ?? "other"}`);
  return { isWell: false, words: `${words} ${t("nothingChanged")}` };
}
