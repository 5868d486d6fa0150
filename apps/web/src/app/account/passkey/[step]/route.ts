import { type AppErrorKind, type Locale, LOCALES } from "@careforall/domain/shared";
import { toAppError } from "@careforall/api/router";
import * as z from "zod";
import { guardPasskeyStep } from "../../../../account/guard-form.ts";
import { type Arrival, passkeyStepOf } from "../../../../account/passkey-steps.ts";
import { problemOf } from "../../../../account/problem-of.ts";
import { type WebContext, webContext } from "../../../../server/context.ts";
import { readText } from "../../../../server/read-text.ts";
import { sessionCookie } from "../../../../server/session/session-cookie.ts";
import { passkeyCookie } from "../../../../server/session/short-cookies.ts";
import { isSameOrigin } from "../../../give/same-origin.ts";

/** A key with a long attestation has some thousand bytes. */
const BODY_MAX_BYTES = 32 * 1024;

const zBody = z.object({
  locale: z.enum(LOCALES),
  /** Where to go afterwards. */
  back: z.string().max(2_000).optional(),
  name: z.string().max(1_000).optional(),
  answer: z.unknown().optional(),
});

type Params = { readonly params: Promise<{ step: string }> };

/**
 * Talks with the script of the passkey buttons: gives a question, whose text it keeps in a cookie of this browser, or takes
 * its answer and says where to go on. Like the forms, only for our own pages.
 */
export async function POST(request: Request, { params }: Params): Promise<Response> {
  const step = passkeyStepOf((await params).step);
  if (step === null) return json(404, { problem: "unexpected" });
  const ctx = await webContext();
  if (!isSameOrigin(request.headers, ctx.settings.web.url)) return json(403, { problem: "unexpected" });
  const body = zBody.safeParse(parsedJson(await readText(request, BODY_MAX_BYTES)));
  if (!body.success) return json(400, { problem: "unexpected" });
  const { locale } = body.data;
  try {
    await guardPasskeyStep(ctx);
    const caller = await ctx.readCaller();
    const outcome = await step({ ctx, caller, ...body.data });
    if ("options" in outcome) {
      const { options } = outcome;
      return json(200, { options }, passkeyCookie(ctx.settings, options.challenge));
    }
    return await land(ctx, outcome);
  } catch (error) {
    return refused(ctx, locale, error);
  }
}

async function land({ settings }: WebContext, { location, sid }: Arrival): Promise<Response> {
  const session = sid !== undefined ? [await sessionCookie(settings, sid)] : [];
  return json(200, { location }, passkeyCookie(settings, null), ...session);
}

function refused(ctx: WebContext, locale: Locale, error: unknown): Response {
  const refusal = toAppError(error);
  if (refusal?.code === "account.confirm_first") {
    const query = new URLSearchParams({ return: `/${locale}/me/security` });
    return json(200, { location: `/${locale}/me/confirm?${query}` });
  }
  if (refusal?.code === "account.not_signed_in") return json(200, { location: `/${locale}/sign-in` });
  if (refusal?.retryAfterS !== undefined) return later(refusal.kind, refusal.retryAfterS);
  const problem = problemOf(error);
  if (problem === "unexpected") ctx.log.error({ err: error }, "a passkey could not be handled");
  return json(problem === "unexpected" ? 500 : 422, { problem });
}

/** Asked for too often, or nobody could count it. */
function later(kind: AppErrorKind, retryAfterS: number): Response {
  const answer = json(kind === "rate_limited" ? 429 : 503, { problem: "too_often" });
  answer.headers.set("retry-after", `${retryAfterS}`);
  return answer;
}

function parsedJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return null;
  }
}

function json(status: number, body: unknown, ...cookies: readonly string[]): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify(body), { status, headers });
}
