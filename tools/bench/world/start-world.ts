import path from "node:path";
import type { Store } from "../notices/paid-notice.ts";
import { startCluster, type Cluster } from "./cluster.ts";
import { bareEnvironment, makeStore, productEnvironment, type Surroundings } from "./environment.ts";
import { createOwnedFolder, destroyFolder } from "./owned-folder.ts";
import { BENCH, ROOT, WEB } from "./paths.ts";
import { choosePorts } from "./ports.ts";
import { type Running, startProgram } from "./program.ts";
import type { Undo } from "./undo.ts";

/** What a run works with. Programs are started by the measures that need them. */
export type World = {
  readonly cluster: Cluster;
  readonly store: Store;
  readonly webUrl: string;
  readonly bareUrl: string;
  /** `nodeFlags` such as --cpu-prof come before the program. */
  readonly startWeb: (databaseUrl: string, nodeFlags?: readonly string[]) => Promise<Running>;
  readonly startBare: (databaseUrl: string) => Promise<Running>;
  /** With the simulator, to which it hands its mail. */
  readonly startWorker: (databaseUrl: string) => Promise<Running>;
};

/** A folder, ports and PostgreSQL of this run's own: nothing of the person's `pnpm dev` is touched or measured. */
export async function startWorld(undo: Undo): Promise<World> {
  const folder = await createOwnedFolder();
  // A second Ctrl-C leaves the folder; the next run removes it.
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const ports = await choosePorts();
  const around: Surroundings = { ports, folder, store: makeStore() };
  const cluster = await startCluster(folder, ports.postgres, undo);
  const webUrl = `http://127.0.0.1:${ports.web}`;
  const bareUrl = `http://127.0.0.1:${ports.bare}`;

  const program = (
    name: string,
    where: string,
    file: string,
    environment: NodeJS.ProcessEnv,
    readyUrl: string,
  ) => ({
    name,
    nodeArguments: [file],
    folder: where,
    environment,
    readyUrl,
  });
  return {
    cluster,
    store: around.store,
    webUrl,
    bareUrl,
    startWeb: (databaseUrl, nodeFlags = []) => {
      const web = program(
        "web",
        WEB,
        "server.ts",
        productEnvironment(around, databaseUrl),
        `${webUrl}/api/health/ready`,
      );
      return startProgram({ ...web, nodeArguments: [...nodeFlags, ...web.nodeArguments] }, folder, undo);
    },
    startBare: (databaseUrl) =>
      startProgram(
        program("bare", BENCH, "bare.ts", bareEnvironment(around, databaseUrl), `${bareUrl}/ready`),
        folder,
        undo,
      ),
    startWorker: async (databaseUrl) => {
      const environment = productEnvironment(around, databaseUrl);
      const simulatorUrl = `http://127.0.0.1:${ports.simulator}/`;
      const simulator = path.join(ROOT, "apps/simulator");
      await startProgram(
        program("simulator", simulator, "src/main.ts", environment, simulatorUrl),
        folder,
        undo,
      );
      const worker = path.join(ROOT, "apps/worker");
      const workerUrl = `http://127.0.0.1:${ports.worker}/health/ready`;
      return startProgram(program("worker", worker, "src/main.ts", environment, workerUrl), folder, undo);
    },
  };
}
