import type { IncomingMessage, RequestListener, ServerResponse } from "node:http";
import { failure } from "@careforall/api/rest";
import { NOTICE_BODY_MAX_BYTES } from "@careforall/api/payment";
import { answerPlainly, isDataRequest, isPageRequest } from "../../plain/answer-plainly.ts";
import { clientAddress } from "../client-address.ts";
import { headerOf, nodeContext } from "../node-context.ts";
import { originOf } from "../origin.ts";
import { CLIENT_ADDRESS_HEADER, siteOf } from "../request-context.ts";
import { services } from "../services.ts";
import { newDeviceCookie } from "@careforall/api/limit";
import { createAccountDoor } from "./account-door.ts";
import { answerBusy, answerMissing, isCrowded } from "./answer-plain-page.ts";
import { observeRequest, stripInternalHeaders } from "./observe-request.ts";
import { CSP_REPORT_PATH, protect, protectPage, type Protection } from "./security-headers.ts";
import { serveCspReport } from "./serve-csp-report.ts";
import { healthRoutes, serveHealth } from "./serve-health.ts";
import { serveOwnGifts } from "./serve-own-gifts.ts";
import { servePaper } from "./serve-paper.ts";
import { serveUploads } from "./serve-uploads.ts";
import { REST_PREFIX, serveRest } from "./serve-rest.ts";
import { serveTrpc, TRPC_PREFIX } from "./serve-trpc.ts";
import { chooseStaffLanguage } from "./staff-language.ts";

type Front = {
  readonly next: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  /** The router that Node loaded does not hot-reload: in development /api/trpc goes through Next. */
  readonly isDevelopment: boolean;
};

/** Every request, in development and production: what the server answers itself, and the rest through Next. */
export const serveRequest =
  (front: Front): RequestListener =>
  (request, response) => {
    services().reach.watch(() => {
      serve(front, request, response).catch((error: unknown) => answerFailure(request, response, error));
    });
  };

async function serve(front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  prepare(request, response);
  closeUnlessRead(request, response);
  const url = urlOf(request);
  const protection = protectionOf(front);
  protect(response, url?.pathname ?? "", protection);
  observeRequest(request, response, url?.pathname ?? "");
  if (url === null) {
    response.writeHead(400, { connection: "close" }).end();
    return;
  }
  return answer(front, request, response, url);
}

async function answer(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (isRefusedMethod(request, url)) {
    response.writeHead(405, { allow: [...METHODS].join(", "), connection: "close" }).end();
    return;
  }
  if (url.pathname === CSP_REPORT_PATH) return serveCspReport(request, response);
  if (url.pathname in healthRoutes) return serveHealth(request, response, url.pathname);
  if (url.pathname.startsWith(`${REST_PREFIX}/`)) return serveRest(request, response, url);
  if (url.pathname.startsWith(TRPC_PREFIX) && !front.isDevelopment) return serveTrpc(request, response, url);
  if (await serveUploads(request, response, url)) return;
  if ((await servePaper(request, response, url)) || (await serveOwnGifts(request, response, url))) return;
  return servePage(front, request, response, url);
}

/** What Next answers: pages, the form's target, notifications. */
async function servePage(
  front: Front,
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<void> {
  if (Number(request.headers["content-length"] ?? 0) > NOTICE_BODY_MAX_BYTES) {
    response.writeHead(413, { connection: "close" }).end();
    return;
  }
  if (isPage(url)) protectPage(request, response, protectionOf(front));
  if (isNobodys(url)) return answerMissing(request, response);
  if (isAccountForm(request, url) && !enterAccounts(response)) return answerBusy(request, response);
  if (FORM_PAGE.test(url.pathname)) prepareForm(request, response);
  if (!front.isDevelopment && isForPage(request) && isCrowded()) return answerBusy(request, response);
  await chooseStaffLanguage(request, url);
  if (!front.isDevelopment) answerPlainly(request, response, services().reach.refusal);
  return front.next(request, response);
}

const isForPage = (request: IncomingMessage): boolean => isPageRequest(request) || isDataRequest(request);

/** Null for what names no address here: `*`, another host's address, something that is no path at all. */
const urlOf = ({ url = "/" }: IncomingMessage): URL | null =>
  url.startsWith("/") && !url.startsWith("//") ? URL.parse(url, "http://localhost") : null;

/**
 * Escapes that are no UTF-8, or stand for a percent sign: no address of ours has them. Next reads the escapes of a path
 * twice, and answers 500 to one that it cannot read the first or the second time.
 */
function isNobodys({ pathname }: URL): boolean {
  try {
    return decodeURIComponent(pathname).includes("%");
  } catch {
    return true;
  }
}

/**
 * Going back to the form shows the page that was left, not a new one: its id leads to the same gift, so a donor who
 * sends it again pays once. Next would forbid the browser to keep it (`no-store`); nobody else may.
 */
const FORM_PAGE = /^\/[a-z]{2}\/campaigns\/[^/]+\/give$/;
const FORM_CACHE_CONTROL = "private, no-cache";

function prepareForm(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader("cache-control", FORM_CACHE_CONTROL);
  const { settings } = services();
  if (nodeContext(request).device === null)
    response.appendHeader("set-cookie", newDeviceCookie(siteOf(settings)));
}

/** Nothing of ours answers others; TRACE would show a page's cookies to its scripts. */
const METHODS = new Set(["GET", "HEAD", "POST"]);

/** REST says so itself, in its envelope. */
const isRefusedMethod = ({ method = "" }: IncomingMessage, { pathname }: URL): boolean =>
  !METHODS.has(method) && !pathname.startsWith(`${REST_PREFIX}/`);

/** What is answered by a page, or by the page that stands in for it; files, pictures and interfaces are not. */
const isPage = ({ pathname }: URL): boolean => !/^\/(api|_next|covers)\/|\.\w+$/.test(pathname);

const protectionOf = ({ isDevelopment }: Front): Protection => {
  const { settings, providers } = services();
  const pageOrigins = [...providers.values()].flatMap((provider) => provider.pageOrigins);
  return { webUrl: settings.web.url, filesUrl: settings.uploads.url, pageOrigins, isDevelopment };
};

const enterAccounts = createAccountDoor();
const isAccountForm = ({ method }: IncomingMessage, { pathname }: URL): boolean =>
  method === "POST" && pathname.startsWith("/account/");

/** What both sides, ours and Next's, may rely on: our own ids and the client's address, and nothing internal from outside. */
function prepare(request: IncomingMessage, response: ServerResponse): void {
  stripInternalHeaders(request);
  const header = (name: string) => headerOf(request, name);
  const { requestId, traceparent } = originOf(header);
  const { trustedProxyHops } = services().settings.web;
  const connection = request.socket.remoteAddress ?? "";
  request.headers["x-request-id"] = requestId ?? "";
  request.headers["traceparent"] = traceparent ?? "";
  request.headers[CLIENT_ADDRESS_HEADER] = clientAddress(
    connection,
    header("x-forwarded-for"),
    trustedProxyHops,
  );
  response.setHeader("x-request-id", requestId ?? "");
}

/**
 * An answer before the end of the body (it is too large, or refused before it was read) is the last one of its
 * connection: the rest of the body would stand in the way of the next request, which would wait for ever.
 */
function closeUnlessRead(request: IncomingMessage, response: ServerResponse): void {
  const { "content-length": length = "0", "transfer-encoding": encoding } = request.headers;
  if (length === "0" && encoding === undefined) return;
  const mayStayOpen = response.shouldKeepAlive;
  response.shouldKeepAlive = false;
  request.once("end", () => (response.shouldKeepAlive = mayStayOpen));
}

function answerFailure(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  const answer = failure(nodeContext(request), error);
  if (response.headersSent) response.destroy();
  else response.writeHead(answer.status, answer.headers).end(answer.text);
}
