import { randomBytes } from "node:crypto";
import * as z from "zod";
import { REFUSAL_KEYS } from "../../ui/refusals.ts";
import { zGiveValues } from "./give-form.ts";
import { GIVE_FIELDS, PROBLEM_CODES } from "./judge-values.ts";

/**
 * What a donor typed, kept for showing the form again after a refusal: a route handler answers with a redirect and
 * cannot show a page itself. It is the donor's own input, in the donor's own browser: out of reach of scripts, sent to
 * this one form only, gone after ten minutes or with the next form that succeeds. The page shows it only when its
 * address names the same nonce, so that going back to the form later begins with a clean one.
 */
export const KEPT_COOKIE = "kept_form";
export const KEPT_PARAMETER = "kept";
const MAX_AGE_S = 600;
/** Browsers drop a cookie above 4,096 bytes, name and attributes included. */
const VALUE_BYTES_MAX = 3_072;
const NONCE_BYTES = 6;

const zKept = z.object({
  nonce: z.string().min(1).max(20),
  token: z.string().nullable(),
  /** Set while the first click is still under way: the same id leads to the same gift. */
  formId: z.string().nullable(),
  refusal: z.enum(REFUSAL_KEYS).nullable(),
  retryAfterS: z.int().positive().nullable(),
  /** What must be answered before the payment page opens. */
  challenge: z.string().max(200).nullable(),
  problems: z.array(
    z.object({
      field: z.enum(GIVE_FIELDS),
      code: z.enum(PROBLEM_CODES),
      choices: z.tuple([z.string().regex(/^\d{1,15}$/), z.string().regex(/^\d{1,15}$/)]).optional(),
    }),
  ),
  values: zGiveValues,
});
export type Kept = z.output<typeof zKept>;

export const newNonce = (): string => randomBytes(NONCE_BYTES).toString("base64url");

/** The cookie's value. Words of support, then the name, are left out of one that would be too large. */
export function writeKept(kept: Kept): string {
  const shorter = { ...kept, values: { ...kept.values, message: "" } };
  const shortest = {
    ...shorter,
    values: { ...shorter.values, donorName: "", donorEmail: "", giftOther: "", tip: "" },
  };
  const fitting = [kept, shorter].map(encode).find((value) => value.length <= VALUE_BYTES_MAX);
  return fitting ?? encode(shortest);
}

const encode = (kept: Kept): string => Buffer.from(JSON.stringify(kept)).toString("base64url");

/** What was kept under this nonce; null for none, another form's, or anything we did not write. */
export function readKept(value: string | undefined, nonce: string | undefined): Kept | null {
  if (value === undefined || nonce === undefined) return null;
  const kept = zKept.safeParse(decoded(value));
  return kept.success && kept.data.nonce === nonce ? kept.data : null;
}

function decoded(value: string): unknown {
  try {
    return JSON.parse(Buffer.from(value, "base64url").toString("utf8"));
  } catch {
    return null;
  }
}

/** `path` is the address of the one page that may read it. */
export const setCookie = (value: string, place: { path: string; isSecure: boolean }): string =>
  `${KEPT_COOKIE}=${value}; Max-Age=${value === "" ? 0 : MAX_AGE_S}; Path=${place.path}; HttpOnly; SameSite=Lax${
    place.isSecure ? "; Secure" : ""
  }`;
