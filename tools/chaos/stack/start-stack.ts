import { createOwnedFolder, destroyFolder, SIMULATOR, type Undo, WEB, WORKER } from "@careforall/world";
import { commonEnvironment } from "./environment.ts";
import { CLOCK_SHIFT, findFakeClock } from "./fake-clock.ts";
import { keep, type KeptProcess } from "./kept-process.ts";
import { type Postgres, startPostgres } from "./postgres.ts";
import { choosePorts, type Ports } from "./ports.ts";
import type { FaultKind } from "../plan/faults.ts";
import { killPointsIn } from "../plan/strike-point.ts";
import { type RunRedis, startRedis } from "./redis.ts";
import type { SmallDisk } from "./small-disk.ts";
import { startProxy, type TcpProxy } from "./tcp-proxy.ts";

/** Next starts in about a second; five programs at once on two cores take longer. */
const READY_LIMIT_MS = 90_000;

/** The production platform, doubled, with everything that can be made to fail in reach. */
export type Stack = {
  readonly ports: Ports;
  readonly frontUrl: string;
  readonly simulatorUrl: string;
  readonly folder: string;
  /** What a command of staff is told. */
  readonly environment: NodeJS.ProcessEnv;
  /** Null where no program's clock is wrong; else which, and by how much. */
  readonly wrongClock: string | null;
  /** What this machine has not, and the plan therefore spares. */
  readonly lacks: readonly Lack[];
  readonly disk: SmallDisk | null;
  readonly redis: RunRedis | null;
  readonly postgres: Postgres;
  readonly database: TcpProxy;
  readonly webs: readonly KeptProcess[];
  readonly workers: readonly KeptProcess[];
  readonly simulator: KeptProcess;
};

/** A kind of trouble that cannot be made here, and why. */
export type Lack = { readonly kind: FaultKind; readonly why: string };

/** `settings` are those of the pass, on top of what every run has. */
export async function startStack(undo: Undo, settings: Readonly<Record<string, string>>): Promise<Stack> {
  const folder = await createOwnedFolder("chaos");
  // A second Ctrl-C leaves the folder; the next run removes it.
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const ports = await choosePorts();
  const postgres = await startPostgres(folder, ports.postgres, undo);
  const database = await startProxy(ports.postgresProxy, [ports.postgres]);
  undo.add({ stop: () => database.close(), kill: () => undefined });
  const front = await startProxy(ports.front, ports.webs);
  undo.add({ stop: () => front.close(), kill: () => undefined });

  const redis = await startRedis(folder, ports.redis, undo);
  const proxied = new URL(postgres.applicationUrl);
  proxied.port = `${ports.postgresProxy}`;
  const environment = commonEnvironment(ports, folder, proxied.href, {
    ...settings,
    ...(redis !== null && { REDIS_URL: redis.url }),
    KILL_POINT_DIR: killPointsIn(folder),
  });
  const clock = findFakeClock();
  const programs = startPrograms({ ports, folder, environment, clock }, undo);
  for (const one of [programs.simulator, ...programs.workers, ...programs.webs])
    await one.untilReady(READY_LIMIT_MS);
  return {
    ports,
    frontUrl: `http://127.0.0.1:${ports.front}`,
    simulatorUrl: `http://127.0.0.1:${ports.simulator}`,
    folder,
    environment: { ...environment, PORT: `${ports.webs[0]}`, WORKER_PORT: `${ports.workers[0]}` },
    wrongClock: clock === null ? null : `worker-2 is ${CLOCK_SHIFT} off`,
    lacks: lacksOf(postgres, redis),
    disk: postgres.disk.disk,
    redis,
    postgres,
    database,
    ...programs,
  };
}

const lacksOf = ({ disk }: Postgres, redis: RunRedis | null): readonly Lack[] => [
  ...(disk.disk === null ? [{ kind: "disk_full", why: disk.why } as const] : []),
  ...(redis === null ? [{ kind: "redis_lost", why: "redis-server is not installed" } as const] : []),
];

type Programs = Pick<Stack, "webs" | "workers" | "simulator">;

function startPrograms(
  told: {
    readonly ports: Ports;
    readonly folder: string;
    readonly environment: NodeJS.ProcessEnv;
    readonly clock: NodeJS.ProcessEnv | null;
  },
  undo: Undo,
): Programs {
  const { ports, folder, environment, clock } = told;
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
        environment: {
          ...environment,
          PORT: `${ports.webs[0]}`,
          WORKER_PORT: `${port}`,
          ...(index === 1 && clock),
        },
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
  return { simulator, workers, webs };
}
