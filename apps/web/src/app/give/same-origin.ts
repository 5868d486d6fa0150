/**
 * Whether a form was posted from one of our own pages. Browsers say so in `Sec-Fetch-Site`, older ones in `Origin`;
 * what sends neither is no browser, and has no cookies or session of a donor that it could misuse.
 */
export function isSameOrigin(headers: Headers, webUrl: string): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin";
  const origin = headers.get("origin");
  if (origin === null) return true;
  return origin === new URL(webUrl).origin || hostOf(origin) === headers.get("host");
}

/** Null for `Origin: null`, which a page in a sandbox sends. */
const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null);
