import { takeLimits } from "@careforall/api/limit";
import { comeBack, leftFrom } from "../../../../account/come-back.ts";
import { problemOf } from "../../../../account/problem-of.ts";
import { refusedPage } from "../../../../account/refused-page.ts";
import { webContext, type WebContext } from "../../../../server/context.ts";
import { noJourneyCookie, readJourney, type Journey } from "../../../../server/session/provider-cookie.ts";
import { sessionCookie } from "../../../../server/session/session-cookie.ts";

/**
 * Where browsers come back to from the sign-in provider. It changes something although it is a GET, as the protocol has
 * it: only for the browser that was sent there, by its sealed cookie, and once. Another site can send nobody's browser
 * here with an answer of its own.
 */
export async function GET(request: Request): Promise<Response> {
  const ctx = await webContext();
  if (ctx.signInProvider === undefined) return new Response("There is no such page.\n", { status: 404 });
  const journey = await readJourney(ctx.settings, ctx.header("cookie"));
  try {
    await takeLimits(ctx, ["account"]);
    const { location, sid, cookies = [] } = await comeBack(ctx, journey, new URL(request.url).search);
    const session = sid === undefined ? [] : [await sessionCookie(ctx.settings, sid)];
    return seeOther(location, noJourneyCookie(ctx.settings), ...session, ...cookies);
  } catch (error) {
    return refused(ctx, journey, error);
  }
}

/** The form that began each kind of journey. */
const FORMS = { "sign-in": "provider", link: "provider-link", confirm: "provider-confirm" } as const;

function refused(ctx: WebContext, journey: Journey | null, error: unknown): Response {
  const problem = problemOf(error);
  if (problem === "unexpected") ctx.log.error({ err: error }, "a return from the sign-in provider broke");
  const action = FORMS[journey?.purpose ?? "sign-in"];
  const again = { path: leftFrom(journey), action, problem, values: {}, back: journey?.back ?? null };
  const { location, cookie } = refusedPage(ctx, again);
  return seeOther(location, noJourneyCookie(ctx.settings), cookie);
}

function seeOther(location: string, ...cookies: readonly string[]): Response {
  // The address that was come to holds a code: it is told to nobody.
  const headers = new Headers({ location, "cache-control": "no-store", "referrer-policy": "no-referrer" });
  for (const cookie of cookies) headers.append("set-cookie", cookie);
  return new Response(null, { status: 303, headers });
}
