import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { isRunning } from "../embedded/index.ts";
import { createOwnedFolder, reapOwnedFolders } from "./owned-folder.ts";

/** Starts a server in a folder of its own and is killed with both still there. */
const KILLED_RUN = `
  import { startEmbedded, freePort } from ${JSON.stringify(path.join(import.meta.dirname, "../embedded/index.ts"))};
  import { createOwnedFolder } from ${JSON.stringify(path.join(import.meta.dirname, "owned-folder.ts"))};
  const { folder, postgres } = createOwnedFolder();
  const server = await startEmbedded({ dataDir: postgres, preferredPort: await freePort(), volatile: true });
  console.log(JSON.stringify({ folder, pid: server.pid }));
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 50);
`;

test("what a killed run left is ended and removed by the next one; what a living run owns is not touched", async () => {
  const killed = spawnSync(process.execPath, ["--input-type=module", "--eval", KILLED_RUN], {
    encoding: "utf8",
  });
  expect(killed.signal, killed.stderr).toBe("SIGKILL");
  const left: { folder: string; pid: number } = JSON.parse(killed.stdout);
  expect(isRunning(left.pid)).toBe(true);
  const living = createOwnedFolder();
  try {
    await reapOwnedFolders();
    expect([isRunning(left.pid), existsSync(left.folder)]).toEqual([false, false]);
    expect(readFileSync(path.join(living.folder, "owner"), "utf8")).toContain(String(process.pid));
  } finally {
    await living.destroy();
  }
});
