import { type Begun, signOut } from "@careforall/api/account";
import type { Locale } from "@careforall/domain/shared";
import type { WebContext } from "../server/request-context.ts";
import { stepCookie } from "../server/session/short-cookies.ts";

/** Where whoever signed in goes, and what their browser gets. */
export type Entered = {
  readonly location: string;
  readonly sid?: string;
  readonly cookies?: readonly string[];
};

/** On with a session, or to the second step: the first one alone is not signed in. */
export async function goOn(
  { ctx, locale }: { readonly ctx: WebContext; readonly locale: Locale },
  begun: Begun,
  back: string | null,
): Promise<Entered> {
  if ("sid" in begun) return { location: back ?? `/${locale}/me`, sid: await replaceSession(ctx, begun.sid) };
  const query = back === null ? "" : `?${new URLSearchParams({ return: back })}`;
  return { location: `/${locale}/sign-in/code${query}`, cookies: [stepCookie(ctx.settings, begun.step)] };
}

/** A new session takes the place of one that this browser had. */
async function replaceSession(ctx: WebContext, sid: string): Promise<string> {
  const before = await ctx.readCaller();
  if (before !== null) await signOut(ctx, before);
  return sid;
}
