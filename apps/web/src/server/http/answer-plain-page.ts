import type { IncomingMessage, ServerResponse } from "node:http";
import { soonS } from "@careforall/api/router";
import { isDataRequest } from "../../plain/answer-plainly.ts";
import { plainPage } from "../../plain/plain-page.ts";
import { services } from "../services.ts";

/**
 * Whether the queue for a connection is full. A page is rendered for milliseconds of CPU, which the donors in the queue
 * need, before it would be told the same by the pool.
 */
export const isCrowded = (): boolean => {
  const { db, settings } = services();
  return db.pool.waitingCount >= settings.database.queueMax;
};

/**
 * Sends somebody who wants a page away before anything is done for it, with words and a time to come again. Scripts that
 * want its data read no words: they load the page.
 */
export function answerBusy(
  request: IncomingMessage,
  response: ServerResponse,
  retryAfterS: number = soonS(),
): void {
  response.setHeader("retry-after", `${retryAfterS}`);
  answerWith(response, 503, isDataRequest(request) ? "" : plainPage("busy", request.url ?? "/"));
}

/** The same to whoever asks too often. */
export function answerTooOften(
  request: IncomingMessage,
  response: ServerResponse,
  retryAfterS: number = soonS(),
): void {
  response.setHeader("retry-after", `${retryAfterS}`);
  answerWith(response, 429, plainPage("too_often", request.url ?? "/"));
}

/** The page for missing things, without asking Next for it. */
export const answerMissing = (request: IncomingMessage, response: ServerResponse): void =>
  answerWith(response, 404, plainPage("missing", request.url ?? "/"));

const answerWith = (response: ServerResponse, status: number, page: string): void =>
  void response
    .writeHead(status, {
      "content-type": "text/html; charset=utf-8",
      "content-length": Buffer.byteLength(page),
      "cache-control": "no-store",
    })
    .end(page);
