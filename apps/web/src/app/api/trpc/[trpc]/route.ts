import { appRouter } from "@careforall/api/router";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import { contextOf } from "../../../../server/request-context.ts";
import { readText } from "../../../../server/read-text.ts";
import {
  BATCH_MAX,
  CALL_BODY_MAX_BYTES,
  headersOfAnswer,
  refuseCall,
} from "../../../../server/trpc-guard.ts";

/** tRPC through Next, for development: here the router hot-reloads. In production the server answers before Next. */
async function handle(request: Request): Promise<Response> {
  const header = (name: string) => request.headers.get(name);
  const context = contextOf(header);
  const status = refuseCall(request.method, header, context.settings.web.url);
  if (status !== null) return new Response(null, { status });
  // The fetch adapter has no limit of its own for bodies.
  const body = request.method === "POST" ? await readText(request, CALL_BODY_MAX_BYTES) : null;
  if (body === undefined) return new Response(null, { status: 413 });
  return fetchRequestHandler({
    endpoint: "/api/trpc",
    req: new Request(request.url, {
      method: request.method,
      headers: request.headers,
      body,
      signal: request.signal,
    }),
    router: appRouter,
    createContext: () => context,
    maxBatchSize: BATCH_MAX,
    responseMeta: headersOfAnswer,
  });
}

export { handle as GET, handle as POST };
