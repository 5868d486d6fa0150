import type { Planted } from "./planted.ts";

const RULE = "eslint(no-restricted-imports)";

/** One line that a folder may not import, and one that it may. */
const imports = (file: string, forbidden: string, allowed: string): Planted => ({
  name: `${file} may not import ${forbidden}`,
  rule: RULE,
  sin: { [file.replace("*", `sin-${slug(forbidden)}`)]: line(forbidden) },
  clean: { [file.replace("*", `clean-${slug(forbidden)}`)]: line(allowed) },
});

const slug = (text: string): string => text.toLowerCase().replaceAll(/[^a-z]+/g, "-");
const line = (source: string): string =>
  `import { it } from "${source}";\nexport const that: unknown = it;\n`;

const bans: readonly Planted[] = [
  imports("packages/db/src/payment/*.ts", "@careforall/providers/payment", "@careforall/domain/payment"),
  imports("packages/db/src/payment/*.ts", "@careforall/api/pledge", "pg"),
  imports("packages/db/src/payment/*.ts", "@trpc/server", "zod"),
  imports("packages/providers/src/stripe/*.ts", "@careforall/db/client", "@careforall/domain/payment"),
  imports("packages/providers/src/stripe/*.ts", "@careforall/api/pledge", "node:crypto"),
  imports("packages/api/src/pledge/*.ts", "@careforall/providers/payment", "@careforall/db/pledge"),
  imports("packages/api/src/pledge/*.ts", "pg", "@careforall/db/client"),
  imports("packages/api/src/pledge/*.ts", "next/headers", "node:crypto"),
  imports("packages/api/src/pledge/*.ts", "@trpc/server", "../context.ts"),
  imports("apps/worker/src/payment/*.ts", "@careforall/providers/payment", "@careforall/api/payment"),
  imports("apps/worker/src/payment/*.ts", "@careforall/api/router", "@careforall/db/outbox"),
  imports("apps/worker/src/payment/*.ts", "next/cache", "react"),
  imports("apps/web/src/app/give/*.ts", "@careforall/db/client", "@careforall/api/pledge"),
  imports("apps/web/src/app/give/*.ts", "@careforall/providers/payment", "@careforall/domain/payment"),
  imports("apps/simulator/src/stripe/*.ts", "@careforall/domain/money", "node:sqlite"),
  imports("apps/simulator/src/stripe/*.ts", "pg", "zod"),
  imports("scripts/*.ts", "pg", "@careforall/db/client"),
  imports(
    "packages/api/src/payment/*.ts",
    "@careforall/domain/payment/apply-signal",
    "@careforall/domain/payment",
  ),
];

/** The files that plug the parts together may do what the rest of their layer may not. */
const exceptions: readonly Planted[] = [
  ["packages/api/src/pledge/pledge.router.ts", "packages/api/src/pledge/sin-face.ts", "@trpc/server"],
  ["apps/worker/src/services.ts", "apps/worker/src/sin-services.ts", "@careforall/providers/payment"],
  ["apps/web/src/server/services.ts", "apps/web/src/server/sin-services.ts", "@careforall/providers/payment"],
  ["tools/bench/bare.ts", "tools/chaos/sin-bare.ts", "pg"],
].map(([exempt = "", other = "", source = ""]) => ({
  name: `${exempt} may import ${source}`,
  rule: RULE,
  sin: { [other]: line(source) },
  clean: { [exempt]: line(source) },
}));

const globals: Planted = {
  name: "packages/db does not fetch",
  rule: "eslint(no-restricted-globals)",
  sin: { "packages/db/src/payment/sin-global.ts": `export const get = (): Promise<Response> => fetch("x");` },
  clean: {
    "packages/providers/src/stripe/clean-global.ts": `export const get = (): Promise<Response> => fetch("x");`,
  },
};

const typesOfPg: Planted = {
  name: "the types of pg are free",
  rule: RULE,
  sin: { "packages/api/src/pledge/sin-type.ts": `import pg from "pg";\nexport const it: unknown = pg;` },
  clean: { "packages/api/src/pledge/clean-type.ts": `import type pg from "pg";\nexport type It = pg.Pool;` },
};

export const LAYER_SINS: readonly Planted[] = [...bans, ...exceptions, globals, typesOfPg];
