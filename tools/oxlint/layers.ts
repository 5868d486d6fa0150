/**
 * Who may import whom, and why not. Packages are held apart by `turbo boundaries` too (turbo.json); this table
 * says what that cannot: exceptions for one file, foreign packages, and what to do instead.
 */
type Ban = {
  readonly group?: string[];
  readonly regex?: string;
  readonly message: string;
  readonly allowTypeImports?: boolean;
};

type ImportRule = ["error", { patterns: Ban[] }];
type Override = { files: string[]; rules: { "no-restricted-imports": ImportRule } };

const DEEP: Ban = {
  regex: "^@careforall/[^/]+/[^/]+/.",
  message: "Import a slice through its index: @careforall/<package>/<slice>.",
};
const PG: Ban = {
  group: ["pg", "pg-*", "@prisma/**"],
  allowTypeImports: true,
  message: "Only packages/db holds connections and SQL: call a named function of @careforall/db.",
};
const DB: Ban = {
  group: ["@careforall/db", "@careforall/db/**"],
  message: "This layer does not reach the database: call a verb of @careforall/api.",
};
const API: Ban = {
  group: ["@careforall/api", "@careforall/api/**"],
  message: "This layer is below the verbs: move the shared part down to @careforall/domain.",
};
const PROVIDERS: Ban = {
  group: ["@careforall/providers", "@careforall/providers/**"],
  message: "Adapters arrive through the context: use ctx.providers. Only services.ts builds them.",
};
const FRAMEWORKS: Ban = {
  group: ["next", "next/**", "next-*", "react", "react/**", "react-dom", "react-dom/**"],
  message: "Pages live in apps/web: return data and let a page show it.",
};
const NEXT: Ban = {
  group: ["next", "next/**", "next-*"],
  message: "The worker has no pages: Next belongs to apps/web.",
};
const TRPC: Ban = {
  group: ["@trpc/**", "trpc-to-openapi"],
  message:
    "A verb does not know how it is called: tRPC lives in *.router.ts and in the trpc and rest folders.",
};
const ROUTER: Ban = {
  group: ["@careforall/api/router", "@careforall/api/trpc"],
  message: "The worker calls verbs directly, not through the router.",
};
const WORKSPACE: Ban = {
  group: ["@careforall/**"],
  message: "The simulator is the world outside: it shares no code with us, only the wire.",
};

const forbid = (files: readonly string[], ...bans: readonly Ban[]): Override => ({
  files: [...files],
  rules: { "no-restricted-imports": ["error", { patterns: [DEEP, ...bans] }] },
});

/** Later entries replace earlier ones for the files they name, so the exceptions stand below their layer. */
export const LAYERS: Override[] = [
  forbid(["ops/**", "scripts/**", "tools/**", "test/**", "*.ts"], PG),
  // The benchmark measures the bare driver against ours, so it needs the bare driver.
  forbid(["tools/bench/**"]),
  // The test database is made and dropped outside any application.
  forbid(["test/**"]),

  forbid(["packages/db/**"], PROVIDERS, API, FRAMEWORKS, TRPC),
  forbid(["packages/providers/**"], DB, API, PG, FRAMEWORKS, TRPC),
  forbid(["packages/api/**"], PROVIDERS, PG, FRAMEWORKS, TRPC),
  forbid(
    ["packages/api/src/**/*.router.ts", "packages/api/src/{trpc,router,rest}/**", "packages/api/src/trpc.ts"],
    PROVIDERS,
    PG,
    FRAMEWORKS,
  ),

  forbid(["apps/worker/**"], PROVIDERS, PG, NEXT, ROUTER),
  // The composition root builds the database and plugs the adapters in.
  forbid(["apps/worker/src/services.ts"], PG, NEXT, ROUTER),

  forbid(["apps/web/**"], DB, PROVIDERS, PG),
  forbid(["apps/web/src/server/services.ts"], PG),
  // End-to-end tests arrange and inspect through the same functions as the application.
  forbid(["apps/web/e2e/**"], PROVIDERS, PG),

  forbid(["apps/simulator/**"], WORKSPACE, PG, FRAMEWORKS, TRPC),
];
