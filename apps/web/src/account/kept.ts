import { randomBytes } from "node:crypto";
import * as z from "zod";

/**
 * What was typed into a form of the account, kept for showing it again after a refusal; never a password. Like the
 * giving form's (app/give/kept-cookie.ts): out of reach of scripts, for one page, for ten minutes, under one nonce.
 */
export const KEPT_COOKIE = "kept_account";
const MAX_AGE_S = 600;
/** Browsers drop a cookie above 4,096 bytes, name and attributes included. */
const VALUE_BYTES_MAX = 3_072;
const NONCE_BYTES = 6;

const zKept = z.object({
  nonce: z.string().max(20),
  /** The form of the page that was refused. */
  action: z.string().max(40),
  problem: z.string().max(60),
  values: z.record(z.string(), z.string()),
});
export type Kept = z.output<typeof zKept>;

export const newNonce = (): string => randomBytes(NONCE_BYTES).toString("base64url");

/** What would be too large is left out: then the problem is shown on an empty form. */
export function keptCookie(kept: Kept, place: { readonly path: string; readonly isSecure: boolean }): string {
  const whole = encode(kept);
  const value = whole.length <= VALUE_BYTES_MAX ? whole : encode({ ...kept, values: {} });
  return `${KEPT_COOKIE}=${value}; Max-Age=${MAX_AGE_S}; Path=${place.path}; HttpOnly; SameSite=Lax${
    place.isSecure ? "; Secure" : ""
  }`;
}

const encode = (kept: Kept): string => Buffer.from(JSON.stringify(kept)).toString("base64url");

/** What was kept under this nonce; null for none, another visit's, or anything that we did not write. */
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
