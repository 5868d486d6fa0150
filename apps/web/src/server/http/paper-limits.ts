import type { IncomingMessage, ServerResponse } from "node:http";
import { takeLimits } from "@careforall/api/limit";
import { AppError } from "@careforall/domain/shared";
import type { WebContext } from "../request-context.ts";
import { answerTooOften } from "./answer-plain-page.ts";

type Exchange = { readonly request: IncomingMessage; readonly response: ServerResponse };

/**
 * Takes the points of a file: drawing a paper costs a thread some hundred milliseconds, a list one question for each of
 * its pages. Answers false when whoever asks comes too often, and has told them so (429).
 */
export async function mayHavePaper(ctx: WebContext, { request, response }: Exchange): Promise<boolean> {
  try {
    await takeLimits(ctx, ["paper_minute", "paper_stranger", "paper_address"]);
    return true;
  } catch (error) {
    if (!(error instanceof AppError) || error.kind !== "rate_limited") throw error;
    answerTooOften(request, response, error.retryAfterS);
    return false;
  }
}
