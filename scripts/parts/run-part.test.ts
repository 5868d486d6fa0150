import { spawn } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { type Part, runPart } from "./run-part.ts";

const part = (code: string, timeoutMs = 20_000): Part => ({
  name: "part",
  program: process.execPath,
  args: ["-e", code],
  timeoutMs,
});

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function untilGone(pid: number): Promise<boolean> {
  for (let i = 0; i < 100 && isAlive(pid); i++) await sleep(20);
  return !isAlive(pid);
}

test("a step that ends with 0 has passed, and its output is kept", async () => {
  const result = await runPart(part(`console.log("out"); console.error("err")`), "quiet");
  expect(result).toMatchObject({ name: "part", outcome: "passed" });
  expect(result.output).toContain("out");
  expect(result.output).toContain("err");
});

test.each([
  ["another exit code", `process.exit(3)`, ""],
  ["a signal", `process.kill(process.pid, "SIGKILL")`, "ended by SIGKILL"],
])("%s has failed", async (_name, code, words) => {
  const result = await runPart(part(code), "quiet");
  expect(result.outcome).toBe("failed");
  expect(result.output).toContain(words);
});

test("a program that does not exist has failed, and says so", async () => {
  const result = await runPart({ ...part(""), program: "/nowhere/at-all" }, "quiet");
  expect(result.outcome).toBe("failed");
  expect(result.output).toContain("ENOENT");
});

test("nothing waits for input", async () => {
  const result = await runPart(
    part(`process.stdin.on("end", () => console.log("no more")).resume()`),
    "quiet",
  );
  expect(result.output).toContain("no more");
});

test("a step that hangs is ended with its children", async () => {
  const child = `const { spawn } = require("node:child_process");
    console.log(spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]).pid);
    setInterval(() => {}, 1000)`;
  const result = await runPart(part(child, 500), "quiet");
  expect(result.outcome).toBe("timed_out");
  expect(result.output).toContain("ended after 0.5 s");
  expect(await untilGone(Number.parseInt(result.output, 10))).toBe(true);
});

test("children that a step leaves behind are ended too", async () => {
  const child = `const { spawn } = require("node:child_process");
    const left = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    left.unref();
    console.log(left.pid);`;
  const result = await runPart(part(child), "quiet");
  expect(result.outcome).toBe("passed");
  expect(await untilGone(Number.parseInt(result.output, 10))).toBe(true);
});

test("Ctrl-C ends the steps first and then the command, with the shell's number for it", async () => {
  const path = JSON.stringify(import.meta.dirname);
  const command = `const { runPart } = await import(${path} + "/run-part.ts");
    const { stopPartsOnSignals } = await import(${path} + "/stop.ts");
    stopPartsOnSignals();
    const code = 'console.log(process.pid); setInterval(() => {}, 1000)';
    await runPart({ name: "hangs", program: process.execPath, args: ["-e", code], timeoutMs: 60000 }, "live");`;
  const child = spawn(process.execPath, ["--input-type=module", "-e", command], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const pid = await new Promise<number>((resolve) => {
    child.stdout.once("data", (text: Buffer) => resolve(Number.parseInt(text.toString(), 10)));
  });
  const exit = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT");
  expect(await exit).toBe(130);
  expect(isAlive(pid)).toBe(false);
});
