import { spawn, type ChildProcess } from "node:child_process";
import { statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { freePort, isFree, isRunning, startEmbedded } from "../../packages/db/src/embedded/index.ts";
import { createOwnedFolder, type OwnedFolder } from "../../packages/db/src/testing/owned-folder.ts";
import { forEachLine } from "../supervisor/index.ts";

/** A start includes initdb and all migrations. */
const PATIENCE = { timeout: 25_000, interval: 50 };
const TEST_LIMIT_MS = 60_000;

interface Run {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly exit: Promise<number | null>;
}

let owned: OwnedFolder;
let environment: NodeJS.ProcessEnv;
let runs: Run[];

const FIRST_OWN_PORT = 20_000;
const OWN_PORTS = 7_000;

/**
 * Below the ports that systems lend to outgoing connections: between the choice and the start of the platform one of
 * those may be lent to any test beside this one.
 */
async function ownPort(): Promise<number> {
  for (;;) {
    const port = FIRST_OWN_PORT + Math.floor(Math.random() * OWN_PORTS);
    if (await isFree(port)) return port;
  }
}

beforeEach(async () => {
  owned = createOwnedFolder();
  runs = [];
  environment = {
    PATH: process.env["PATH"],
    CAREFORALL_DATA_DIR: owned.folder,
    PORT: String(await ownPort()),
    WORKER_PORT: String(await ownPort()),
    SIMULATOR_PORT: String(await ownPort()),
  };
});

afterEach(async () => {
  for (const { child, exit } of runs) {
    child.kill("SIGTERM");
    await exit;
  }
  await owned.destroy();
});

function start(more: NodeJS.ProcessEnv = {}): Run {
  const child = spawn(process.execPath, [path.join(import.meta.dirname, "toy-platform.ts")], {
    env: { ...environment, ...more },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const lines: string[] = [];
  forEachLine(child.stdout, (line) => lines.push(line));
  forEachLine(child.stderr, (line) => lines.push(line));
  const exit = new Promise<number | null>((resolve) => child.once("close", resolve));
  const run = { child, lines, exit };
  runs.push(run);
  return run;
}

async function ready(run: Run): Promise<void> {
  await expect.poll(() => run.lines.join("\n"), PATIENCE).toContain("└─");
}

function pidsOf(run: Run, name: string): number[] {
  const pattern = new RegExp(`^${name} +\\| pid (\\d+)$`);
  return run.lines.flatMap((line) => pattern.exec(line)?.[1] ?? []).map(Number);
}

function allPids(run: Run): number[] {
  return ["web", "worker", "simulator"].flatMap((name) => pidsOf(run, name));
}

async function take(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, "127.0.0.1", () => resolve(server));
  });
}

test(
  "starts, says once where everything is, restarts what is killed, and stops everything in order",
  async () => {
    const run = start();
    await ready(run);
    const text = run.lines.join("\n");
    for (const part of [
      `http://localhost:${environment["PORT"]}`,
      "/inbox",
      "Redis: off, using memory",
      "postgresql://",
    ]) {
      expect(text).toContain(part);
    }
    expect(run.lines.filter((line) => line.startsWith("┌─ CareForAll"))).toHaveLength(1);
    expect(statSync(path.join(owned.folder, "secrets.json")).mode & 0o777).toBe(0o600);

    const postgres = await startEmbedded({ dataDir: owned.postgres });
    expect(postgres.reused).toBe(true);
    process.kill(pidsOf(run, "web")[0] ?? 0, "SIGKILL");
    await expect.poll(() => pidsOf(run, "web"), PATIENCE).toHaveLength(2);

    run.child.kill("SIGINT");
    expect(await run.exit).toBe(0);
    const goodbyes = run.lines.filter((line) => line.endsWith("| bye")).map((line) => line.split(" ")[0]);
    expect(goodbyes).toEqual(["web", "worker", "simulator"]);
    expect([...allPids(run), postgres.pid].filter(isRunning)).toEqual([]);
  },
  TEST_LIMIT_MS,
);

test(
  "after SIGKILL of the supervisor the next start ends what was left, keeps the data and stops all of it",
  async () => {
    const first = start();
    await ready(first);
    first.child.kill("SIGKILL");
    await first.exit;
    expect(allPids(first).filter(isRunning)).toHaveLength(3);

    const second = start();
    await ready(second);
    expect(allPids(first).filter(isRunning)).toEqual([]);
    expect(second.lines.join("\n")).toMatch(/an earlier run left web .* ending it/);
    expect(second.lines.join("\n")).toContain("migrations: none pending");

    const postgres = await startEmbedded({ dataDir: owned.postgres });
    second.child.kill("SIGTERM");
    expect(await second.exit).toBe(0);
    expect([...allPids(second), postgres.pid].filter(isRunning)).toEqual([]);
  },
  TEST_LIMIT_MS,
);

test(
  "a killed PostgreSQL comes back at the same address; a second platform on the same data is refused",
  async () => {
    const run = start();
    await ready(run);
    const before = await startEmbedded({ dataDir: owned.postgres });
    process.kill(before.pid, "SIGKILL");
    await expect.poll(() => run.lines.join("\n"), PATIENCE).toContain("PostgreSQL ended; it starts again");
    const after = await startEmbedded({ dataDir: owned.postgres });
    expect([after.port, after.pid === before.pid]).toEqual([before.port, false]);

    const second = start();
    expect(await second.exit).toBe(1);
    expect(second.lines.join("\n")).toMatch(
      new RegExp(`is in use by process ${run.child.pid}\\..*CAREFORALL_DATA_DIR=`),
    );
    expect(allPids(run).every(isRunning)).toBe(true);
  },
  TEST_LIMIT_MS,
);

test("a taken port is named with its holder and what to type, before anything is started", async () => {
  const port = Number(environment["PORT"]);
  const holder = await take(port);
  try {
    const run = start();
    expect(await run.exit).toBe(1);
    const who = process.platform === "linux" ? `process ${process.pid} \\(` : "another process";
    expect(run.lines).toEqual([
      expect.stringMatching(
        new RegExp(`^Port ${port} \\(PORT\\) is taken by ${who}.*type: PORT=\\d+ pnpm dev$`),
      ),
    ]);
  } finally {
    holder.close();
  }
});

test("every bad setting is named at once", async () => {
  const run = start({ WORKER_PORT: "x", LOG_LEVEL: "loud" });
  expect(await run.exit).toBe(1);
  expect(run.lines.join("\n")).toMatch(/WORKER_PORT is "x".*LOG_LEVEL is "loud"/s);
});

test("a database that does not answer is named without its password, with the way out", async () => {
  const nobody = await freePort();
  const run = start({ DATABASE_URL: `postgresql://someone:topsecret@127.0.0.1:${nobody}/gifts` });
  expect(await run.exit).toBe(1);
  const text = run.lines.join("\n");
  expect(text).toMatch(
    /DATABASE_URL leads to postgresql:\/\/someone:\*\*\*@.*ECONNREFUSED.*env -u DATABASE_URL pnpm dev/,
  );
  expect(text).not.toContain("topsecret");
  expect(allPids(run)).toEqual([]);
});

test(
  "the second signal ends everything at once",
  async () => {
    const run = start({ TOYS_STAY: "1" });
    await ready(run);
    const postgres = await startEmbedded({ dataDir: owned.postgres });
    run.child.kill("SIGINT");
    await expect.poll(() => run.lines.join("\n"), PATIENCE).toContain("stopping (once more kills)");
    run.child.kill("SIGINT");
    expect(await run.exit).toBe(130);
    await expect.poll(() => [...allPids(run), postgres.pid].filter(isRunning), PATIENCE).toEqual([]);
  },
  TEST_LIMIT_MS,
);
