import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOn } from "./ports.ts";
import { readSettings, StartError } from "./settings.ts";
import { startSimulator } from "./start.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "simulator-start-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const MAIN = join(import.meta.dirname, "main.ts");

/** Runs the program as users do; resolves when it has said something or has ended. */
async function runMain(env: Record<string, string>) {
  const child = spawn(process.execPath, [MAIN], { env: { PATH: process.env["PATH"] ?? "", ...env } });
  let output = "";
  const heard = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.endsWith("\n")) resolve();
      });
    }
  });
  const ended = once(child, "exit").then(([code]: unknown[]) => code);
  await Promise.race([heard, ended]);
  return { child, ended, output: () => output };
}

test("every bad setting is named, and empty ones count as absent", () => {
  const bad = {
    SIMULATOR_PORT: "65530",
    SIMULATOR_CONTROL: "yes",
    SIMULATOR_SESSION_MINUTES: "0",
    SIMULATOR_WEB_URL: "localhost",
  };
  const read = () => readSettings(bad);
  expect(read).toThrow(StartError);
  for (const name of Object.keys(bad)) expect(read).toThrow(name);
  expect(readSettings({ SIMULATOR_PORT: "", SIMULATOR_HOST: "" })).toMatchObject({
    port: 4010,
    host: "127.0.0.1",
  });
});

test("the program says when it is ready, answers, and ends well when told to", async () => {
  const { child, ended, output } = await runMain({
    SIMULATOR_PORT: "0",
    SIMULATOR_DATA_DIR: join(dataDir, "main"),
  });
  const [, url = "", smtp = ""] =
    /^simulator ready on (http:\/\/127\.0\.0\.1:\d+) \(smtp (\d+)\)\n$/.exec(output()) ?? [];
  expect(Number(smtp)).toBe(Number(new URL(url).port) + 15);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: "ok" });
  expect((await fetch(`${url}/control/books`)).status).toBe(404);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test.each([0, 15])(
  "a taken port (base + %i) is one line that says what to type, and exit code 1",
  async (offset) => {
    const simulator = await startSimulator({ port: 0, dataDir: join(dataDir, `probe-${offset}`) });
    const base = simulator.port;
    await simulator.stop();
    const holder = createServer();
    await listenOn(holder, base + offset, "127.0.0.1");
    try {
      const { ended, output } = await runMain({
        SIMULATOR_PORT: String(base),
        SIMULATOR_DATA_DIR: join(dataDir, `taken-${offset}`),
      });
      expect(await ended).toBe(1);
      expect(output()).toMatch(/^simulator: port \d+ on 127\.0\.0\.1 is taken; .* SIMULATOR_PORT=\d+\n$/);
      expect(output()).toContain(`port ${base + offset} `);
    } finally {
      holder.close();
    }
  },
);

test("two simulators cannot keep the same books", async () => {
  const first = await startSimulator({ port: 0, dataDir: join(dataDir, "shared") });
  try {
    await expect(startSimulator({ port: 0, dataDir: join(dataDir, "shared") })).rejects.toThrow(
      "in use by another simulator",
    );
  } finally {
    await first.stop();
  }
});

test("a stop lets an answer in flight finish", async () => {
  const simulator = await startSimulator({ port: 0, dataDir: join(dataDir, "flight"), control: true });
  const pages = Array.from({ length: 5 }, () => fetch(simulator.url));
  const stopping = Promise.all(pages).then(() => simulator.stop());
  for (const page of await Promise.all(pages)) expect(page.status).toBe(200);
  await stopping;
  await expect(fetch(simulator.url)).rejects.toThrow("fetch failed");
});
