import type { IncomingMessage, ServerResponse } from "node:http";
import { getReceipt } from "@careforall/api/receipt";
import { AppError, LOCALES } from "@careforall/domain/shared";
import type { Paper } from "../../paper/paper.ts";
import { Press } from "../../paper/press.ts";
import { receiptPaper } from "../../paper/receipt-paper.ts";
import { nodeContext } from "../node-context.ts";
import { answerBusy, answerMissing } from "./answer-plain-page.ts";
import type { WebContext } from "../request-context.ts";

const LOCALE = `(${LOCALES.join("|")})`;
const RECEIPT = new RegExp(String.raw`^/${LOCALE}/gifts/([\w-]{22,32})/receipt\.pdf$`);

/** One for the process: its limits are those of the machine. */
const press = new Press();

/** What a PDF is made of, when the address is one; null when it is not. */
function paperAt(pathname: string): ((ctx: WebContext) => Promise<Paper>) | null {
  const [, language, token] = RECEIPT.exec(pathname) ?? [];
  const locale = LOCALES.find((known) => known === language);
  if (locale === undefined || token === undefined) return null;
  return async (ctx) => {
    const receipt = await getReceipt(ctx, { token, locale });
    if (receipt === null) throw numberIsComing();
    return receiptPaper(receipt, { locale, isTestMoney: ctx.settings.testMoney });
  };
}

const NUMBER_COMES_IN_S = 5;

const numberIsComing = (): AppError =>
  new AppError("unavailable", "receipt.not_numbered", "This receipt is being numbered.", {
    retryAfterS: NUMBER_COMES_IN_S,
  });

/**
 * Serves the papers that are files. Outside Next, because they are drawn in a thread that Next's bundle cannot start.
 * Answers false when the address is no paper's.
 */
export async function servePaper(
  request: IncomingMessage,
  response: ServerResponse,
  { pathname }: URL,
): Promise<boolean> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const read = isRead ? paperAt(pathname) : null;
  if (read === null) return false;
  const ctx = nodeContext(request);
  try {
    const paper = await read(ctx);
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
    answerProblem(ctx, request, response, error);
  }
  return true;
}

/** In words and on a page, because a person has clicked. What nobody expected is the server's to answer. */
function answerProblem(
  ctx: WebContext,
  request: IncomingMessage,
  response: ServerResponse,
  error: unknown,
): void {
  if (!(error instanceof AppError)) throw error;
  if (error.kind === "not_found") return answerMissing(request, response);
  if (error.kind !== "unavailable") throw error;
  if (error.cause !== undefined) ctx.log.error({ err: error }, "a paper could not be drawn");
  answerBusy(request, response, error.retryAfterS);
}
