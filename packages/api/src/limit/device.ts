import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";

/**
 * A browser, known by a cookie with 128 random bits and our signature: it says nothing about a person, is made when a
 * form is shown, and lets limits tell five hundred donors behind one address from one donor who tries five hundred
 * times.
 */
const RANDOM_BYTES = 16;
const SIGNATURE_BYTES = 16;
/** Half a year: a known browser is one that came before. */
const MAX_AGE_S = 180 * 86_400;

export type Site = { readonly secret: string; readonly isSecure: boolean };

/** `__Host-`: no other host can set it. Browsers allow that over https alone. */
const nameOf = ({ isSecure }: Site): string => (isSecure ? "__Host-careforall-device" : "careforall-device");

/** The browser that a `Cookie` header names; null for none, and for one that we did not sign. */
export function readDevice(site: Site, cookies: string | null): string | null {
  const name = `${nameOf(site)}=`;
  const pair = cookies?.split(/; */).find((text) => text.startsWith(name));
  const bytes = Buffer.from(pair?.slice(name.length) ?? "", "base64url");
  if (bytes.length !== RANDOM_BYTES + SIGNATURE_BYTES) return null;
  const random = bytes.subarray(0, RANDOM_BYTES);
  if (!timingSafeEqual(bytes.subarray(RANDOM_BYTES), sign(site.secret, random))) return null;
  return random.toString("base64url");
}

/** The `Set-Cookie` of a browser that comes for the first time. */
export function newDeviceCookie(site: Site): string {
  const random = randomBytes(RANDOM_BYTES);
  const value = Buffer.concat([random, sign(site.secret, random)]).toString("base64url");
  const secure = site.isSecure ? "; Secure" : "";
  return `${nameOf(site)}=${value}; Max-Age=${MAX_AGE_S}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

const sign = (secret: string, random: Uint8Array): Buffer =>
  createHmac("sha256", secret).update("device\n").update(random).digest().subarray(0, SIGNATURE_BYTES);
