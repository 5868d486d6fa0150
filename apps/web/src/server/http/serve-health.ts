import type { IncomingMessage, ServerResponse } from "node:http";
import { checkDatabase, isWorkerAlive, mayLook, readDeepHealth, refreshGauges } from "@careforall/api/health";
import { measurePool } from "@careforall/api/observe";
import { services } from "../services.ts";
import { shareFlight } from "./share-flight.ts";

/** What stops this process from taking requests; set once, when it is told to stop. */
export const lifecycle = { isStopping: false };

const startedAt = new Date();

type Answer = { readonly status: number; readonly body: object | string; readonly type?: string };

/** The operators' addresses. Live touches nothing; ready asks the database and never the worker. */
export const healthRoutes: Record<string, (request: IncomingMessage) => Promise<Answer>> = {
  "/api/health/live": () => Promise.resolve({ status: 200, body: { status: "live" } }),
  "/api/health/ready": ready,
  "/health": ready,
  "/api/health/deep": async (request) =>
    mayLook(services().settings, request.headers.authorization) ? deep() : DENIED,
  "/api/services": listServices,
  "/api/metrics": async (request) =>
    mayLook(services().settings, request.headers.authorization) ? metrics() : DENIED,
};

export async function serveHealth(
  request: IncomingMessage,
  response: ServerResponse,
  path: string,
): Promise<void> {
  const answer: Answer = (await healthRoutes[path]?.(request)) ?? { status: 404, body: {} };
  const isText = typeof answer.body === "string";
  response
    .writeHead(answer.status, {
      "content-type": answer.type ?? "application/json; charset=utf-8",
      "cache-control": "no-store",
    })
    .end(isText ? answer.body : JSON.stringify(answer.body));
}

const DENIED: Answer = { status: 401, body: { error: "Send Authorization: Bearer with the HEALTH_TOKEN." } };

/**
 * On the connections that donors cannot take: a process whose donors queue is busy, not dead, and taking it away would
 * send them all to the next one. However many ask, one question is under way, so nobody can fill that pool by asking.
 */
const askDatabase = shareFlight(() => checkDatabase(services().webhookDb, services().settings.mode));

async function ready(): Promise<Answer> {
  if (lifecycle.isStopping) return { status: 503, body: { status: "stopping" } };
  const database = await askDatabase();
  return {
    status: database.isReady ? 200 : 503,
    body: { status: database.isReady ? "ready" : "not ready", database },
  };
}

async function deep(): Promise<Answer> {
  const { webhookDb: db, hub, config } = services();
  const database = await askDatabase();
  if (!database.isReady) return { status: 503, body: { database } };
  return {
    status: 200,
    body: {
      database,
      ...(await readDeepHealth({ db, config })),
      liveWatchers: hub.watchers,
      upSince: startedAt,
    },
  };
}

const askWorker = shareFlight(() => isWorkerAlive(services().webhookDb));

/** The parts of the product and whether they answer, for people. */
async function listServices(): Promise<Answer> {
  const { settings } = services();
  const database = await askDatabase();
  const isWorking = database.isReady && (await askWorker());
  const body = {
    services: [
      { name: "web", status: lifecycle.isStopping ? "stopping" : "up", since: startedAt },
      { name: "worker", status: isWorking ? "up" : "down", since: null },
      { name: "postgres", status: database.isReady ? "up" : "down", since: null },
      { name: "redis", status: settings.redisUrl === null ? "off" : "on", since: null },
    ],
  };
  return { status: 200, body };
}

/** What this process knows by itself is told even when the database cannot be asked. */
async function metrics(): Promise<Answer> {
  const { db, webhookDb, config, hub, log, metrics: measures } = services();
  measures.liveWatchers.set(hub.watchers);
  measurePool(measures, "donors", db);
  measurePool(measures, "webhooks", webhookDb);
  await refreshGauges({ db: webhookDb, config }, measures).catch((error: unknown) =>
    log.warn({ err: error }, "the gauges that live in the database are as they were"),
  );
  return { status: 200, body: await measures.registry.metrics(), type: measures.registry.contentType };
}
