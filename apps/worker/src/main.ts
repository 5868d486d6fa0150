import { checkDatabase } from "@careforall/api/health";
import { bridgeToRedis, postgresSource } from "@careforall/api/live";
import { parseSettings, type Settings, SettingsError } from "@careforall/api/settings";
import { createForwarder } from "./dispatch/http-forwarder.ts";
import { startLoops } from "./loops/start-loops.ts";
import { createMailer } from "./message/mailer.ts";
import { startQueue } from "./queue/start-queue.ts";
import { type Probe, serveHealth } from "./serve.ts";
import { workerContext } from "./services.ts";

/** What is under way gets this long; then the process goes, and its claims go with its connections. */
const STOP_MAX_MS = 15_000;

function readSettings(): Settings {
  try {
    return parseSettings(process.env);
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
}

const settings = readSettings();
const ctx = workerContext(settings);
const { log, db } = ctx;
const probe: Probe = { isReady: false, isStopping: false };

const server = await serveHealth(ctx, settings, probe);
const database = await checkDatabase(db, settings.mode);
if (!database.isReady) {
  log.fatal({ why: database.why }, "the worker will not touch money on this database");
  process.exit(1);
}
const mailer = createMailer(settings.mail);
const queue = await startQueue(ctx, mailer);
const forwarder = settings.dispatch && createForwarder(settings.dispatch);
const loops = await startLoops(ctx, forwarder, { mayPoll: settings.mayPoll });
const bridge = startBridge();
const onQueueEnded = (error: unknown): void => {
  if (probe.isStopping) return;
  log.fatal({ err: error }, "the job queue ended by itself; the worker starts anew");
  process.exit(1);
};
queue.ended.then(onQueueEnded, onQueueEnded);
probe.isReady = true;
log.info({ port: settings.worker.port }, "worker ready");

/** With Redis, web processes listen there, and the worker announces what the database says. */
function startBridge(): { stop(): Promise<void> } | null {
  if (settings.redisUrl === null) return null;
  const onError = (error: unknown): void =>
    log.warn({ err: error }, "live updates by way of Redis are disturbed");
  const started = bridgeToRedis(settings.redisUrl, postgresSource(settings.database.url, onError), onError);
  started.start().catch(onError);
  return started;
}

async function stop(): Promise<void> {
  if (probe.isStopping) return;
  probe.isStopping = true;
  log.info("worker stopping");
  setTimeout(() => {
    log.error("the worker did not stop in time");
    process.exit(1);
  }, STOP_MAX_MS).unref();
  await bridge?.stop();
  await loops.stop();
  await queue.stop();
  mailer.close();
  server.close();
  await db.close();
  log.info("worker stopped");
  process.exit(0);
}

for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void stop());
