import type { IncomingMessage, ServerResponse } from "node:http";
import type { PoolRefusal } from "@careforall/api/observe";
import { soonS } from "@careforall/api/router";
import { chosenLanguage } from "../i18n/language-header.ts";
import { holdData } from "./hold-data.ts";
import { type Lack, plainPage } from "./plain-page.ts";

/**
 * Puts a plain page in the place of Next's page for a missing address or a failure, which is blank until its scripts
 * have run. Call it before Next gets the response. Status and our own headers stay; files and interfaces are left alone.
 * A page that failed because it got no connection to the database (`refusalOf`) is no failure of its own: 503, and when
 * to come again. So are the data of a page that is already alive (`holdData`).
 */
export function answerPlainly(
  request: IncomingMessage,
  response: ServerResponse,
  refusalOf: () => PoolRefusal | null,
): void {
  if (isDataRequest(request)) return holdData(response, refusalOf);
  if (!isPageRequest(request)) return;
  const writeHead = response.writeHead.bind(response);
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  const flushHeaders = response.flushHeaders.bind(response);
  let isReplaced = false;

  const replace = (): boolean => {
    if (isReplaced || response.headersSent) return isReplaced;
    if (!isLeftToScripts(response)) return false;
    const refusal = response.statusCode === 500 ? refusalOf() : null;
    isReplaced = true;
    if (refusal !== null) {
      response.statusCode = 503;
      response.setHeader("retry-after", `${soonS()}`);
    }
    const lack = lackOf(response.statusCode, refusal);
    const page = plainPage(lack, request.url ?? "/", chosenLanguage(request.headers));
    for (const name of ["content-encoding", "etag", "link"]) response.removeHeader(name);
    response.setHeader("content-type", "text/html; charset=utf-8");
    response.setHeader("content-length", Buffer.byteLength(page));
    response.setHeader("cache-control", "no-store");
    writeHead(response.statusCode);
    end(page, "utf8");
    return true;
  };

  response.writeHead = (status: number, ...rest: unknown[]) => {
    response.statusCode = status;
    return replace() ? response : Reflect.apply(writeHead, response, [status, ...rest]);
  };
  response.write = (...given: unknown[]) => (replace() ? told(given) : Reflect.apply(write, response, given));
  response.end = (...given: unknown[]) => {
    if (!replace()) return Reflect.apply(end, response, given);
    told(given);
    return response;
  };
  response.flushHeaders = () => {
    if (!replace()) flushHeaders();
  };
}

/** Next renders on into a response that has been answered; its callbacks must hear that all went well. */
function told(given: readonly unknown[]): true {
  const callback = given.at(-1);
  if (typeof callback === "function") process.nextTick(callback);
  return true;
}

function lackOf(status: number, refusal: PoolRefusal | null): Lack {
  if (status === 404) return "missing";
  return refusal === "full" || refusal === "late" ? "busy" : "broken";
}

const isLeftToScripts = (response: ServerResponse): boolean =>
  (response.statusCode === 404 || response.statusCode >= 500) &&
  String(response.getHeader("content-type") ?? "").startsWith("text/html");

/** Whether the scripts of a page that is already alive ask for the data of a page. */
export const isDataRequest = (request: IncomingMessage): boolean =>
  request.headers["rsc"] !== undefined && isPageAddress(request);

const isPageAddress = ({ method, url = "/" }: IncomingMessage): boolean =>
  (method === "GET" || method === "HEAD") && !url.startsWith("/api/") && !url.startsWith("/_next/");

/** Whether somebody looks at a page, and not at data, a file or an interface. */
export function isPageRequest(request: IncomingMessage): boolean {
  const { headers } = request;
  if (headers["rsc"] !== undefined || !isPageAddress(request)) return false;
  const accept = headers.accept ?? "*/*";
  return accept.includes("text/html") || accept.includes("*/*");
}
