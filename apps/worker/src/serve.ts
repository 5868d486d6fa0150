import http from "node:http";
import type { Context } from "@careforall/api/context";
import { checkDatabase, mayLook, refreshGauges } from "@careforall/api/health";
import { readLag } from "@careforall/db/outbox";
import type { Settings } from "@careforall/api/settings";

/** What the worker says about itself on its own port. */
export type Probe = { isReady: boolean; isStopping: boolean };

const REQUEST_TIMEOUT_MS = 10_000;

/** Health and metrics of the worker. Live touches nothing; ready asks the database; metrics want the token. */
export function serveHealth(ctx: Context, settings: Settings, probe: Probe): Promise<http.Server> {
  const server = http.createServer((request, response) => {
    answer(ctx, settings, probe, request)
      .catch((error: unknown) => {
        ctx.log.error({ err: error }, "a health check failed");
        return { status: 500, body: { status: "failed" } } satisfies Answer;
      })
      .then(
        ({ status, body, type }: Answer) => {
          const text = typeof body === "string" ? body : JSON.stringify(body);
          response.writeHead(status, { "content-type": type ?? "application/json; charset=utf-8" }).end(text);
        },
        () => response.destroy(),
      );
  });
  server.requestTimeout = REQUEST_TIMEOUT_MS;
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(settings.worker.port, settings.web.host, () => resolve(server));
  });
}

type Answer = { readonly status: number; readonly body: object | string; readonly type?: string };

async function answer(
  ctx: Context,
  settings: Settings,
  probe: Probe,
  request: http.IncomingMessage,
): Promise<Answer> {
  switch (new URL(request.url ?? "/", "http://localhost").pathname) {
    case "/health/live":
      return { status: 200, body: { status: "live" } };
    case "/health":
    case "/health/ready":
      return ready(ctx, settings, probe);
    case "/metrics":
      if (!mayLook(settings, request.headers.authorization))
        return { status: 401, body: { error: "Send Authorization: Bearer with the HEALTH_TOKEN." } };
      await refreshGauges(ctx, ctx.metrics);
      return {
        status: 200,
        body: await ctx.metrics.registry.metrics(),
        type: ctx.metrics.registry.contentType,
      };
    default:
      return { status: 404, body: { error: "not found" } };
  }
}

async function ready(ctx: Context, settings: Settings, probe: Probe): Promise<Answer> {
  if (probe.isStopping || !probe.isReady)
    return { status: 503, body: { status: probe.isStopping ? "stopping" : "starting" } };
  const database = await checkDatabase(ctx.db, settings.mode);
  if (!database.isReady) return { status: 503, body: { status: "not ready", database } };
  return { status: 200, body: { status: "ready", lag: await readLag(ctx.db) } };
}
