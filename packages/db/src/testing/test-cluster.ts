import { freePort, signal, startEmbedded } from "../embedded/index.ts";
import { createOwnedFolder, reapOwnedFolders } from "./owned-folder.ts";
import { createTemplate, type TestCluster } from "./template.ts";

/** Every file has its own database and pools; files run two at a time, so this is never the limit. */
const CONNECTIONS_MAX = 200;

export interface RunningTestCluster extends TestCluster {
  readonly destroy: () => Promise<void>;
}

/** A cluster for one run of tests, with a migrated template. Nothing is left behind when it fails. */
export async function startTestCluster(): Promise<RunningTestCluster> {
  await reapOwnedFolders();
  const { postgres, destroy } = createOwnedFolder();
  try {
    const server = await startEmbedded({
      dataDir: postgres,
      preferredPort: await freePort(),
      flags: ["-c", `max_connections=${CONNECTIONS_MAX}`],
      volatile: true,
    });
    // A run that exits in haste still ends its server; the folder is removed by the next run.
    const end = (): void => signal(server.pid, "SIGQUIT");
    process.once("exit", end);
    const cluster = await createTemplate(server);
    return {
      ...cluster,
      destroy: async () => {
        process.off("exit", end);
        await destroy();
      },
    };
  } catch (error) {
    await destroy();
    throw error;
  }
}
