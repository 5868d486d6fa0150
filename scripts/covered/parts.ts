import path from "node:path";
import type { Part } from "../parts/run-part.ts";
import { ROOT } from "../platform/paths.ts";

const MINUTE_MS = 60_000;
const WEB = path.join(ROOT, "apps/web");
const FOLDER = path.join(ROOT, "reports/coverage");
const UNIT = path.join(FOLDER, "unit");
const STACK = path.join(FOLDER, "end-to-end");

/** What the parts below write: Vitest's report, and the counts of V8 of all programs and pages of the stack. */
export const WRITTEN = {
  folder: FOLDER,
  unitReport: path.join(UNIT, "coverage-final.json"),
  stackFolders: [path.join(STACK, "node"), path.join(STACK, "browser")],
} as const;

const COVERED = ["packages/*/src/**/*.ts", "apps/*/src/**/*.{ts,tsx}", "apps/*/server.ts"];
/** Made by machines, or a part of the tests themselves. */
const NOT_COVERED = ["**/generated/**", "**/testing/**", "**/*.test.{ts,tsx}"];

export const UNIT_TESTS: Part = {
  name: "tests",
  program: "vitest",
  args: [
    "run",
    "--reporter=dot",
    "--coverage.enabled",
    "--coverage.provider=v8",
    "--coverage.reporter=json",
    `--coverage.reportsDirectory=${UNIT}`,
    ...COVERED.map((glob) => `--coverage.include=${glob}`),
    ...NOT_COVERED.map((glob) => `--coverage.exclude=${glob}`),
  ],
  timeoutMs: 20 * MINUTE_MS,
};

/** The production build, but not minified, and with maps that lead back to our sources. */
export const COVERAGE_BUILD: Part = {
  name: "build",
  program: process.execPath,
  args: [path.join(WEB, "node_modules/next/dist/bin/next"), "build"],
  folder: WEB,
  env: { COVERAGE_BUILD: "1", NEXT_TELEMETRY_DISABLED: "1" },
  timeoutMs: 5 * MINUTE_MS,
};

const SUITE_MS = 12 * MINUTE_MS;

/** All of them but those that weigh the build, because this one is not the one that is served. */
function endToEnd(name: string, ...projects: readonly string[]): Part {
  return {
    name,
    program: "playwright",
    args: [
      "test",
      "--reporter=dot",
      "--grep-invert=@weight",
      `--global-timeout=${SUITE_MS}`,
      ...projects.map((project) => `--project=${project}`),
    ],
    env: { E2E_COVERAGE_DIR: STACK },
    timeoutMs: SUITE_MS + MINUTE_MS,
  };
}

/**
 * A process that a test kills cannot tell what it ran. So the journeys have a platform of their own, which is not that of
 * the scenarios and faults.
 */
export const END_TO_END = [
  endToEnd("journeys", "phone", "nojs", "wide"),
  endToEnd("scenarios", "scenarios", "faults"),
] as const;
