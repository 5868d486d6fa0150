import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { seedCommand } from "./command.ts";

let folder: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "careforall-seed-"));
  said = [];
  vi.spyOn(console, "error").mockImplementation((line: string) => void said.push(line));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

test.each<[string, string[], Record<string, string>, RegExp]>([
  ["an argument that it does not know", ["--rest"], {}, /type `pnpm seed` or `pnpm seed --reset`/],
  ["a deployment", [], { CAREFORALL_MODE: "deployed" }, /never writes into a deployment/],
  ["nothing that runs", [], {}, /nothing is running\. Type `pnpm dev`/],
  [
    "a database that does not answer",
    [],
    { DATABASE_URL: "postgresql://someone:topsecret@127.0.0.1:1/gifts" },
    /database does not answer \(.*ECONNREFUSED.*\)\. Type `pnpm dev`/,
  ],
  [
    "to empty a database that it did not make",
    ["--reset"],
    { DATABASE_URL: "postgresql://someone@127.0.0.1:1/gifts" },
    /--reset empties only the embedded database.*env -u DATABASE_URL pnpm seed --reset/,
  ],
])("refuses %s in one line that says what to type", async (_what, args, environment, line) => {
  expect(await seedCommand(args, { CAREFORALL_DATA_DIR: folder, NODE_ENV: "test", ...environment })).toBe(1);
  expect(said).toEqual([expect.stringMatching(line)]);
  expect(said[0]).not.toMatch(/topsecret|\n/);
});
