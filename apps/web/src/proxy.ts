import createMiddleware from "next-intl/middleware";
import { type NextRequest, NextResponse } from "next/server";
import { routing } from "./i18n/routing.ts";
import { cookieName } from "./server/session/cookie-name.ts";

const chooseLanguage = createMiddleware(routing);

/** The pages of one's own account. */
const OWN_PAGE = /^\/(en|bn|fr)\/me(\/|$)/;

/**
 * Chooses the language of `/` and of addresses without one, and leads whoever carries no session from pages of their own
 * to the sign-in, and back from there. Nothing about money or rights is decided here: every page asks by itself.
 */
export function proxy(request: NextRequest): NextResponse {
  const { pathname, search } = request.nextUrl;
  const [, locale] = OWN_PAGE.exec(pathname) ?? [];
  const hasCookie = [true, false].some((isSecure) => request.cookies.has(cookieName(isSecure)));
  if (locale === undefined || hasCookie) return chooseLanguage(request);
  const query = new URLSearchParams({ return: `${pathname}${search}` });
  return NextResponse.redirect(new URL(`/${locale}/sign-in?${query}`, request.nextUrl));
}

export const config = {
  // Everything that is not a page for people: interfaces, the forms' targets, the pages of staff (which speak the language of a profile), drawn covers and built files.
  matcher:
    "/((?!api/|api$|give$|account/|uploads/|files/|admin$|admin/|covers/|health|_next/|icon.svg|robots.txt|favicon.ico).*)",
};
