import { expect, test } from "vitest";
import { layerOf } from "./layers.ts";
import { type CpuProfile, summarizeProfile } from "./summarize-profile.ts";

const node = (id: number, functionName: string, url: string, children: number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: 0 },
  children,
});

const API = "file:///x/packages/api/src/pledge/create-pledge.ts";
const PINO = "file:///x/node_modules/.pnpm/pino@10.4.0/node_modules/pino/lib/proto.js";
const SCOPED = "file:///x/node_modules/.pnpm/@trpc+server@1/node_modules/@trpc/server/dist/index.mjs";

const profile: CpuProfile = {
  nodes: [
    node(1, "(root)", "", [2, 3]),
    node(2, "(idle)", ""),
    node(3, "createPledge", API, [4, 5, 6]),
    node(4, "createPledge", API, [7]),
    node(5, "write", PINO),
    node(6, "(garbage collector)", ""),
    node(7, "call", SCOPED),
  ],
  startTime: 1_000_000,
  samples: [5, 2, 3, 4, 5, 6, 7, 5],
  timeDeltas: [1_000, 5_000, 2_000, 3_000, 4_000, 1_000, 2_000, 9_000],
};
// Samples end at 1001, 1006, 1008, 1011, 1015, 1016, 1018 and 1027 ms.
const window = summarizeProfile(profile, 1_005_000, 1_020_000);

test("only what ran in the window counts, and idleness does not", () => {
  expect(window.busyMs).toBeCloseTo(12);
});

test("time goes to packages, folders of ours and the collector", () => {
  expect(Object.fromEntries(window.areas)).toEqual({
    "packages/api": 5,
    pino: 4,
    "@trpc/server": 2,
    "(garbage collector)": 1,
  });
  expect(window.areas[0]?.[0]).toBe("packages/api");
});

test("what serves all layers belongs to the caller that is of one", () => {
  expect(Object.fromEntries(window.layers)).toEqual({
    "our own code": 5,
    "log and metrics": 4,
    tRPC: 2,
    "(garbage collector)": 1,
  });
  const inDriver: CpuProfile = {
    nodes: [
      node(1, "(root)", "", [2]),
      node(2, "query", "file:///x/node_modules/pg/lib/client.js", [3]),
      node(3, "writev", "", []),
    ],
    startTime: 0,
    samples: [3],
    timeDeltas: [2_000],
  };
  expect(summarizeProfile(inDriver, 0, 9_000).layers).toEqual([["PostgreSQL driver and its socket", 2]]);
});

test.each([
  ["node:_http_outgoing", "HTTP of Node"],
  ["file:///x/node_modules/next/dist/server/base-server.js", "Next"],
  ["/x/apps/web/.next/server/chunks/1.js", "Next"],
  ["file:///x/apps/web/src/server/http/observe-request.ts", "log and metrics"],
  ["file:///x/node_modules/postgres-date/index.js", "PostgreSQL driver and its socket"],
  ["file:///x/packages/api/node_modules/thing/index.js", null],
  ["node:internal/stream_base_commons", null],
])("%s is of the layer %s", (url, layer) => expect(layerOf(url)).toBe(layer));

test("a function of ours has what it called, once per stack even when it calls itself", () => {
  expect(window.ours).toEqual([["createPledge · packages/api", 12]]);
});

test("functions are listed by their own time", () => {
  expect(window.functions.slice(0, 2)).toEqual([
    ["createPledge · packages/api", 5],
    ["write · pino", 4],
  ]);
});
