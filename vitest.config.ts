import { defineConfig } from "vitest/config";

// Two projects, so that pure tests start at once and never wait for a database. Everything else is shared.

const NEVER = ["**/node_modules/**", "**/.next/**", "apps/web/e2e/**"];
/** Longer than any test needs: it ends what hangs, and never judges how fast a busy machine is. */
const TEST_TIMEOUT_MS = 60_000;
/** The same for what comes by itself a little later. */
const POLL_TIMEOUT_MS = 15_000;

/** Among the scripts, these work on a database. */
const STARTS_POSTGRES = [
  "scripts/audit-log",
  "scripts/consumers",
  "scripts/money",
  "scripts/platform",
  "scripts/privacy",
  "scripts/reconcile",
  "scripts/seed",
];

function testsIn(...folders: string[]): string[] {
  return folders.map((folder) => `${folder}/**/*.test.{ts,tsx}`);
}

export default defineConfig({
  test: {
    pool: "forks",
    // One more than the two cores that we count on: much of the time is spent on waiting.
    maxWorkers: 3,
    // A process for each file would spend a third of the time on starting and importing. So a test must leave nothing
    // behind in its process: no global, no mocked module, no timer.
    isolate: false,
    projects: [
      {
        test: {
          name: "pure",
          include: testsIn("packages/domain", "packages/providers", "apps/simulator", "tools", "scripts"),
          exclude: [...NEVER, ...testsIn(...STARTS_POSTGRES)],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
        },
      },
      {
        test: {
          name: "database",
          include: testsIn("packages/db", "packages/api", "apps/worker", "apps/web", ...STARTS_POSTGRES),
          exclude: NEVER,
          globalSetup: ["test/global-setup.ts"],
          testTimeout: TEST_TIMEOUT_MS,
          hookTimeout: TEST_TIMEOUT_MS,
          expect: { poll: { timeout: POLL_TIMEOUT_MS } },
        },
      },
    ],
  },
});
