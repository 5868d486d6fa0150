import type { IncomingMessage, ServerResponse } from "node:http";
import { failure, handleRest, openApiDocument, type RestAnswer } from "@careforall/api/rest";
import { AppError } from "@careforall/domain/shared";
import { nodeContext } from "../node-context.ts";
import { services } from "../services.ts";
import { CALL_BODY_MAX_BYTES } from "../trpc-guard.ts";
import { readBody } from "./body.ts";

export const REST_PREFIX = "/api/v1";

let document: string | undefined;

/** Serves /api/v1: the document, and the calls in their envelope. */
export async function serveRest(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
  const path = url.pathname.slice(REST_PREFIX.length);
  if (path === "/openapi.json" && request.method === "GET") {
    document ??= JSON.stringify(openApiDocument(services().settings.web.url));
    response.writeHead(200, { "content-type": "application/json; charset=utf-8" }).end(document);
    return;
  }
  const answer = await answerCall(request, url, path);
  // With its length told, header and body are one piece to write; without, Node sends the body in chunks.
  const length = Buffer.byteLength(answer.text);
  response.writeHead(answer.status, { ...answer.headers, "content-length": length }).end(answer.text);
}

async function answerCall(request: IncomingMessage, url: URL, path: string): Promise<RestAnswer> {
  const ctx = nodeContext(request);
  try {
    const body = request.method === "GET" ? null : await readBody(request, CALL_BODY_MAX_BYTES);
    if (body !== null && !/^application\/json(;|$)/i.test(ctx.header("content-type") ?? "")) {
      throw new AppError(
        "invalid",
        "input.not_json",
        "Send the body as application/json. Nothing was written.",
      );
    }
    return await handleRest(ctx, { method: request.method ?? "GET", path, query: url.searchParams, body });
  } catch (error) {
    return failure(ctx, error);
  }
}
