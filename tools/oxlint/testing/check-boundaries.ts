import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "..", "..", "..");
const ROOT_FILES = ["package.json", "pnpm-lock.yaml", "pnpm-workspace.yaml", "turbo.json"];
const GROUPS = ["apps", "packages", "tools"];
const RUN_TIMEOUT_MS = 30_000;

const zPackage = z.looseObject({ dependencies: z.record(z.string(), z.string()).default({}) });

export type Plants = {
  /** Sources by their path in the workspace. */
  readonly files: Readonly<Record<string, string>>;
  /** Workspace packages that the package.json of a folder is made to declare. */
  readonly declare?: readonly (readonly [folder: string, dependency: string])[];
};

export type Verdict = { readonly isClean: boolean; readonly report: string };

/** Asks the real `turbo boundaries` about a bare copy of the workspace (manifests and tags) with files planted. */
export function checkBoundaries({ files, declare = [] }: Plants): Verdict {
  const tree = mkdtempSync(join(tmpdir(), "careforall-boundaries-"));
  try {
    for (const path of [...ROOT_FILES, ...manifests()]) cpSync(join(ROOT, path), join(tree, path));
    for (const [folder, dependency] of declare) declareIn(join(tree, folder), dependency);
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(tree, path)), { recursive: true });
      writeFileSync(join(tree, path), text);
    }
    return runTurbo(tree);
  } finally {
    rmSync(tree, { recursive: true, force: true });
  }
}

function manifests(): readonly string[] {
  return GROUPS.flatMap((group) =>
    readdirSync(join(ROOT, group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .flatMap(({ name }) => readdirSync(join(ROOT, group, name)).map((file) => `${group}/${name}/${file}`))
      .filter((path) => /\/(?:package|turbo|tsconfig)\.json$/.test(path)),
  );
}

function declareIn(folder: string, dependency: string): void {
  const path = join(folder, "package.json");
  const manifest = zPackage.parse(JSON.parse(readFileSync(path, "utf8")));
  const dependencies = { ...manifest.dependencies, [dependency]: "workspace:*" };
  writeFileSync(path, JSON.stringify({ ...manifest, dependencies }, null, 2));
}

function runTurbo(tree: string): Verdict {
  const { status, stdout, stderr, error } = spawnSync(
    join(ROOT, "node_modules", ".bin", "turbo"),
    ["boundaries"],
    {
      cwd: tree,
      encoding: "utf8",
      timeout: RUN_TIMEOUT_MS,
      env: { ...process.env, TURBO_TELEMETRY_DISABLED: "1" },
    },
  );
  const report = unwrapped(stripVTControlCharacters(`${stdout}${stderr}`));
  // A verdict is only a verdict when files were looked at.
  if (error !== undefined || !/Checked [1-9]\d* files?/.test(report))
    throw new Error(`turbo boundaries gave no verdict: ${report}`, { cause: error });
  return { isClean: status === 0, report };
}

/** turbo wraps long findings and draws a line beside them; here every finding is one line of words. */
const unwrapped = (report: string): string => report.replaceAll(/\s*\n\s*(?:\|\s)?\s*/g, " ");
