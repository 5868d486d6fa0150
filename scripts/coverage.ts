import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { COVERAGE_BUILD, END_TO_END, UNIT_TESTS, WRITTEN } from "./covered/parts.ts";
import { missedLines, perPackage } from "./covered/per-package.ts";
import { sourcesOf } from "./covered/sources.ts";
import { runsOfStack } from "./covered/stack-runs.ts";
import { GENERATE } from "./parts/checks.ts";
import { runPart } from "./parts/run-part.ts";
import { stopPartsOnSignals } from "./parts/stop.ts";
import { tell } from "./parts/tell.ts";
import { ROOT } from "./platform/paths.ts";

// `pnpm coverage`: which lines of each package and app any test runs, and reports/coverage.json. What a line is, Vitest
// says; that it ran, Vitest or what V8 counted of the programs and pages of the end-to-end tests.

const LINES_MIN_PERCENT = 80;
const NEXT = path.join(ROOT, "apps/web/.next");

/** Nobody shall serve the build of this command: it is large and gives the sources away. `dev` is that of `pnpm dev`. */
function removeBuild(): void {
  for (const name of readdirSync(NEXT)) {
    if (name !== "dev") rmSync(path.join(NEXT, name), { recursive: true });
  }
}

stopPartsOnSignals();
rmSync(WRITTEN.folder, { recursive: true, force: true });
mkdirSync(WRITTEN.folder, { recursive: true });
mkdirSync(NEXT, { recursive: true });
process.once("exit", removeBuild);
for (const part of [GENERATE, UNIT_TESTS, COVERAGE_BUILD, ...END_TO_END]) {
  const result = await runPart(part, "quiet");
  tell(result);
  if (result.outcome !== "passed") process.exit(1);
}

const sources = sourcesOf(JSON.parse(readFileSync(WRITTEN.unitReport, "utf8")));
const runs = runsOfStack(WRITTEN.stackFolders, sources, ROOT);
const packages = perPackage(sources, runs, ROOT);
const missed = Object.fromEntries(
  [...sources]
    .map(([file, source]) => [path.relative(ROOT, file), missedLines(source, runs.get(file))] as const)
    .filter(([, lines]) => lines.length > 0),
);
writeFileSync(path.join(ROOT, "reports/coverage.json"), `${JSON.stringify({ packages, missed }, null, 2)}\n`);

const row = (name: string, ...cells: readonly string[]): string =>
  name.padEnd(22) + cells.map((cell) => cell.padStart(14)).join("");
console.log(row("package", "lines", "unit lines", "unit branches"));
for (const { package: name, lines, linesByUnitTests, branchesByUnitTests } of packages) {
  const isShort = lines < LINES_MIN_PERCENT;
  const note = isShort ? `  below ${LINES_MIN_PERCENT} %` : "";
  console.log(row(name, `${lines} %`, `${linesByUnitTests} %`, `${branchesByUnitTests} %`) + note);
  if (isShort) process.exitCode = 1;
}
