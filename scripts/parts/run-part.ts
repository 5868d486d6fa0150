import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { isStopping, watchGroup } from "./stop.ts";

export const ROOT = join(import.meta.dirname, "..", "..");

/** One step of a command: a program that ends by itself, with 0 when all is well. */
export type Part = {
  readonly name: string;
  /** A program of node_modules/.bin, or an absolute path. */
  readonly program: string;
  readonly args: readonly string[];
  /** Where it runs; the root of the repository when absent. */
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A step that hangs must not hold the whole command. */
  readonly timeoutMs: number;
};

/** `quiet` keeps the output back, for steps that run beside each other; `live` shows it as it comes. */
export type Voice = "quiet" | "live";

export type PartResult = {
  readonly name: string;
  readonly seconds: number;
  /** `stopped` means that the user ended it: neither passed nor failed. */
  readonly outcome: "passed" | "failed" | "timed_out" | "stopped";
  /** What a quiet step printed, both streams in the order of arrival. */
  readonly output: string;
};

const MS_PER_S = 1_000;
const LAST_OUTPUT_MS = 1_000;

export async function runPart(part: Part, voice: Voice): Promise<PartResult> {
  const startedAt = performance.now();
  const result = (outcome: PartResult["outcome"], output: string): PartResult => ({
    name: part.name,
    seconds: (performance.now() - startedAt) / MS_PER_S,
    outcome,
    output,
  });
  if (isStopping()) return result("stopped", "");
  // A process group of its own, so that its children can be ended with it.
  const child = spawn(pathOf(part.program), part.args, {
    cwd: part.folder ?? ROOT,
    detached: true,
    stdio: voice === "live" ? ["ignore", "inherit", "inherit"] : ["ignore", "pipe", "pipe"],
    env: { ...process.env, ...part.env },
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => (output += text));
  }
  const group = watchGroup(child);
  let hasTimedOut = false;
  const timer = setTimeout(() => {
    hasTimedOut = true;
    void group.end();
  }, part.timeoutMs);
  const ended = await endOf(child);
  clearTimeout(timer);
  // A parent may leave children behind, and they hold its output open: whatever is still in the group goes too.
  await group.end();
  await lastOutputOf(child);
  if (isStopping()) return result("stopped", output);
  if (hasTimedOut) return result("timed_out", `${output}\nended after ${part.timeoutMs / MS_PER_S} s\n`);
  return result(ended.isWell ? "passed" : "failed", output + ended.reason);
}

const pathOf = (program: string): string =>
  program.startsWith("/") ? program : join(ROOT, "node_modules", ".bin", program);

function endOf(child: ChildProcess): Promise<{ readonly isWell: boolean; readonly reason: string }> {
  return new Promise((resolve) => {
    // Without a process there is no `exit`.
    child.once("error", (error) => resolve({ isWell: false, reason: `${error.message}\n` }));
    child.once("exit", (code, signal) =>
      resolve({ isWell: code === 0, reason: signal === null ? "" : `ended by ${signal}\n` }),
    );
  });
}

/** What was written before the end may still be on its way. A daemon that left the group may keep it open for ever. */
async function lastOutputOf(child: ChildProcess): Promise<void> {
  const closed = Promise.all([closeOf(child.stdout), closeOf(child.stderr)]);
  await Promise.race([closed, sleep(LAST_OUTPUT_MS, undefined, { ref: false })]);
}

async function closeOf(stream: Readable | null): Promise<void> {
  if (stream !== null && !stream.closed) await once(stream, "close");
}
