import { toAppError } from "@careforall/api/router";
import { type Locale, LOCALES } from "@careforall/domain/shared";
import type { Action, Fields, Landing } from "../../../account/action.ts";
import { actionOf } from "../../../account/actions.ts";
import { guardForm, noteRefusedForm, welcome } from "../../../account/guard-form.ts";
import { problemOf } from "../../../account/problem-of.ts";
import { refusedPage } from "../../../account/refused-page.ts";
import { safeReturn } from "../../../account/safe-return.ts";
import { onwardsPage, plainPage } from "../../../plain/plain-page.ts";
import { type WebContext, webContext } from "../../../server/context.ts";
import { readText } from "../../../server/read-text.ts";
import { noGiftsCookie } from "../../../server/session/gifts-cookie.ts";
import { noSessionCookie, sessionCookie } from "../../../server/session/session-cookie.ts";
import { isSameOrigin } from "../../give/same-origin.ts";

/** The longest honest one holds a name and 500 characters about oneself, in percent-encoding. */
const BODY_MAX_BYTES = 16 * 1024;
const FORM_TYPE = "application/x-www-form-urlencoded";

type Params = { readonly params: Promise<{ action: string }> };

/** Whoever opens a form's target by hand is shown where forms are. */
export const GET = (): Response => seeOther("/");

/**
 * Takes a form of the account and answers 303: on, or back to the form with everything kept but passwords. Works without
 * scripts; only from our own pages, so that nobody can be signed in or out by a stranger's.
 */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const name = (await params).action;
  const action = actionOf(name);
  const ctx = await webContext();
  if (action === null || action.isOn?.(ctx) === false) return plain(404, "There is no such form.");
  if (!isSameOrigin(request.headers, ctx.settings.web.url))
    return plain(403, "This form was sent from another site. Nothing was changed.");
  if (request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() !== FORM_TYPE)
    return plain(415, "This address takes the forms of the account's pages. Nothing was changed.");
  const body = await readText(request, BODY_MAX_BYTES);
  if (body === undefined) return plain(413, "This form is too large. Nothing was changed.");
  const posted = new URLSearchParams(body);
  const field: Fields = (key) => posted.get(key) ?? "";
  const locale = LOCALES.find((known) => known === field("locale")) ?? "en";
  try {
    await guardForm(ctx, name, field);
    const landing = await landingOf(ctx, { action, field, locale });
    for (const cookie of await welcome(ctx, name, field)) landing.headers.append("set-cookie", cookie);
    return landing;
  } catch (error) {
    return again(ctx, { action, name, field, locale }, await noteRefusedForm(ctx, name, field, error));
  }
}

type Posted = { readonly action: Action; readonly field: Fields; readonly locale: Locale };

async function landingOf(ctx: WebContext, { action, field, locale }: Posted): Promise<Response> {
  const request = { ctx, field, locale };
  if (action.isForAll) return land(ctx, locale, await action.run(request));
  const caller = await ctx.readCaller();
  const query = new URLSearchParams({ return: action.page({ field, locale }) });
  if (caller === null) return seeOther(`/${locale}/sign-in?${query}`);
  return land(ctx, locale, await action.run(request, caller));
}

async function land({ settings }: WebContext, locale: Locale, landing: Landing): Promise<Response> {
  if ("file" in landing) return download(landing.file);
  if ("onwards" in landing) return leave(locale, landing.onwards, landing.cookies);
  const { location, sid, cookies = [], forgetsGifts = false } = landing;
  const session =
    sid === undefined ? [] : [sid === null ? noSessionCookie(settings) : await sessionCookie(settings, sid)];
  const guest = forgetsGifts ? [noGiftsCookie(settings)] : [];
  return seeOther(location, ...session, ...cookies, ...guest);
}

/** A page and no redirect: browsers hold redirects after a form against where forms may lead, and providers go on to others. */
function leave(
  locale: Locale,
  onwards: { readonly address: string; readonly to: string },
  cookies: readonly string[],
): Response {
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(onwardsPage(locale, onwards), { headers });
}

/** Never shown in our pages' own origin: what a person wrote about themselves is in it. */
const download = ({ name, type, body }: { name: string; type: string; body: string }): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name}"`,
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
    },
  });

function again(
  ctx: WebContext,
  { action, name, field, locale }: Posted & { readonly name: string },
  error: unknown,
): Response {
  const path = action.page({ field, locale });
  const refusal = toAppError(error);
  if (refusal?.kind === "unavailable") return busy(path, refusal.retryAfterS ?? 1);
  if (refusal?.code === "account.confirm_first")
    return seeOther(`/${locale}/me/confirm?${new URLSearchParams({ return: path })}`);
  const problem = problemOf(error);
  if (problem === "unexpected") ctx.log.error({ err: error, form: name }, "a form of the account broke");
  const values = Object.fromEntries(action.keeps.map((key) => [key, field(key)]));
  const back = safeReturn(field("return"));
  const { location, cookie } = refusedPage(ctx, { path, action: name, problem, values, back });
  const answer = seeOther(location, cookie);
  // The form says it in words; this is for programs.
  if (refusal?.retryAfterS !== undefined) answer.headers.set("retry-after", `${refusal.retryAfterS}`);
  return answer;
}

function seeOther(location: string, ...cookies: readonly string[]): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

const busy = (path: string, retryAfterS: number): Response =>
  new Response(plainPage("busy", path), {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": `${retryAfterS}`,
    },
  });

const plain = (status: number, words: string): Response =>
  new Response(`${words}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
