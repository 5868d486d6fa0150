import { createOwnedFolder, destroyFolder, SIMULATOR, type Undo, WEB, WORKER } from "@careforall/world";
import { commonEnvironment } from "./environment.ts";
import { keep, type KeptProcess } from "./kept-process.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { choosePorts, type Ports } from "./ports.ts";
import { startProxy, type TcpProxy } from "./tcp-proxy.ts";

/** Next starts in about a second; five programs at once on two cores take longer. */
const READY_LIMIT_MS = 90_000;

/** The production platform, doubled, with everything that can be made to fail in reach. */
export type Stack = {
  readonly ports: Ports;
  readonly frontUrl: string;
  readonly simulatorUrl: string;
  readonly folder: string;
  readonly postgres: Postgres;
  readonly database: TcpProxy;
  readonly webs: readonly KeptProcess[];
  readonly workers: readonly KeptProcess[];
  readonly simulator: KeptProcess;
};

export async function startStack(undo: Undo): Promise<Stack> {
  const folder = await createOwnedFolder("chaos");
  // A second Ctrl-C leaves the folder; the next run removes it.
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const ports = await choosePorts();
  const postgres = await startPostgres(folder, ports.postgres, undo);
  const database = await startProxy(ports.postgresProxy, [ports.postgres]);
  undo.add({ stop: () => database.close(), kill: () => undefined });
  const front = await startProxy(ports.front, ports.webs);
  undo.add({ stop: () => front.close(), kill: () => undefined });

  const proxied = new URL(postgres.directUrl);
  proxied.port = `${ports.postgresProxy}`;
  const environment = commonEnvironment(ports, folder, proxied.href);
  const simulator = keep(
    {
      name: "simulator",
      nodeArguments: ["src/main.ts"],
      folder: SIMULATOR,
      environment,
      readyUrl: `http://127.0.0.1:${ports.simulator}/health`,
    },
    folder,
    undo,
  );
  const workers = ports.workers.map((port, index) =>
    keep(
      {
        name: `worker-${index + 1}`,
        nodeArguments: ["src/main.ts"],
        folder: WORKER,
        // The web's port is a setting of the worker too; it listens on its own only.
        environment: { ...environment, PORT: `${ports.webs[0]}`, WORKER_PORT: `${port}` },
        readyUrl: `http://127.0.0.1:${port}/health/ready`,
      },
      folder,
      undo,
    ),
  );
  const webs = ports.webs.map((port, index) =>
    keep(
      {
        name: `web-${index + 1}`,
        nodeArguments: ["server.ts"],
        folder: WEB,
        environment: { ...environment, PORT: `${port}`, WORKER_PORT: `${ports.workers[0]}` },
        readyUrl: `http://127.0.0.1:${port}/api/health/ready`,
      },
      folder,
      undo,
    ),
  );
  for (const one of [simulator, ...workers, ...webs]) await one.untilReady(READY_LIMIT_MS);
  return {
    ports,
    frontUrl: `http://127.0.0.1:${ports.front}`,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    folder,
    postgres,
    database,
    webs,
    workers,
    simulator,
  };
}
