import type { IncomingMessage, ServerResponse } from "node:http";
import type { Caller } from "@careforall/api/account";
import { takeLimits } from "@careforall/api/limit";
import { toAppError } from "@careforall/api/router";
import { setAvatar } from "@careforall/api/upload";
import { type Locale, LOCALES } from "@careforall/domain/shared";
import { PICTURE_BYTES_MAX } from "@careforall/domain/upload";
import { keptCookie, newNonce } from "../../account/kept.ts";
import { problemOf } from "../../account/problem-of.ts";
import { isSameOrigin } from "../../app/give/same-origin.ts";
import { PLAIN_STYLE_SOURCE, plainPage } from "../../plain/plain-page.ts";
import { Darkroom } from "../../upload/darkroom.ts";
import { headerOf, nodeContext } from "../node-context.ts";
import type { WebContext } from "../request-context.ts";
import { createAccountDoor } from "./account-door.ts";
import { readBytes } from "./body.ts";

/** A picture that is too large is told so on its form; of what is larger than this nobody reads the end. */
const BODY_MAX_BYTES = 2 * PICTURE_BYTES_MAX;
/** Each holds its body in memory. */
const UPLOADS_MAX = 4;
const RETRY_AFTER_S = 5;
const FORM_TYPE = "multipart/form-data";

const enter = createAccountDoor(UPLOADS_MAX);
/** One for the process: its limits are those of the machine. */
const darkroom = new Darkroom();

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };
type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
};

/**
 * Takes the form of one's own picture and answers 303: to the profile, with what became of it. Works without scripts;
 * only from our own pages. The language is in the address, because of the body nothing is read in this process.
 */
export async function takeAvatar(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  const given = url.searchParams.get("locale");
  const locale = LOCALES.find((known) => known === given) ?? "en";
  send({ request, response }, await answerTo({ request, response }, locale));
}

async function answerTo(exchange: Exchange, locale: Locale): Promise<Answer> {
  const { request, response } = exchange;
  if (request.method !== "POST") return seeOther(`/${locale}/me`);
  const ctx = nodeContext(request);
  if (!isSameOrigin(originOf(request), ctx.settings.web.url))
    return plain(403, "This form was sent from another site. Nothing was changed.");
  if (ctx.header("content-type")?.split(";")[0]?.trim().toLowerCase() !== FORM_TYPE)
    return plain(415, "This address takes the form of a picture. Nothing was changed.");
  try {
    const caller = await ctx.readCaller();
    if (caller === null)
      return seeOther(`/${locale}/sign-in?${new URLSearchParams({ return: `/${locale}/me` })}`);
    await takeLimits(ctx, ["account", "upload"]);
    if (!enter(response)) return page(503, "busy", locale);
    return await take(ctx, exchange, { caller, locale });
  } catch (error) {
    return again(ctx, locale, error);
  }
}

async function take(
  ctx: WebContext,
  { request }: Exchange,
  { caller, locale }: { readonly caller: Caller; readonly locale: Locale },
): Promise<Answer> {
  const body = await readBytes(request, BODY_MAX_BYTES);
  if (body === null) return page(413, "too_large", locale);
  const files = await darkroom.develop({ contentType: ctx.header("content-type") ?? "", body });
  await setAvatar(ctx, files, caller);
  return seeOther(`/${locale}/me?done=pictureSaved`);
}

/** Back to the form with what is wrong. */
function again(ctx: WebContext, locale: Locale, error: unknown): Answer {
  const refusal = toAppError(error);
  const problem = problemOf(error);
  if (problem === "unexpected" || (error instanceof Error && error.cause !== undefined))
    ctx.log.error({ err: error }, "a picture could not be taken");
  const path = `/${locale}/me`;
  const kept = { nonce: newNonce(), action: "picture", problem, values: {} };
  const isSecure = ctx.settings.web.url.startsWith("https:");
  const { headers, status } = seeOther(`${path}?${new URLSearchParams({ kept: kept.nonce })}`);
  const wait = refusal?.retryAfterS;
  return {
    status,
    headers: {
      ...headers,
      "set-cookie": keptCookie(kept, { path, isSecure }),
      // The form says it in words; this is for programs.
      ...(wait !== undefined && { "retry-after": `${wait}` }),
    },
  };
}

const originOf = (request: IncomingMessage): Headers =>
  new Headers(
    ["sec-fetch-site", "origin", "host"].flatMap((name) => {
      const value = headerOf(request, name);
      return value === null ? [] : [[name, value] satisfies [string, string]];
    }),
  );

const seeOther = (location: string): Answer => ({ status: 303, headers: { location } });

const plain = (status: number, words: string): Answer => ({
  status,
  headers: { "content-type": "text/plain; charset=utf-8" },
  body: `${words}\n`,
});

/** The server has no page to protect at this address; this one has a style of its own and nothing else. */
const PAGE_POLICY = `default-src 'none'; style-src ${PLAIN_STYLE_SOURCE}; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

const page = (status: 413 | 503, lack: "too_large" | "busy", locale: Locale): Answer => ({
  status,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": PAGE_POLICY,
    ...(status === 503 && { "retry-after": `${RETRY_AFTER_S}` }),
  },
  body: plainPage(lack, `/${locale}/me`),
});

/**
 * The whole answer at once, but its end only after the body's: a connection that is closed while a browser still writes
 * takes the answer with it. How long that may take is bounded for every request (create-server.ts).
 */
function send({ request, response }: Exchange, { status, headers, body = "" }: Answer): void {
  response.writeHead(status, {
    ...headers,
    "content-length": Buffer.byteLength(body),
    "cache-control": "no-store",
  });
  response.flushHeaders();
  if (body !== "") response.write(body);
  const end = (): void => void response.end();
  if (request.complete) return end();
  request.once("end", end);
  request.once("close", end);
  request.resume();
}
