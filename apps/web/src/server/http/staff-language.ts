import type { IncomingMessage } from "node:http";
import { LANGUAGE_HEADER } from "../../i18n/language-header.ts";
import { nodeContext } from "../node-context.ts";

const STAFF_PATH = /^\/admin(\/|$)/;

/**
 * Addresses of staff have no language: their pages, and the one that stands in for a missing or a broken page, speak that
 * of the profile of whoever is signed in. Nobody's, and everybody's while the books cannot be asked, is English.
 */
export async function chooseStaffLanguage(request: IncomingMessage, { pathname }: URL): Promise<void> {
  if (!STAFF_PATH.test(pathname)) return;
  // The page asks for the same in a moment, and tells of the same failure.
  const caller = await nodeContext(request)
    .readCaller()
    .catch(() => null);
  if (caller !== null) request.headers[LANGUAGE_HEADER] = caller.locale;
}
