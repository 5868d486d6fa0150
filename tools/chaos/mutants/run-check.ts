import { readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { runProgram, type Undo } from "@careforall/world";
import * as z from "zod";

/** What a test file that must see a mistake says. */
export type Verdict = {
  /** Full names of the tests that failed; the file's name when it could not be run at all. */
  readonly failed: readonly string[];
  readonly passed: number;
};

const zReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })),
    }),
  ),
});

/** Runs tests of these files whose names have these words, in the copy. */
export async function runCheck(
  copy: string,
  { files, tests }: { readonly files: readonly string[]; readonly tests: readonly string[] },
  undo: Undo,
): Promise<Verdict> {
  const report = path.join(copy, "reports-check.json");
  rmSync(report, { force: true });
  await runProgram(
    {
      nodeArguments: [
        path.join(copy, "node_modules/vitest/vitest.mjs"),
        "run",
        ...files,
        "--testNamePattern",
        tests.map(escaped).join("|"),
        "--reporter=json",
        `--outputFile=${report}`,
      ],
      folder: copy,
      stdio: "ignore",
      environment: { CI: "true" },
    },
    undo,
  );
  return readVerdict(report);
}

function readVerdict(report: string): Verdict {
  const { testResults } = zReport.parse(JSON.parse(readFileSync(report, "utf8")));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.length === 0,
  );
  return {
    failed: [
      ...unloaded.map(({ name }) => `${path.basename(name)} could not be run`),
      ...tests.filter(({ status }) => status === "failed").map(({ fullName }) => fullName),
    ],
    passed: tests.filter(({ status }) => status === "passed").length,
  };
}

const escaped = (words: string): string => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
