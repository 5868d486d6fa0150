import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "..", "..", "..");
/** The real thing, copied as it stands: what decides in the repository decides in the fixture. */
const CONFIGURATION = ["oxlint.config.ts", "tools/oxlint", "tsconfig.base.json"];
const PACKAGES = [
  "apps/simulator",
  "apps/web",
  "apps/worker",
  "packages/api",
  "packages/db",
  "packages/domain",
  "packages/providers",
];
/** oxlint prints its findings in one piece; a run over a few hundred small files stays far below. */
const OUTPUT_BYTES_MAX = 32 * 1024 * 1024;
const RUN_TIMEOUT_MS = 60_000;

const zReport = z.object({
  diagnostics: z.array(
    z.object({ code: z.string().default("parse error"), filename: z.string(), message: z.string() }),
  ),
});

/** The rules that were broken, by file: unique and sorted. */
export type Findings = ReadonlyMap<string, readonly string[]>;

/** Writes the files into a tree of their own, runs the real oxlint there once and takes the tree away again. */
export async function lintTree(files: Readonly<Record<string, string>>): Promise<Findings> {
  const tree = mkdtempSync(join(tmpdir(), "careforall-lint-"));
  try {
    for (const path of CONFIGURATION) copy(path, tree);
    for (const path of PACKAGES) copy(`${path}/tsconfig.json`, tree);
    symlinkSync(join(ROOT, "node_modules"), join(tree, "node_modules"));
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    return findingsOf(await runOxlint(tree, Object.keys(files)), tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function copy(path: string, tree: string): void {
  cpSync(join(ROOT, path), join(tree, path), {
    recursive: true,
    filter: (source) => !/node_modules|\.turbo|\.test\.ts$/.test(relative(ROOT, source)),
  });
}

function runOxlint(tree: string, paths: readonly string[]): Promise<string> {
  const program = join(ROOT, "node_modules", "oxlint", "bin", "oxlint");
  const options = { cwd: tree, maxBuffer: OUTPUT_BYTES_MAX, timeout: RUN_TIMEOUT_MS };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [program, "--format", "json", ...paths], options, (error, stdout, stderr) => {
      // It ends with 1 when it found something; whether it ran at all is told by its report.
      if (stdout.trimStart().startsWith("{")) resolve(stdout);
      else reject(new Error(`oxlint gave no report: ${stdout}${stderr}`, { cause: error }));
    });
  });
}

function findingsOf(report: string, tree: string): Findings {
  const rules = new Map<string, Set<string>>();
  for (const { code, filename } of zReport.parse(JSON.parse(report)).diagnostics) {
    const path = filename.startsWith(tree) ? relative(tree, filename) : filename;
    rules.set(path, (rules.get(path) ?? new Set()).add(code));
  }
  return new Map([...rules].map(([path, codes]) => [path, [...codes].toSorted()]));
}
