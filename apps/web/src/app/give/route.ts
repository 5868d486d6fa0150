import { unsentFormPage } from "../../plain/plain-page.ts";
import { type WebContext, webContext } from "../../server/context.ts";
import { readText } from "../../server/read-text.ts";
import { rememberGift } from "../../server/session/gifts-cookie.ts";
import { type GiveForm, readGiveForm } from "./give-form.ts";
import { KEPT_PARAMETER, type Kept, newNonce, setCookie, writeKept } from "./kept-cookie.ts";
import { type Again, type Go, receiveGift } from "./receive-gift.ts";
import { isSameOrigin } from "./same-origin.ts";

/** A form with 280 characters of Bangla in percent-encoding is below 4 kB; nobody needs more than this. */
const BODY_MAX_BYTES = 32 * 1024;
const FORM_TYPE = "application/x-www-form-urlencoded";

/** Whoever opens the form's target by hand is shown where forms are. */
export const GET = (): Response => seeOther("/");

/**
 * Takes the donor's form and answers 303: to the provider's page, or back to the form with everything kept. An ordinary
 * form can post to it without scripts, and a page from before a deploy can post to it after.
 */
export async function POST(request: Request): Promise<Response> {
  const ctx = await webContext();
  if (!isSameOrigin(request.headers, ctx.settings.web.url)) {
    return plain(403, "This form was sent from another site. Nothing was charged.");
  }
  if (request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() !== FORM_TYPE) {
    return plain(415, "This address takes the form of a campaign's page. Nothing was charged.");
  }
  const body = await readText(request, BODY_MAX_BYTES);
  if (body === undefined) return plain(413, "This form is too large. Nothing was charged.");
  const fields = new URLSearchParams(body);
  const form = readGiveForm(fields);
  if (form === null)
    return plain(400, "This form is not complete. Nothing was charged. Please open it again.");

  const page = `/${form.locale}/campaigns/${encodeURIComponent(form.slug)}/give`;
  const place = { path: page, isSecure: ctx.settings.web.url.startsWith("https:") };
  const landing = await receiveGift(ctx, form);
  if (landing.kind === "busy") return busy(unsentFormPage(form.locale, fields), landing.retryAfterS);
  if (landing.kind === "go") return go(ctx, landing, setCookie("", place));
  const kept = keptOf(form, landing);
  const query = new URLSearchParams({
    [KEPT_PARAMETER]: kept.nonce,
    ...(kept.token !== null && { gift: kept.token }),
  });
  return seeOther(`${page}?${query.toString()}`, setCookie(writeKept(kept), place));
}

/** A guest's browser remembers the gift; who is signed in finds it in their account, on every browser. */
async function go(ctx: WebContext, { location, token }: Go, noKeptForm: string): Promise<Response> {
  const answer = seeOther(location, noKeptForm);
  if (token !== undefined && (await ctx.readCaller()) === null)
    answer.headers.append("set-cookie", await rememberGift(ctx.settings, ctx.header("cookie"), token));
  return answer;
}

const keptOf = (form: GiveForm, { token, refusal, retryAfterS, problems, challenge }: Again): Kept => ({
  nonce: newNonce(),
  token,
  formId: refusal === "waiting" ? form.formId : null,
  refusal,
  retryAfterS,
  challenge,
  problems: problems.map(({ field, code, choices }) => ({
    field,
    code,
    choices: choices && [choices[0], choices[1]],
  })),
  values: form.values,
});

function seeOther(location: string, cookie?: string): Response {
  const headers = new Headers({ location, "cache-control": "no-store" });
  if (cookie !== undefined) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}

const busy = (page: string, retryAfterS: number): Response =>
  new Response(page, {
    status: 503,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "retry-after": `${retryAfterS}`,
    },
  });

const plain = (status: number, words: string): Response =>
  new Response(`${words}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
