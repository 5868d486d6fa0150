import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { nodeProblem } from "./node-version.mjs";

test.each(["22.18.0", "22.19.1", "23.6.0", "24.0.0", "26.1.0"])("Node %s will do", (version) => {
  expect(nodeProblem(version, "strip")).toBeNull();
});

test.each(["18.20.4", "20.20.2", "22.17.9", "23.5.0"])(
  "Node %s gets one line with both versions",
  (version) => {
    const problem = nodeProblem(version, false);
    expect(problem).toMatch(new RegExp(`22\\.18 or newer.*this is Node ${version}`));
    expect(problem).not.toContain("\n");
  },
);

test("a new Node with TypeScript switched off is told how to switch it on", () => {
  expect(nodeProblem("24.21.0", false)).toMatch(/unset NODE_OPTIONS/);
});

test("the runner hands the remaining arguments to the program, and says what to type without one", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "careforall-run-"));
  try {
    const program = path.join(folder, "program.ts");
    writeFileSync(
      program,
      `const words: readonly string[] = process.argv.slice(2); console.log(words.join("+"));`,
    );
    const runner = path.join(import.meta.dirname, "run.mjs");
    const run = spawnSync(process.execPath, [runner, program, "--quick", "a b"], { encoding: "utf8" });
    expect(run.stdout).toBe("--quick+a b\n");
    const bare = spawnSync(process.execPath, [runner], { encoding: "utf8" });
    expect([bare.status, bare.stderr]).toEqual([1, expect.stringMatching(/^Type: node scripts\/run\.mjs/)]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
