import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning } from "../../packages/db/src/embedded/index.ts";
import { countCrash, DEFAULT_BACKOFF, pauseAfter } from "./backoff.ts";
import { endLeftovers, Supervisor, type Program } from "./index.ts";

/** Short pauses, so that restarts are seen within a test's patience. */
const QUICK = { pausesMs: [20, 40], healthyAfterMs: 60_000 };
const PATIENCE = { timeout: 5_000 };

let folder: string;
let lines: string[];
let news: string[];
let supervisor: Supervisor;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "careforall-supervisor-"));
  lines = [];
  news = [];
  supervisor = new Supervisor({
    folder,
    backoff: QUICK,
    onLine: (name, line) => lines.push(`${name}: ${line}`),
    onNews: (text) => news.push(text),
  });
});

afterEach(async () => {
  await supervisor.stop();
  rmSync(folder, { recursive: true, force: true });
});

function toy(name: string, code: string, stopLimitMs = 2_000): Program {
  return {
    name,
    command: process.execPath,
    arguments: ["--eval", code],
    folder,
    environment: process.env,
    stopLimitMs,
  };
}

const FOREVER = `console.log("up", process.pid); setInterval(() => {}, 1000);`;
const POLITE = `process.on("SIGTERM", () => { console.log("bye"); process.exit(0); }); ${FOREVER}`;
const STUBBORN = `process.on("SIGTERM", () => console.log("no")); ${FOREVER}`;
/** Starts another process of its own and tells its pid. */
const PARENT = `const c = require("node:child_process").spawn(process.execPath, ["--eval", "setInterval(() => {}, 1000)"]);
  console.log("child", c.pid); ${FOREVER}`;

function numberAfter(word: string): number[] {
  return lines.filter((line) => line.includes(word)).map((line) => Number(line.split(" ").at(-1)));
}

test("a killed program is started again, under a new pid, and told of", async () => {
  const toyed = supervisor.start(toy("toy", FOREVER));
  await expect.poll(() => numberAfter("up"), PATIENCE).toHaveLength(1);
  process.kill(toyed.pid ?? 0, "SIGKILL");
  await expect.poll(() => numberAfter("up"), PATIENCE).toHaveLength(2);
  expect(new Set(numberAfter("up")).size).toBe(2);
  expect(news).toEqual(["toy ended (signal SIGKILL); it starts again in 0.02 s"]);
});

test("a program that ends by itself is started again, and so is one whose command does not exist", async () => {
  supervisor.start(toy("short", `console.log("up", process.pid); process.exitCode = 3`));
  supervisor.start({ ...toy("missing", ""), command: path.join(folder, "no-such-program") });
  await expect.poll(() => numberAfter("up").length, PATIENCE).toBeGreaterThan(2);
  expect(news).toContain("short ended (code 3); it starts again in 0.04 s");
  await expect
    .poll(() => news.filter((text) => /missing ended .*ENOENT/.test(text)).length, PATIENCE)
    .toBeGreaterThan(1);
});

test("pauses grow to the last one, and a healthy run makes the next crash the first again", () => {
  const crashes = [0, 0, 0, 0, 0].map((_, index) => index + 1);
  expect(crashes.map((count) => pauseAfter(count, DEFAULT_BACKOFF))).toEqual([
    1_000, 2_000, 5_000, 10_000, 10_000,
  ]);
  expect([countCrash(4, 59_999, DEFAULT_BACKOFF), countCrash(4, 60_000, DEFAULT_BACKOFF)]).toEqual([5, 1]);
});

test("stop ends the programs in reverse order, politely, and leaves no pid file", async () => {
  const first = supervisor.start(toy("first", POLITE));
  const second = supervisor.start(toy("second", POLITE));
  await expect.poll(() => numberAfter("up"), PATIENCE).toHaveLength(2);
  const pids = [first.pid ?? 0, second.pid ?? 0];
  await supervisor.stop();
  expect(pids.map(isRunning)).toEqual([false, false]);
  await expect
    .poll(() => lines.filter((line) => line.endsWith("bye")), PATIENCE)
    .toEqual(["second: bye", "first: bye"]);
  expect([news, readdirSync(folder)]).toEqual([[], []]);
});

test("a program that ignores the request is killed after its limit", async () => {
  const toyed = supervisor.start(toy("deaf", STUBBORN, 200));
  await expect.poll(() => numberAfter("up"), PATIENCE).toHaveLength(1);
  const pid = toyed.pid ?? 0;
  await supervisor.stop();
  expect(isRunning(pid)).toBe(false);
  expect(news).toEqual(["deaf did not stop within 0.2 s and was killed"]);
});

test("what a crashed program had started is ended before the restart", async () => {
  const toyed = supervisor.start(toy("parent", PARENT));
  await expect.poll(() => numberAfter("child"), PATIENCE).toHaveLength(1);
  process.kill(toyed.pid ?? 0, "SIGKILL");
  await expect.poll(() => numberAfter("child"), PATIENCE).toHaveLength(2);
  await expect.poll(() => isRunning(numberAfter("child")[0] ?? 0), PATIENCE).toBe(false);
});

test("stop during the pause before a restart means no restart", async () => {
  const slow = new Supervisor({
    folder,
    onLine: (_, line) => lines.push(line),
    onNews: (text) => news.push(text),
  });
  slow.start(toy("short", `console.log("up", process.pid)`));
  await expect.poll(() => news, PATIENCE).toHaveLength(1);
  await slow.stop();
  await new Promise((resolve) => setTimeout(resolve, (DEFAULT_BACKOFF.pausesMs[0] ?? 0) + 200));
  expect(numberAfter("up")).toHaveLength(1);
});

test("programs of a supervisor that was killed are found and ended by the next one", async () => {
  const code = `
    import { Supervisor } from ${JSON.stringify(path.join(import.meta.dirname, "index.ts"))};
    const supervisor = new Supervisor({ folder: ${JSON.stringify(folder)}, onLine() {}, onNews() {} });
    const program = { name: "orphan", command: process.execPath, arguments: ["--eval", "setInterval(() => {}, 1000)"],
      folder: ".", environment: process.env, stopLimitMs: 1000 };
    console.log(supervisor.start(program).pid);
    setTimeout(() => process.kill(process.pid, "SIGKILL"), 100);`;
  const killed = spawnSync(process.execPath, ["--input-type=module", "--eval", code], { encoding: "utf8" });
  const pid = Number(killed.stdout);
  expect([killed.signal, isRunning(pid)]).toEqual(["SIGKILL", true]);
  await endLeftovers(folder, (text) => news.push(text));
  expect(isRunning(pid)).toBe(false);
  expect(news).toEqual([`an earlier run left orphan (process ${pid}) behind: ending it`]);
  expect(existsSync(path.join(folder, "orphan.pid.json"))).toBe(false);
});
