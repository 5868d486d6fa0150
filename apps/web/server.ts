import { parseSettings, SettingsError } from "@careforall/api/settings";
import next from "next";
import { createServer } from "./src/server/http/create-server.ts";
import { serveRequest } from "./src/server/http/serve-request.ts";
import { stopServer } from "./src/server/http/stop-server.ts";
import { services } from "./src/server/services.ts";

try {
  parseSettings(process.env);
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  console.error(error.message);
  process.exit(1);
}

const isDevelopment = process.env.NODE_ENV !== "production";
const { settings, log } = services();
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
server.listen(port, host, () => log.info({ port }, "web ready"));

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.on(signal, () => void stopServer(server, { isDevelopment, closeNext: () => app.close() }));
}
