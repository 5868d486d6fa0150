import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { perPackage, zSummary } from "./covered/per-package.ts";
import { GENERATE } from "./parts/checks.ts";
import { type Part, runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { tell } from "./parts/tell.ts";
import { ROOT } from "./platform/paths.ts";

// `pnpm coverage`: what the unit and database tests run of each package, and reports/coverage.json. The browser's tests
// are not in it, so the web's pages are shown and not judged.

const LINES_MIN_PERCENT = 80;
const NOT_JUDGED: readonly string[] = ["apps/web"];
const REPORTS = path.join(ROOT, "reports");
const RAW = path.join(REPORTS, "coverage");

const COVERED = ["packages/*/src/**/*.ts", "apps/*/src/**/*.{ts,tsx}"];
/** Made by machines, part of the tests themselves, or run as a process of its own, which only the browser's tests do. */
const NOT_COVERED = ["**/generated/**", "**/testing/**", "**/*.test.{ts,tsx}", "apps/*/src/main.ts"];

const TESTS: Part = {
  name: "tests",
  program: "vitest",
  args: [
    "run",
    "--reporter=dot",
    "--coverage.enabled",
    "--coverage.provider=v8",
    "--coverage.reporter=json-summary",
    `--coverage.reportsDirectory=${RAW}`,
    ...COVERED.map((glob) => `--coverage.include=${glob}`),
    ...NOT_COVERED.map((glob) => `--coverage.exclude=${glob}`),
  ],
  timeoutMs: 15 * 60_000,
};

stopPartsOnSignals();
mkdirSync(REPORTS, { recursive: true });
for (const part of [GENERATE, TESTS]) {
  const result = await runPart(part, "quiet");
  tell(result);
  if (result.outcome !== "passed") process.exit(1);
}

const summary: unknown = JSON.parse(readFileSync(path.join(RAW, "coverage-summary.json"), "utf8"));
const packages = perPackage(zSummary.parse(summary), ROOT);
writeFileSync(path.join(REPORTS, "coverage.json"), `${JSON.stringify({ packages }, null, 2)}\n`);

console.log(`${"package".padEnd(22)}${"lines".padStart(8)}${"branches".padStart(10)}`);
for (const { package: name, lines, branches } of packages) {
  const isShort = lines < LINES_MIN_PERCENT && !NOT_JUDGED.includes(name);
  const note = isShort ? `  below ${LINES_MIN_PERCENT} %` : NOT_JUDGED.includes(name) ? "  not judged" : "";
  console.log(`${name.padEnd(22)}${`${lines} %`.padStart(8)}${`${branches} %`.padStart(10)}${note}`);
  if (isShort) process.exitCode = 1;
}
