import type { Store } from "../notices/paid-notice.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { makeStore, type Surroundings } from "./environment.ts";
import { createOwnedFolder, destroyFolder, type Undo } from "@careforall/world";
import { choosePorts } from "./ports.ts";
import { type Running, startProgram } from "./program.ts";
import { at, PROGRAMS } from "./programs.ts";

/** What a run works with. Programs are started by the measures that need them. */
export type World = {
  readonly cluster: Cluster;
  readonly store: Store;
  readonly webUrl: string;
  readonly bareUrl: string;
  /** Resolves when the program is ready. `nodeFlags` such as --cpu-prof come before it. */
  readonly start: (
    name: keyof typeof PROGRAMS,
    databaseUrl: string,
    nodeFlags?: readonly string[],
  ) => Promise<Running>;
};

/** A folder, ports and PostgreSQL of this run's own: nothing of the person's `pnpm dev` is touched or measured. */
export async function startWorld(undo: Undo): Promise<World> {
  const folder = await createOwnedFolder("bench");
  // A second Ctrl-C leaves the folder; the next run removes it.
  undo.add({ stop: () => destroyFolder(folder), kill: () => undefined });
  const around: Surroundings = { ports: await choosePorts(), folder, store: makeStore() };
  const cluster = await startCluster(folder, around.ports.postgres, undo);
  return {
    cluster,
    store: around.store,
    webUrl: at(around.ports.web),
    bareUrl: at(around.ports.bare),
    start: (name, databaseUrl, nodeFlags = []) =>
      startProgram(PROGRAMS[name](around, cluster.applicationUrl(databaseUrl), nodeFlags), folder, undo),
  };
}
