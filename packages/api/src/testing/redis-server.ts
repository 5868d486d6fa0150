import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

const HOW_TO =
  "Tests of the Redis path need a real redis-server. Install it: apt-get install redis-server, or brew install redis";

export type RedisServer = {
  readonly url: string;
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
};

/** Finds redis-server, installs it with the system's package manager when it may, else says what to type. */
function ensureRedisServer(): void {
  if (exists("redis-server")) return;
  if (process.getuid?.() !== 0 || !exists("apt-get")) throw new Error(HOW_TO);
  const options = {
    stdio: "ignore",
    timeout: 120_000,
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  } as const;
  try {
    execFileSync("apt-get", ["update"], options);
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "redis-server"], options);
  } catch (error) {
    throw new Error(HOW_TO, { cause: error });
  }
}

function exists(program: string): boolean {
  const folders = (process.env["PATH"] ?? "").split(path.delimiter);
  return folders.some((folder) => {
    try {
      execFileSync("test", ["-x", path.join(folder, program)]);
      return true;
    } catch {
      return false;
    }
  });
}

/** A real Redis of one test's own, which can be stopped and started again on its port. */
export async function createRedisServer(): Promise<RedisServer> {
  ensureRedisServer();
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-redis-"));
  const port = await freePort();
  let stop: (() => Promise<void>) | undefined;
  const server: RedisServer = {
    url: `redis://127.0.0.1:${port}`,
    start: () =>
      new Promise((resolve, reject) => {
        const child = spawn("redis-server", [
          "--port",
          `${port}`,
          "--bind",
          "127.0.0.1",
          "--save",
          "",
          "--dir",
          folder,
        ]);
        const gone = new Promise<void>((resolveGone) => child.once("exit", () => resolveGone()));
        child.once("error", reject);
        child.stdout.on("data", (chunk: Buffer) => {
          if (chunk.includes("Ready to accept connections")) resolve();
        });
        stop = async () => {
          child.kill("SIGKILL");
          await gone;
        };
      }),
    stop: async () => {
      await stop?.();
      stop = undefined;
    },
    remove: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return server;
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null
          ? resolve(address.port)
          : reject(new Error("no port")),
      );
    });
  });
