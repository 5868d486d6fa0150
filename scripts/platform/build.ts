import { existsSync } from "node:fs";
import path from "node:path";
import { printNews } from "./console.ts";
import { generateClient } from "./generate-client.ts";
import { ROOT } from "./paths.ts";
import { runToEnd, type StepOutput } from "./run-to-end.ts";

/** Next writes it as the last thing of a complete build. */
const BUILD_ID = path.join(ROOT, "apps/web/.next/BUILD_ID");

/** The production build of everything that needs one. turbo finds pnpm on the PATH that pnpm gave us. */
export async function buildForProduction(output: StepOutput, when: "always" | "if-absent"): Promise<void> {
  if (when === "if-absent" && existsSync(BUILD_ID)) {
    printNews("using the build that is there (after a change: pnpm build)");
    return;
  }
  if (when === "if-absent") printNews("there is no production build yet: building it first");
  await generateClient(output);
  await runToEnd(
    {
      name: "build",
      command: path.join(ROOT, "node_modules/.bin/turbo"),
      arguments: ["run", "build"],
      folder: ROOT,
      environment: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TURBO_TELEMETRY_DISABLED: "1" },
    },
    output,
  );
}
