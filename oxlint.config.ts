import { defineConfig } from "oxlint";
import { LAYERS } from "./tools/oxlint/layers.ts";

/** Beyond these a file, a function or a decision no longer fits into one look (CONTRIBUTING.md). */
const FILE_LINES_MAX = 250;
const FUNCTION_LINES_MAX = 70;
const COMPLEXITY_MAX = 12;
/** A test reads like a list of stories and may be longer. */
const TEST_FILE_LINES_MAX = 500;

const TESTS = ["**/*.test.{ts,tsx}", "**/*.spec.ts"];
/** Places that may read the environment; everywhere else a setting arrives as a parameter. */
const READS_ENVIRONMENT = [
  "**/settings/**",
  "**/settings.ts",
  "**/testing/**",
  "**/*.config.{ts,mjs}",
  "ops/**",
  "scripts/**",
  "packages/*/scripts/**",
  // It hands the environment on to the server that it starts.
  "packages/db/src/embedded/**",
  "test/**",
  "tools/**",
  "apps/web/e2e/**",
];

const network = {
  name: "fetch",
  message: "This layer does not talk to the outside: an adapter in packages/providers does, behind a port.",
};

export default defineConfig({
  plugins: ["typescript", "import", "react", "nextjs", "jsx-a11y", "promise", "unicorn", "oxc", "vitest"],
  jsPlugins: ["./tools/oxlint/plugin.ts"],
  categories: { correctness: "error" },
  options: { typeAware: true, reportUnusedDisableDirectives: "error" },
  ignorePatterns: [
    "**/generated/**",
    "**/.next/**",
    "**/dist/**",
    "**/next-env.d.ts",
    ".data/**",
    "reports/**",
    "test-results/**",
  ],
  rules: {
    complexity: ["error", { max: COMPLEXITY_MAX }],
    // `!= null` means "neither null nor undefined", and nothing says it shorter.
    eqeqeq: ["error", "always", { null: "ignore" }],
    "max-lines": ["error", { max: FILE_LINES_MAX }],
    "max-lines-per-function": ["error", { max: FUNCTION_LINES_MAX }],
    "no-empty": "error",
    "no-var": "error",
    "prefer-const": "error",
    "import/no-cycle": "error",
    "import/no-default-export": "error",
    // A sewn meter and a live line have no tag that looks like them; their roles are tested by axe.
    "jsx-a11y/prefer-tag-over-role": "off",
    // Servers for mail and HTTP are told their answer through a callback.
    "promise/no-callback-in-promise": "off",
    "typescript/await-thenable": "error",
    "typescript/no-explicit-any": "error",
    "typescript/no-floating-promises": "error",
    "typescript/no-misused-promises": "error",
    "typescript/no-non-null-assertion": "error",
    // The two that Node's types bring along print as what they are, like those of the browser.
    "typescript/restrict-template-expressions": ["error", { allow: ["Error", "URL", "URLSearchParams"] }],
    "typescript/switch-exhaustiveness-check": "error",
    "unicorn/filename-case": ["error", { case: "kebabCase" }],
    "vitest/no-disabled-tests": "error",
    "vitest/no-focused-tests": "error",
    // The second argument is the message that a failure shows.
    "vitest/valid-expect": ["error", { maxArgs: 2 }],
    "careforall/client-imports": "error",
    "careforall/no-double-cast": "error",
    "careforall/no-env": "error",
    "careforall/no-network-in-transaction": "error",
    "careforall/no-unsafe-sql": "error",
    "careforall/sql-in-db": "error",
  },
  overrides: [
    ...LAYERS,
    { files: ["apps/**", "packages/**"], rules: { "careforall/no-float-money": "error" } },
    { files: ["packages/domain/src/money/**"], rules: { "careforall/no-float-money": "off" } },
    {
      files: ["packages/domain/src/**"],
      rules: { "careforall/pure-domain": ["error", { packages: ["zod", "temporal-polyfill"] }] },
    },
    {
      files: ["packages/db/src/**", "packages/api/src/**"],
      rules: { "no-restricted-globals": ["error", network] },
    },
    { files: READS_ENVIRONMENT, rules: { "careforall/no-env": "off" } },
    // The benchmark and the judge of the chaos run ask the database in words of their own, past the product.
    {
      files: ["packages/db/**", "tools/{bench,chaos}/**", "test/**"],
      rules: { "careforall/sql-in-db": "off" },
    },
    {
      // Next and the tools look for a default export in exactly these files.
      files: [
        "**/*.config.{ts,mjs}",
        "apps/web/src/app/**",
        "apps/web/src/i18n/**",
        "apps/web/src/proxy.ts",
        "apps/web/e2e/set-up.ts",
        "apps/web/e2e/tear-down.ts",
        "test/**",
        "tools/oxlint/plugin.ts",
      ],
      rules: { "import/no-default-export": "off" },
    },
    {
      // Playwright reads from the braces which fixtures one needs, also when that is none.
      files: ["apps/web/e2e/**"],
      rules: { "no-empty-pattern": "off" },
    },
    {
      files: TESTS,
      rules: {
        "max-lines": ["error", { max: TEST_FILE_LINES_MAX }],
        "max-lines-per-function": "off",
        "careforall/no-env": "off",
        "careforall/no-float-money": "off",
        "careforall/pure-domain": "off",
        "careforall/sql-in-db": "off",
        "no-restricted-globals": "off",
        // Any fixed order will do to compare two lists.
        "typescript/require-array-sort-compare": "off",
      },
    },
  ],
});
