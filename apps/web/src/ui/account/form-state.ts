import { cookies } from "next/headers";
import { isProblem, type Problem } from "../../account/problem-of.ts";
import { KEPT_COOKIE, readKept } from "../../account/kept.ts";

/** What a form of the account may say went well: keys of the messages. */
const DONE = [
  "saved",
  "signedOut",
  "signedOutEverywhere",
  "passwordReset",
  "passwordChanged",
  "emailAsked",
  "emailChanged",
  "deviceEnded",
  "receiptSent",
  "receiptOnItsWay",
  "appIsOn",
  "appIsOff",
  "passkeyAdded",
  "passkeyRemoved",
  "providerLinked",
  "providerUnlinked",
  "claimed",
  "erased",
  "pictureSaved",
  "pictureRemoved",
] as const;
export type Done = (typeof DONE)[number];

/** How a page of the account begins: anew, after a refusal with what was typed, or after something went well. */
export type FormState = {
  /** The form that was refused; "" when none was. */
  readonly action: string;
  readonly problem: Problem | null;
  readonly values: Readonly<Record<string, string>>;
  readonly done: Done | null;
};

export type Query = Readonly<Record<string, string | string[] | undefined>>;

export const oneOf = (value: string | string[] | undefined): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;

export async function formState(query: Query): Promise<FormState> {
  const kept = readKept((await cookies()).get(KEPT_COOKIE)?.value, oneOf(query["kept"]));
  const problem = kept !== null && isProblem(kept.problem) ? kept.problem : null;
  const done = DONE.find((known) => known === oneOf(query["done"])) ?? null;
  return {
    action: kept?.action ?? "",
    problem,
    values: kept?.values ?? {},
    done: problem === null ? done : null,
  };
}
