import { toAppError } from "@careforall/api/router";
import { actorForCall, changeRole, zChangeRole } from "@careforall/api/staff";
import { getTranslations } from "next-intl/server";
import { HANDLER_RULES } from "../../../../access/rules.ts";
import { webContext } from "../../../../server/context.ts";
import { readText } from "../../../../server/read-text.ts";
import { isSameOrigin } from "../../../give/same-origin.ts";

const PAGE = "/admin/people";
/** An address, a role and a reason, in percent-encoding. */
const BODY_MAX_BYTES = 8 * 1024;

/** Whoever opens a form's target by hand is shown where the form is. */
export const GET = (): Response => seeOther(PAGE);

/** Takes the forms of the people of staff and answers 303, with what became of it. Only from our own pages. */
export async function POST(request: Request): Promise<Response> {
  const [ctx, t] = await Promise.all([webContext(), getTranslations("Staff")]);
  if (!isSameOrigin(request.headers, ctx.settings.web.url)) return plain(403, t("otherSite"));
  const caller = await ctx.readCaller();
  if (caller === null) return seeOther(`/en/sign-in?${new URLSearchParams({ return: PAGE })}`);
  const device = { address: ctx.clientAddress, agent: ctx.header("user-agent") };
  try {
    const actor = await actorForCall(ctx, caller, HANDLER_RULES["/admin/people/change"], device);
    const body = await readText(request, BODY_MAX_BYTES);
    if (body === undefined) return plain(413, t("formTooLarge"));
    const input = zChangeRole.parse(Object.fromEntries(new URLSearchParams(body)));
    await changeRole({ ...ctx, actor }, input, caller);
    return seeOther(`${PAGE}?${new URLSearchParams({ done: input.kind })}`);
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal === null) throw error;
    if (refusal.code === "account.confirm_first")
      return seeOther(`/${caller.locale}/me/confirm?${new URLSearchParams({ return: PAGE })}`);
    if (refusal.kind === "forbidden") return plain(404, t("noSuchPage"));
    return seeOther(`${PAGE}?${new URLSearchParams({ problem: refusal.code })}`);
  }
}

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

const plain = (status: number, words: string): Response =>
  new Response(`${words}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
