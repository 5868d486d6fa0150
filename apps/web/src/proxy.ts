import createMiddleware from "next-intl/middleware";
import { routing } from "./i18n/routing.ts";

/** Chooses the language of `/` and of addresses without one. Nothing about money or rights is decided here. */
export const proxy = createMiddleware(routing);

export const config = {
  // Everything that is not a page for people: interfaces, the form's target, drawn covers and built files.
  matcher: "/((?!api/|api$|give$|covers/|health|_next/|icon.svg|robots.txt|favicon.ico).*)",
};
