import { createHmac, timingSafeEqual } from "node:crypto";
import type { Site } from "./device.ts";

/** Several people of a family sign in with one browser. */
const TAGS_MAX = 5;
const TAG_BYTES = 16;
const MAX_AGE_S = 180 * 86_400;

const nameOf = ({ isSecure }: Site): string => (isSecure ? "__Host-careforall-known" : "careforall-known");

/**
 * Whether this browser has signed in to this account before: its owner is not kept out by strangers who try passwords.
 * The cookie holds one signature per account over the browser and the account's e-mail, and names neither.
 */
export function isKnownBrowser(
  site: Site,
  cookies: string | null,
  pair: { readonly device: string | null; readonly email: string },
): boolean {
  if (pair.device === null) return false;
  const tag = tagOf(site, pair.device, pair.email);
  return tagsOf(site, cookies).some((known) => known.length === tag.length && timingSafeEqual(known, tag));
}

/** The `Set-Cookie` after a sign-in: what was known before, and this account. */
export function knownBrowserCookie(
  site: Site,
  cookies: string | null,
  pair: { readonly device: string; readonly email: string },
): string {
  const tag = tagOf(site, pair.device, pair.email);
  const others = tagsOf(site, cookies).filter((known) => !known.equals(tag));
  const value = [tag, ...others]
    .slice(0, TAGS_MAX)
    .map((known) => known.toString("base64url"))
    .join(".");
  const secure = site.isSecure ? "; Secure" : "";
  return `${nameOf(site)}=${value}; Max-Age=${MAX_AGE_S}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function tagsOf(site: Site, cookies: string | null): Buffer[] {
  const name = `${nameOf(site)}=`;
  const value = cookies?.split(/; */).find((text) => text.startsWith(name));
  return (value?.slice(name.length).split(".") ?? [])
    .slice(0, TAGS_MAX)
    .map((tag) => Buffer.from(tag, "base64url"))
    .filter(({ length }) => length === TAG_BYTES);
}

const tagOf = ({ secret }: Site, device: string, email: string): Buffer =>
  createHmac("sha256", secret)
    .update(`known\n${device}\n${email.toLowerCase()}`)
    .digest()
    .subarray(0, TAG_BYTES);
