import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import * as z from "zod";
import { ROOT } from "./run-part.ts";

const zPlan = z.object({
  tasks: z.array(
    z.object({
      taskId: z.string(),
      dependencies: z.array(z.string()),
      inputs: z.record(z.string(), z.string()),
    }),
  ),
});

/** A cached answer about types is only right while nothing beneath has changed. */
test("the types of an app are checked again when a source of any layer beneath changes", () => {
  const turbo = join(ROOT, "node_modules", ".bin", "turbo");
  const plan = execFileSync(turbo, ["run", "typecheck", "--dry=json"], {
    cwd: ROOT,
    encoding: "utf8",
    stdio: "pipe",
  });
  const tasks = new Map(zPlan.parse(JSON.parse(plan)).tasks.map((task) => [task.taskId, task]));
  for (const app of ["web", "worker"])
    expect(tasks.get(`@careforall/${app}#typecheck`)?.dependencies).toContain("@careforall/api#sources");
  expect(tasks.get("@careforall/api#sources")?.dependencies).toContain("@careforall/domain#sources");
  expect(Object.keys(tasks.get("@careforall/domain#sources")?.inputs ?? {})).toContain("src/money/money.ts");
});
