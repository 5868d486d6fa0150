import { closeSync, openSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runProgram, type Undo } from "@careforall/world";
import * as z from "zod";

/** What a run under fire in the copy has found. */
export type FireVerdict = {
  /** Names of the checks that failed, as its report has them. */
  readonly failed: readonly string[];
  /** Null when there is a report; else the end of what the run said: it has judged nothing. */
  readonly brokenOff: string | null;
};

const REPORT = "reports/fire.json";
const LINES_SHOWN = 8;
/** It stops five programs and PostgreSQL first. */
const STOP_LIMIT_MS = 60_000;

const zJudged = z.object({ checks_failed: z.array(z.string()) });
const zReport = z.object({ passes: z.record(z.string(), zJudged).optional(), stops: zJudged.optional() });

/** Builds the web of the copy, as far as it has changed since the last time. */
export async function buildCopy(copy: string, undo: Undo): Promise<void> {
  const web = path.join(copy, "apps/web");
  const how = await logged(copy, (stdio) =>
    runProgram(
      {
        nodeArguments: [path.join(web, "node_modules/next/dist/bin/next"), "build"],
        folder: web,
        stdio,
        environment: { NEXT_TELEMETRY_DISABLED: "1", NODE_ENV: "production" },
      },
      undo,
    ),
  );
  if (how !== null) throw new Error(`the web of the copy could not be built (${how}):\n${endOf(copy)}`);
}

/** Runs `pnpm chaos` with what was typed, in the copy. */
export async function runFire(copy: string, typed: string, undo: Undo): Promise<FireVerdict> {
  const report = path.join(copy, REPORT);
  rmSync(report, { force: true });
  const chaos = ["scripts/run.mjs", "tools/chaos/main.ts", ...typed.split(" "), "--report", REPORT];
  await logged(copy, (stdio) =>
    runProgram({ nodeArguments: chaos, folder: copy, stdio, stopLimitMs: STOP_LIMIT_MS }, undo),
  );
  return readVerdict(report) ?? { failed: [], brokenOff: endOf(copy) };
}

const logOf = (copy: string): string => path.join(copy, "fire.log");

async function logged<T>(copy: string, run: (stdio: ["ignore", number, number]) => Promise<T>): Promise<T> {
  const file = openSync(logOf(copy), "w");
  try {
    return await run(["ignore", file, file]);
  } finally {
    closeSync(file);
  }
}

const endOf = (copy: string): string =>
  readFileSync(logOf(copy), "utf8").trimEnd().split("\n").slice(-LINES_SHOWN).join("\n");

function readVerdict(report: string): FireVerdict | null {
  let text: string;
  try {
    text = readFileSync(report, "utf8");
  } catch {
    return null; // it broke off
  }
  const { passes = {}, stops } = zReport.parse(JSON.parse(text));
  const judged = [...Object.values(passes), ...(stops === undefined ? [] : [stops])];
  return { failed: judged.flatMap(({ checks_failed: names }) => names), brokenOff: null };
}
