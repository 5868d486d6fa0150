import { toAppError } from "@careforall/api/router";
import { actorForCall, changeRole, zChangeRole } from "@careforall/api/staff";
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
  const ctx = await webContext();
  if (!isSameOrigin(request.headers, ctx.settings.web.url))
    return plain(403, "This form was sent from another site. Nothing was changed.");
  const caller = await ctx.readCaller();
  if (caller === null) return seeOther(`/en/sign-in?${new URLSearchParams({ return: PAGE })}`);
  const device = { address: ctx.clientAddress, agent: ctx.header("user-agent") };
  try {
    const actor = await actorForCall(ctx, caller, HANDLER_RULES["/admin/people/change"], device);
    const body = await readText(request, BODY_MAX_BYTES);
    if (body === undefined) return plain(413, "This form is too large. Nothing was changed.");
    const input = zChangeRole.parse(Object.fromEntries(new URLSearchParams(body)));
    await changeRole({ ...ctx, actor }, input, caller);
    return seeOther(`${PAGE}?${new URLSearchParams({ done: input.kind })}`);
  } catch (error) {
    const refusal = toAppError(error);
    if (refusal === null) throw error;
    if (refusal.code === "account.confirm_first")
      return seeOther(`/en/me/confirm?${new URLSearchParams({ return: PAGE })}`);
    if (refusal.kind === "forbidden") return plain(404, "There is no such page.");
    return seeOther(`${PAGE}?${new URLSearchParams({ problem: refusal.code })}`);
  }
}

const seeOther = (location: string): Response =>
  new Response(null, { status: 303, headers: { location, "cache-control": "no-store" } });

const plain = (status: number, words: string): Response =>
  new Response(`${words}\n`, { status, headers: { "content-type": "text/plain; charset=utf-8" } });
