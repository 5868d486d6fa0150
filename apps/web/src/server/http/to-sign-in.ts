import type { ServerResponse } from "node:http";
import type { Locale } from "@careforall/domain/shared";

/** Whoever is not signed in signs in first, and comes back to what they wanted. */
export const toSignIn = (response: ServerResponse, locale: Locale, url: URL): void => {
  const query = new URLSearchParams({ return: `${url.pathname}${url.search}` });
  response.writeHead(303, { location: `/${locale}/sign-in?${query}`, "cache-control": "no-store" }).end();
};
