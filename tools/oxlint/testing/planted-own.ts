import type { Planted } from "./planted.ts";
import { twins } from "./twins.ts";

const VERB = "packages/api/src/pledge";
const CLIENT = "apps/web/src/app/give";
const DOMAIN = "packages/domain/src/pledge";

const domain: readonly Planted[] = [
  [
    "clock-now",
    `export const now = (): number => Date.now();`,
    `export const same = (at: Date): Date => at;`,
  ],
  ["clock-new", `export const at = new Date();`, `export type Due = { readonly at: Date };`],
  [
    "clock-with-argument",
    `export const at = new Date(0);`,
    `export const of = (at: Date): number => at.getTime();`,
  ],
  [
    "chance",
    `export const dice = (): number => Math.random();`,
    `export const most = (a: number): number => Math.max(a, 1);`,
  ],
  ["network", `export const get = (): Promise<Response> => fetch("x");`, `export type Get = typeof fetch;`],
  [
    "process",
    `export const home = process.cwd();`,
    `export const home = (process: string): string => process;`,
  ],
  [
    "timer",
    `setTimeout(() => undefined, 1);`,
    `export const later = (setTimeout: number): number => setTimeout;`,
  ],
  [
    "crypto",
    `export const id = crypto.randomUUID();`,
    `export const id = (newId: () => string): string => newId();`,
  ],
  [
    "global",
    `export const d = globalThis.Date;`,
    `export const d = (globals: { Date: number }): number => globals.Date;`,
  ],
  ["node-import", `export { createHash } from "node:crypto";`, `export * as z from "zod";`],
  [
    "workspace-import",
    `import type { Db } from "@careforall/other/client";\nexport type A = Db;`,
    `import type { B } from "./clean-clock-new.ts";\nexport type A = B;`,
  ],
].map(([name = "", sin = "", clean = ""]) => twins("careforall(pure-domain)", DOMAIN, name, { sin, clean }));

const client: readonly Planted[] = [
  [
    "api",
    `import { createPledge } from "@careforall/api/pledge";`,
    `import type { createPledge } from "@careforall/api/pledge";`,
  ],
  [
    "node",
    `import { join as createPledge } from "node:path";`,
    `import { join as createPledge } from "./join.ts";`,
  ],
  [
    "mixed",
    `import { type A, createPledge } from "@careforall/api/pledge";\nexport type B = A;`,
    `import { type A, type createPledge } from "@careforall/api/pledge";\nexport type B = A;`,
  ],
].map(([name = "", sin = "", clean = ""]) =>
  twins(
    "careforall(client-imports)",
    CLIENT,
    `client-${name}`,
    {
      sin: `"use client";\n${sin}\nexport type It = typeof createPledge;`,
      clean: `"use client";\n${clean}\nexport type It = typeof createPledge;`,
    },
    "tsx",
  ),
);

const money: readonly Planted[] = [
  [
    "to-fixed",
    `export const show = (n: number): string => n.toFixed(2);`,
    `export const show = (n: number): string => n.toString();`,
  ],
  [
    "parse-float",
    `export const read = (s: string): number => Number.parseFloat(s);`,
    `export const read = (s: string): bigint => BigInt(s);`,
  ],
  [
    "division",
    `export const taka = (o: { amountMinor: bigint }): number => Number(o.amountMinor) / 100;`,
    `export const percent = (raisedMinor: bigint, goalMinor: bigint): number => Number((raisedMinor * 100n) / goalMinor);`,
  ],
  [
    "sum",
    `export function sum(feeMinor: bigint): number { let all = 0; all += Number(feeMinor); return all; }`,
    `export const column = (feeMinor: bigint): number => Number(feeMinor);`,
  ],
].map(([name = "", sin = "", clean = ""]) =>
  twins("careforall(no-float-money)", "packages/api/src/pledge", name, { sin, clean }),
);

const environment: readonly Planted[] = [
  [
    "dot",
    `export const port = process.env.PORT;`,
    `export const isDev = process.env.NODE_ENV === "development";`,
  ],
  ["index", `export const port = process["env"]["PORT"];`, `export const argv = process.argv;`],
  [
    "taken-apart",
    `const { env } = process;\nexport const port = env["PORT"];`,
    `const { argv } = process;\nexport const first = argv[0];`,
  ],
  [
    "handed-on",
    `declare function start(env: unknown): void;\nstart(process.env);`,
    `declare function parseSettings(env: unknown): void;\nparseSettings(process.env);`,
  ],
  [
    "imported",
    `import { env } from "node:process";\nexport const port = env["PORT"];`,
    `import { argv } from "node:process";\nexport const first = argv[0];`,
  ],
].map(([name = "", sin = "", clean = ""]) =>
  twins("careforall(no-env)", "packages/api/src/payment", `env-${name}`, { sin, clean }),
);

const sql: readonly Planted[] = [
  twins("careforall(no-unsafe-sql)", "packages/db/src/payment", "unsafe", {
    sin: `export const all = (prisma: P): Promise<unknown> => prisma.$queryRawUnsafe("select 1");\ntype P = { $queryRawUnsafe(text: string): Promise<unknown> };`,
    clean: `export const all = (prisma: P): Promise<unknown> => prisma.$queryRaw\`select 1\`;\ntype P = { $queryRaw(text: TemplateStringsArray): Promise<unknown> };`,
  }),
  twins("careforall(sql-in-db)", VERB, "raw-query", {
    sin: `export const all = (db: Db): Promise<unknown> => db.pool.query("select * from pledge");\ntype Db = { pool: { query(text: string): Promise<unknown> } };`,
    clean: `export const all = (db: Db): Promise<unknown> => db.pool.query("campaigns by name");\ntype Db = { pool: { query(text: string): Promise<unknown> } };`,
  }),
  twins("careforall(sql-in-db)", "apps/worker/src/payment", "tagged-sql", {
    sin: `import { sql } from "@careforall/db/client";\nexport const all = sql\`update pledge set x = 1\`;`,
    clean: `export const all = String.raw\`update pledge set x = 1\`;`,
  }),
  {
    name: "double cast",
    rule: "careforall(no-double-cast)",
    sin: { [`${VERB}/sin-cast.ts`]: `export const read = (x: string): number => x as unknown as number;` },
    clean: { [`${VERB}/clean-cast.ts`]: `export const read = (x: unknown): number => x as number;` },
  },
];

/** Where a rule is off on purpose, the same words are lawful. */
const lawfulPlaces: readonly Planted[] = [
  [
    "careforall(no-env)",
    `export const port = process.env["PORT"];`,
    "packages/api/src/settings/sin-place.ts",
  ],
  ["careforall(no-env)", `export const port = process.env["PORT"];`, "scripts/place.ts"],
  ["careforall(no-env)", `export const port = process.env["PORT"];`, "packages/db/src/testing/place.ts"],
  [
    "careforall(no-float-money)",
    `export const show = (n: number): string => n.toFixed(2);`,
    "packages/domain/src/money/place.ts",
  ],
  ["careforall(pure-domain)", `export const at = new Date(0);`, "packages/domain/src/pledge/place.test.ts"],
  [
    "careforall(sql-in-db)",
    'import { sql } from "../client/index.ts";\nexport const all = sql`update pledge set x = 1`;',
    "packages/db/src/pledge/place.ts",
  ],
].map(([rule = "", text = "", place = ""], index) => ({
  name: `${rule} is off in ${place}`,
  rule,
  sin: {
    [`${rule.includes("pure") ? DOMAIN : VERB}/sin-elsewhere-${index}.ts`]: text.replace(
      "../client/index.ts",
      "@careforall/db/client",
    ),
  },
  clean: { [place]: text },
}));

export const OWN_RULES: readonly Planted[] = [
  ...domain,
  ...client,
  ...money,
  ...environment,
  ...sql,
  ...lawfulPlaces,
];
