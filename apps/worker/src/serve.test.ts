import type { AddressInfo } from "node:net";
import { checkDatabase } from "@careforall/api/health";
import type { Settings } from "@careforall/api/settings";
import { createTestContext } from "@careforall/api/testing";
import { afterAll, expect, test } from "vitest";
import { type Probe, serveHealth } from "./serve.ts";

const bench = await createTestContext();
const TOKEN = "a token of sixteen";
const settings = {
  mode: "deployed",
  healthToken: TOKEN,
  worker: { port: 0 },
  web: { host: "127.0.0.1" },
} as Settings;
const probe: Probe = { isReady: false, isStopping: false };
const server = await serveHealth(bench.ctx, settings, probe);
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const ask = (path: string, headers: Record<string, string> = {}) => fetch(origin + path, { headers });

afterAll(async () => {
  server.close();
  await bench.drop();
});

test("a worker is alive from the start, and never ready while it starts, stops, or has a database that may forget", async () => {
  expect((await ask("/health/live")).status).toBe(200);
  const answered = async (path: string) => {
    const response = await ask(path);
    return [response.status, await response.json()];
  };
  expect(await answered("/health/ready")).toEqual([503, { status: "starting" }]);
  probe.isReady = true;
  // The cluster of the tests gives up durability for speed, which no worker may work on.
  expect(await answered("/health")).toMatchObject([
    503,
    { status: "not ready", database: { isReady: false, why: expect.stringContaining("fsync") } },
  ]);
  probe.isStopping = true;
  expect(await answered("/health/ready")).toEqual([503, { status: "stopping" }]);
});

test("S-115: in a deployment nobody is ready as a role that could change the past, which a developer's own may be", async () => {
  const why = async (mode: Settings["mode"]) => (await checkDatabase(bench.owner, mode)).why;
  expect(await why("deployed")).toMatch(/could change the past, since it is a superuser, owns tables, /);
  expect(await why("embedded")).toContain("fsync");
});

test("figures are for those who hold the token", async () => {
  expect((await ask("/metrics")).status).toBe(401);
  expect((await ask("/metrics", { authorization: "Bearer wrong" })).status).toBe(401);
  const metrics = await ask("/metrics", { authorization: `Bearer ${TOKEN}` });
  expect(metrics.headers.get("content-type")).toContain("text/plain");
  expect(await metrics.text()).toContain("careforall_outbox_lag_seconds");
});

test("nothing else is served", async () => {
  expect((await ask("/somewhere")).status).toBe(404);
});
