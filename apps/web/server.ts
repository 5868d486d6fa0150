import { parseSettings, SettingsError } from "@careforall/api/settings";
import next from "next";
import { createServer } from "./src/server/http/create-server.ts";
import { serveRequest } from "./src/server/http/serve-request.ts";
import { stopServer } from "./src/server/http/stop-server.ts";
import { services } from "./src/server/services.ts";

/** A try may take three seconds, where the database is silent or the machine very busy. */
const OPEN_TRIES = 5;

try {
  parseSettings(process.env);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const isDevelopment = process.env.NODE_ENV !== "production";
const { settings, log, db } = services();
const { host, port } = settings.web;

const server = createServer();

// Next attaches its own hot-reload listener for upgrades to `httpServer` in development; none of ours beside it.
const app = next({ dev: isDevelopment, dir: import.meta.dirname, port, hostname: host, httpServer: server });
await app.prepare();

server.on("request", serveRequest({ next: app.getRequestHandler(), isDevelopment }));
// In production Next would leave an upgrade that nobody asked for hanging for ever.
if (!isDevelopment) server.on("upgrade", (_request, socket) => socket.destroy());
server.once("error", (error) => {
  log.fatal({ err: error }, `the web cannot listen on ${host}:${port}`);
  process.exit(1);
});
// Whoever stops leaves all its load to us at once, and connections take longest to make when much is going on. Without a
// database we start all the same: readiness says that it is not there.
if (!isDevelopment) await openConnections();
server.listen(port, host, () => log.info({ port }, "web ready"));

/** Each try keeps what it has opened, and makes what is missing. */
async function openConnections(): Promise<void> {
  for (let tries = 1; tries <= OPEN_TRIES; tries++) {
    try {
      return await db.open();
    } catch (error) {
      log.warn({ err: error, tries }, "not every connection to the database is open yet");
    }
  }
}

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void stopServer(server, { isDevelopment, closeNext: () => app.close() }));
}
