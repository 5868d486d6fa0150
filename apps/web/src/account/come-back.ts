import { confirmByProvider, linkProvider, signInWithProvider } from "@careforall/api/oauth";
import { AppError } from "@careforall/domain/shared";
import type { WebContext } from "../server/request-context.ts";
import type { Journey } from "../server/session/provider-cookie.ts";
import { deviceOf } from "./action.ts";
import { type Entered, goOn } from "./go-on.ts";
import { safeReturn } from "./safe-return.ts";

/** The page that a browser left from, and is shown again when it comes back in vain. */
export const leftFrom = (journey: Journey | null): string =>
  `/${journey?.locale ?? "en"}/${PAGES[journey?.purpose ?? "sign-in"]}`;

const PAGES = { "sign-in": "sign-in", link: "me/security", confirm: "me/confirm" } as const;

/** Ends a journey to the provider: a session, a link or a proof, and where to go. Refuses as the verbs do. */
export async function comeBack(ctx: WebContext, journey: Journey | null, query: string): Promise<Entered> {
  if (journey === null)
    throw new AppError("refused", "account.provider_failed", "This browser was not sent there by us.");
  const { question, locale, purpose, back } = journey;
  if (purpose === "sign-in") {
    const begun = await signInWithProvider(ctx, { question, query, locale }, deviceOf(ctx));
    return goOn({ ctx, locale }, begun, safeReturn(back ?? undefined));
  }
  const caller = await ctx.readCaller();
  if (caller === null)
    return { location: `/${locale}/sign-in?${new URLSearchParams({ return: leftFrom(journey) })}` };
  if (purpose === "confirm") {
    await confirmByProvider(ctx, { question, query }, caller);
    return { location: safeReturn(back ?? undefined) ?? `/${locale}/me/security` };
  }
  await linkProvider(ctx, { question, query }, caller);
  return { location: `${leftFrom(journey)}?done=providerLinked` };
}
