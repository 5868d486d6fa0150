import type { Caller } from "@careforall/api/account";
import { isFresh } from "@careforall/domain/account";
import type { Locale } from "@careforall/domain/shared";
import { redirect } from "next/navigation";
import { webContext, type WebContext } from "../../server/context.ts";

/** Who looks at a page of one's own; whoever is not signed in goes to the sign-in, and comes back from there. */
export async function requireCaller(
  locale: Locale,
  path: string,
): Promise<{ readonly ctx: WebContext; readonly caller: Caller }> {
  const ctx = await webContext();
  const caller = await ctx.readCaller();
  if (caller === null) redirect(`/${locale}/sign-in?${new URLSearchParams({ return: `/${locale}${path}` })}`);
  return { ctx, caller };
}

/** The same, for a page that must not be left open on somebody's desk: who is not fresh confirms first, and comes back. */
export async function requireFreshCaller(
  locale: Locale,
  path: string,
): Promise<{ readonly ctx: WebContext; readonly caller: Caller }> {
  const asked = await requireCaller(locale, path);
  if (isFresh(asked.caller.confirmedAt, new Date())) return asked;
  redirect(`/${locale}/me/confirm?${new URLSearchParams({ return: `/${locale}${path}` })}`);
}
