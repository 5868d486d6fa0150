import { type Part, type PartResult, runPart } from "./run-part.ts";

const MINUTE_MS = 60_000;
const QUIET_TURBO = { TURBO_TELEMETRY_DISABLED: "1" };

/** The Prisma client is made, not stored; types and the type-aware lint rules read it. */
export const GENERATE: Part = {
  name: "generate",
  program: "turbo",
  args: ["run", "generate", "--output-logs=errors-only"],
  env: QUIET_TURBO,
  timeoutMs: 2 * MINUTE_MS,
};

const FORMAT: Part = { name: "format", program: "oxfmt", args: ["--check"], timeoutMs: MINUTE_MS };
const LINT: Part = { name: "lint", program: "oxlint", args: [], timeoutMs: 3 * MINUTE_MS };
const BOUNDARIES: Part = {
  name: "boundaries",
  program: "turbo",
  args: ["boundaries"],
  env: QUIET_TURBO,
  timeoutMs: MINUTE_MS,
};
const TYPES: Part = {
  name: "types",
  program: "turbo",
  args: ["run", "typecheck", "--output-logs=errors-only"],
  env: QUIET_TURBO,
  timeoutMs: 5 * MINUTE_MS,
};
/** The scripts and configurations at the root belong to no package. */
const ROOT_TYPES: Part = { name: "root types", program: "tsc", args: [], timeoutMs: MINUTE_MS };
const PURE_TESTS: Part = {
  name: "pure tests",
  program: "vitest",
  args: ["run", "--project", "pure", "--reporter=dot"],
  timeoutMs: 5 * MINUTE_MS,
};

/** Lanes run beside each other, the steps of a lane one after the other: two lanes fill two cores. */
export type Lanes = readonly (readonly Part[])[];

export const CHECKS: Lanes = [
  [TYPES, ROOT_TYPES],
  [FORMAT, BOUNDARIES, LINT],
];
export const CHECKS_AND_PURE_TESTS: Lanes = [
  [TYPES, ROOT_TYPES],
  [FORMAT, BOUNDARIES, LINT, PURE_TESTS],
];

/** Runs every lane to its end, so that one run names all that is wrong. */
export async function runLanes(
  lanes: Lanes,
  tell: (result: PartResult) => void,
): Promise<readonly PartResult[]> {
  const results = await Promise.all(
    lanes.map(async (lane) => {
      const ended: PartResult[] = [];
      for (const part of lane) {
        const result = await runPart(part, "quiet");
        tell(result);
        ended.push(result);
      }
      return ended;
    }),
  );
  return results.flat();
}
