import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { ROOT, WEB } from "./paths.ts";
import { runProgram } from "./run-program.ts";
import type { Undo } from "./undo.ts";

/** Next writes it as the last thing of a complete build. */
const BUILD_ID = path.join(WEB, ".next/BUILD_ID");
const GENERATED_CLIENT = path.join(ROOT, "packages/db/src/generated/client.ts");
/** What Next bundles; the rest of the product is run from its sources. */
const BUNDLED = [
  "apps/web/src",
  "packages/domain/src",
  "packages/db/src",
  "packages/providers/src",
  "packages/api/src",
];

/** Builds the product when there is no build yet, as `pnpm start` does. */
export async function ensureBuild(undo: Undo): Promise<void> {
  if (existsSync(BUILD_ID) && existsSync(GENERATED_CLIENT)) return;
  console.log("there is no production build yet: building it first (not part of the measurement)");
  const how = await runProgram(
    {
      nodeArguments: ["scripts/run.mjs", "scripts/build.ts"],
      folder: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
    },
    undo,
  );
  if (how !== null) throw new Error(`the build failed (${how}); its lines above say why`);
}

/** Whether something that Next bundles has changed since: then the figures are of older sources. */
export function isBuildOld(): boolean {
  const builtAtMs = statSync(BUILD_ID).mtimeMs;
  return BUNDLED.some((folder) => newestMs(path.join(ROOT, folder)) > builtAtMs);
}

function newestMs(folder: string): number {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.includes(".test.") && !entry.parentPath.includes("/generated"),
  );
  return Math.max(0, ...files.map((file) => statSync(path.join(file.parentPath, file.name)).mtimeMs));
}
