import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listenOn } from "./ports.ts";
import { readSettings, StartError } from "./settings.ts";
import { startSimulator } from "./start.ts";
import { runMain, urlOf } from "./testing/run-main.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "simulator-start-"));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

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
  const main = await runMain({ SIMULATOR_PORT: "0", SIMULATOR_DATA_DIR: join(dataDir, "main") });
  const url = urlOf(main);
  expect(main.output()).toContain(`(smtp ${Number(new URL(url).port) + 15})`);
  expect(await (await fetch(`${url}/health`)).json()).toMatchObject({ status: "ok" });
  expect((await fetch(`${url}/control/books`)).status).toBe(404);
  main.child.kill("SIGTERM");
  expect(await main.ended).toBe(0);
});

test("killed in the middle of payments, it has kept every one that it answered, and the books add up", async () => {
  const env = { SIMULATOR_PORT: "0", SIMULATOR_CONTROL: "1", SIMULATOR_DATA_DIR: join(dataDir, "killed") };
  const first = await runMain(env);
  const answered: string[] = [];
  const charge = async (url: string, tranId: string): Promise<void> => {
    const response = await fetch(`${url}/control/sslcommerz/charge`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tranId, amountMinor: "10000" }),
    });
    if (!response.ok) throw new Error(await response.text());
    answered.push(tranId);
    if (answered.length === 100) first.child.kill("SIGKILL");
  };
  const results = await Promise.allSettled(
    Array.from({ length: 400 }, (_, n) => charge(urlOf(first), `KILL-${n}`)),
  );
  expect(results.some(({ status }) => status === "rejected")).toBe(true);
  await first.ended;
  const second = await runMain(env);
  const books: unknown = await (await fetch(`${urlOf(second)}/control/books`)).json();
  const kept = new Set(Object(books).transactions.map((paid: unknown) => Object(paid).tranId));
  expect(answered.filter((tranId) => !kept.has(tranId))).toEqual([]);
  expect(Object(books).totals).toMatchObject({ isBalanced: true, capturedMinor: String(kept.size * 10_000) });
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
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
