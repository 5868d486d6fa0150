import { LOCALES } from "@careforall/domain/shared";

/** A page of ours begins with a language or is of staff, and never needs these: a backslash is a slash to browsers. */
const ODD = /[\\\s\p{Cc}]/u;
const HERE = "http://here.invalid";

/**
 * Where to go after signing in, if it is a page of ours; null for anything that could lead elsewhere. `//host`,
 * `/\host`, a scheme, a user before an @ and encoded line breaks all end here.
 */
export function safeReturn(text: string | undefined): string | null {
  if (text === undefined || !text.startsWith("/") || ODD.test(text) || /%(0|5c)/i.test(text)) return null;
  const url = URL.parse(text, HERE);
  if (url === null || url.origin !== HERE || url.pathname.includes("//")) return null;
  const isOurs = [...LOCALES, "admin"].some(
    (first) => url.pathname === `/${first}` || url.pathname.startsWith(`/${first}/`),
  );
  return isOurs ? `${url.pathname}${url.search}` : null;
}
