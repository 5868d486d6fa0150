import http from "node:http";
import pg from "pg";
import * as z from "zod";
import type { BareHandler } from "./bare/answer.ts";
import { bareCreateInOne } from "./bare/create-in-one.ts";
import { bareCreateInSteps } from "./bare/create-in-steps.ts";
import { bareSum, bareTotals } from "./bare/totals.ts";
import { bareWebhook } from "./bare/webhook.ts";

// The rival: node:http and pg, and nothing between them. No framework, no validation, no log, no measures; the same
// rows, prepared statements, number of connections and durability as the product.

const settings = z
  .object({
    BARE_PORT: z.coerce.number().int().positive(),
    BARE_DATABASE_URL: z.string(),
    BARE_POOL_MAX: z.coerce.number().int().positive(),
    BARE_STORE_PASSWORD: z.string().min(1),
  })
  .parse(process.env);

const pool = new pg.Pool({ connectionString: settings.BARE_DATABASE_URL, max: settings.BARE_POOL_MAX });
// An idle connection that the server closes at the end of the bench is no error.
pool.on("error", () => undefined);

const handlers: Readonly<Record<string, BareHandler>> = {
  ready: () => Promise.resolve({ status: 200, value: {} }),
  totals: bareTotals(pool),
  sum: bareSum(pool),
  pledges: bareCreateInOne(pool),
  "pledges-in-steps": bareCreateInSteps(pool),
  webhook: bareWebhook(pool, settings.BARE_STORE_PASSWORD),
};

async function answer(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const [, route = "", name = ""] = (request.url ?? "").split("/");
  let body = "";
  if (request.method === "POST") {
    request.setEncoding("utf8");
    for await (const chunk of request as AsyncIterable<string>) body += chunk;
  }
  const key = request.headers["idempotency-key"];
  const answered = await handlers[route]?.({ name, body, key: typeof key === "string" ? key : "" });
  response
    .writeHead(answered?.status ?? 404, { "content-type": "application/json; charset=utf-8" })
    .end(JSON.stringify(answered?.value ?? {}));
}

const server = http.createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(500).end();
  });
});
server.listen(settings.BARE_PORT, "127.0.0.1");

process.once("SIGTERM", () => {
  server.close(() => void pool.end());
  server.closeAllConnections();
});
