// Mutation testing of the decisions about money: `pnpm mutate` (docs/testing.md).

export default {
  packageManager: "pnpm",
  plugins: ["@stryker-mutator/vitest-runner"],
  testRunner: "vitest",
  mutate: [
    "packages/domain/src/**/*.ts",
    "!packages/domain/src/**/*.test.ts",
    "!packages/domain/src/testing/**",
  ],
  // What a copy of the domain needs to be tested: only its own tests judge a mutant, and some of them read the docs.
  ignorePatterns: [
    "*",
    "!packages/domain/src/**",
    "!packages/domain/package.json",
    "!packages/domain/tsconfig.json",
    "!tsconfig.base.json",
    "!vitest.config.ts",
    "!docs/**",
    "!README.md",
  ],
  // Two, as for tests; `--workers` says otherwise.
  concurrency: 2,
  // A mutant that loops for ever is found by this; on a busy machine an honest test must not be taken for one.
  timeoutMS: 30_000,
  // Nothing is remembered between runs: Stryker would reuse the survivors among constants although tests were added.
  tempDirName: "reports/mutation/sandboxes",
  reporters: ["progress-append-only", "clear-text", "json", "html"],
  jsonReporter: { fileName: "reports/mutation/report.json" },
  htmlReporter: { fileName: "reports/mutation/report.html" },
  clearTextReporter: { logTests: false, reportTests: false, reportScoreTable: false },
  // Mutants of constants run every test; there are many, and they are worth it.
  warnings: { slow: false },
};
