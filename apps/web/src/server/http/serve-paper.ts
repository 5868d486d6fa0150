import type { IncomingMessage, ServerResponse } from "node:http";
import { AppError } from "@careforall/domain/shared";
import { Press } from "../../paper/press.ts";
import { nodeContext } from "../node-context.ts";
import type { WebContext } from "../request-context.ts";
import { answerBusy, answerMissing } from "./answer-plain-page.ts";
import { mayHavePaper } from "./paper-limits.ts";
import { paperAt } from "./papers.ts";
import { toSignIn } from "./to-sign-in.ts";

/** One for the process: its limits are those of the machine. */
const press = new Press();

/**
 * Serves the papers that are files. Outside Next, because they are drawn in a thread that Next's bundle cannot start.
 * Answers false when the address is no paper's.
 */
export async function servePaper(
  request: IncomingMessage,
  response: ServerResponse,
  url: URL,
): Promise<boolean> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const found = isRead ? paperAt(url.pathname) : null;
  if (found === null) return false;
  const ctx = nodeContext(request);
  try {
    if (!(await mayHavePaper(ctx, { request, response }))) return true;
    const caller = found.isForOwner ? await ctx.readCaller() : null;
    if (found.isForOwner && caller === null) {
      toSignIn(response, found.locale, url);
      return true;
    }
    const paper = await found.read(ctx, caller);
    const pdf = await press.print(paper);
    response.writeHead(200, {
      "content-type": "application/pdf",
      "content-length": pdf.byteLength,
      "content-disposition": `inline; filename="${paper.fileName}.pdf"`,
      "cache-control": "private, no-store",
      "x-robots-tag": "noindex",
    });
    response.end(request.method === "HEAD" ? undefined : pdf);
  } catch (error) {
    answerProblem(ctx, { request, response, url }, error);
  }
  return true;
}

type Exchange = {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
};

/** In words and on a page, because a person has clicked. What nobody expected is the server's to answer. */
function answerProblem(ctx: WebContext, { request, response, url }: Exchange, error: unknown): void {
  if (!(error instanceof AppError)) throw error;
  if (error.kind === "not_found") return answerMissing(request, response);
  if (error.kind === "unavailable") {
    if (error.cause !== undefined) ctx.log.error({ err: error }, "a paper could not be drawn");
    return answerBusy(request, response, error.retryAfterS);
  }
  if (error.kind !== "unprocessable") throw error;
  // Its page says what is the matter.
  response.writeHead(303, { location: url.pathname.replace(/\.pdf$/, "") }).end();
}
