import type { Planted } from "./planted.ts";

const FOLDER = "packages/api/src/pledge";
const lines = (count: number, text: string): string => `${text}\n`.repeat(count);
const branches = (count: number): string =>
  `export function choose(a: number): number {\n${Array.from({ length: count }, (_, i) => `if (a === ${i}) return ${i};`).join("\n")}\nreturn -1;\n}\n`;
const body = (count: number): string => `export function long(): void {\n${lines(count, "  void 0;")}}\n`;

const law = (rule: string, sin: string, clean: string): Planted => {
  const name = rule.replaceAll(/[^a-z]+/g, "-").replace(/-$/, "");
  return {
    name: rule,
    rule,
    sin: { [`${FOLDER}/sin-${name}.ts`]: sin },
    clean: { [`${FOLDER}/clean-${name}.ts`]: clean },
  };
};

const promise = "declare function later(): Promise<void>;\n";
const union = `type Kind = "a" | "b";\nexport function of(kind: Kind): number {\n  switch (kind) {\n    case "a":\n      return 1;\n`;

export const LAWS: readonly Planted[] = [
  law("eslint(max-lines)", lines(251, "void 0;"), lines(250, "void 0;")),
  law("eslint(max-lines-per-function)", body(70), body(68)),
  law("eslint(complexity)", branches(12), branches(11)),
  law(
    "eslint(eqeqeq)",
    `export const is = (a: number): boolean => a == 1;`,
    `export const is = (a: number): boolean => a === 1;`,
  ),
  law(
    "eslint(no-empty)",
    `export function f(): void { try { f(); } catch {} }`,
    `export function f(): void { f(); }`,
  ),
  law("import(no-default-export)", `export default 1;`, `export const one = 1;`),
  law("typescript(no-explicit-any)", `export type T = any;`, `export type T = unknown;`),
  law(
    "typescript(no-non-null-assertion)",
    `export const f = (a: string | null): number => a!.length;`,
    `export const f = (a: string | null): number => a?.length ?? 0;`,
  ),
  law(
    "typescript(no-floating-promises)",
    `${promise}export function f(): void { later(); }`,
    `${promise}export function f(): void { void later(); }`,
  ),
  law(
    "typescript(no-misused-promises)",
    `${promise}export function f(): void { process.on("exit", later); }`,
    `${promise}export function f(): void { process.on("exit", () => void later()); }`,
  ),
  law(
    "typescript(await-thenable)",
    `export const f = async (a: number): Promise<void> => { await a; };`,
    `export async function f(): Promise<void> { await Promise.resolve(1); }`,
  ),
  law(
    "typescript(switch-exhaustiveness-check)",
    `${union}  }\n  return 0;\n}`,
    `${union}    case "b":\n      return 2;\n  }\n}`,
  ),
  {
    name: "import(no-cycle)",
    rule: "import(no-cycle)",
    sin: {
      [`${FOLDER}/sin-cycle-one.ts`]: `import { two } from "./sin-cycle-two.ts";\nexport const one = (): number => two();`,
      [`${FOLDER}/sin-cycle-two.ts`]: `import { one } from "./sin-cycle-one.ts";\nexport const two = (): number => one();`,
    },
    clean: {
      [`${FOLDER}/clean-cycle-one.ts`]: `import { two } from "./clean-cycle-two.ts";\nexport const one = (): number => two();`,
      [`${FOLDER}/clean-cycle-two.ts`]: `export const two = (): number => 2;`,
    },
  },
  {
    name: "a test may be longer, but not without end",
    rule: "eslint(max-lines)",
    sin: { [`${FOLDER}/sin-length.test.ts`]: lines(501, "void 0;") },
    clean: { [`${FOLDER}/clean-length.test.ts`]: lines(430, "void 0;") + body(68) },
  },
  {
    name: "file names are kebab-case",
    rule: "unicorn(filename-case)",
    sin: { [`${FOLDER}/sinName.ts`]: `export const one = 1;` },
    clean: { [`${FOLDER}/clean-name.ts`]: `export const one = 1;` },
  },
  {
    name: "no test is switched off",
    rule: "vitest(no-disabled-tests)",
    sin: {
      [`${FOLDER}/sin-skip.test.ts`]: `import { expect, test } from "vitest";\ntest.skip("adds", () => { expect(1 + 1).toBe(2); });`,
    },
    clean: {
      [`${FOLDER}/clean-skip.test.ts`]: `import { expect, test } from "vitest";\ntest("adds", () => { expect(1 + 1).toBe(2); });`,
    },
  },
];
