import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Position, Sources } from "./sources.ts";
import { runsOfStack } from "./stack-runs.ts";

let root = "";
let counts = "";

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "coverage-"));
  counts = path.join(root, "counts");
  mkdirSync(counts);
});

afterEach(() => rmSync(root, { recursive: true }));

function write(name: string, text: string): string {
  const file = path.join(root, name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const sourcesWith = (file: string, statements: readonly Position[]): Sources =>
  new Map([[file, { statements, ran: new Set<number>(), branches: { total: 0, covered: 0 } }]]);

/** Where the marks are: the statements that a test of this file knows. */
function marked(text: string): readonly Position[] {
  return text
    .split("\n")
    .flatMap((line, index) =>
      line.includes("/**/") ? [{ line: index + 1, column: line.indexOf("/**/") + 4 }] : [],
    );
}

const PROGRAM = `type Gift = { readonly word: "দান"; amount: bigint };
function thank(gift: Gift): string {
  if (gift.amount > 0n) {
    /**/return "ধন্যবাদ" as string;
  }
  /**/return "nothing";
}
/**/console.log(thank({ word: "দান", amount: BigInt(process.argv[2]!) } satisfies Gift));
`;

test("of a source that Node ran itself, that which ran is known to the statement", () => {
  const file = write("apps/worker/src/program.ts", PROGRAM);
  const sources = sourcesWith(file, marked(PROGRAM));
  const run = (amount: string): void => {
    execFileSync(process.execPath, [file, amount], {
      env: { ...process.env, NODE_V8_COVERAGE: counts },
      stdio: "pipe",
    });
  };
  run("5");
  expect(runsOfStack([counts], sources, root).get(file)).toEqual(new Set([0, 2]));
  run("0");
  expect(runsOfStack([counts], sources, root).get(file)).toEqual(new Set([0, 1, 2]));
});

test("a script that the browser loaded is traced to its source, wherever the site was served", () => {
  const source = path.join(root, "apps/web/src/ui/island.tsx");
  const sources = sourcesWith(source, [
    { line: 1, column: 0 },
    { line: 2, column: 0 },
  ]);
  write("apps/web/.next/static/chunks/a.js", "one();\ntwo();\n\n//# sourceMappingURL=b.js.map");
  const map = {
    version: 3,
    sections: [
      {
        offset: { line: 0, column: 0 },
        map: {
          version: 3,
          sources: ["turbopack:///[project]/apps/web/src/ui/island.tsx"],
          names: [],
          mappings: "AAAA;AACA",
        },
      },
    ],
  };
  write("apps/web/.next/static/chunks/b.js.map", JSON.stringify(map));
  const ranges = [
    { startOffset: 0, endOffset: 20, count: 1 },
    { startOffset: 7, endOffset: 13, count: 0 },
  ];
  const result = [
    { url: "http://localhost:5100/_next/static/chunks/a.js", functions: [{ ranges }] },
    { url: "http://localhost:5100/en/campaigns", functions: [{ ranges }] },
    { url: "", functions: [{ ranges }] },
  ];
  write("counts/page.json", JSON.stringify({ result }));
  expect(runsOfStack([counts], sources, root)).toEqual(new Map([[source, new Set([0])]]));
});

test("a run of the stack that counted nothing at all is an error, and not a share of nothing", () => {
  expect(() => runsOfStack([path.join(root, "absent")], new Map(), root)).toThrow("ENOENT");
  expect(() => runsOfStack([counts], new Map(), root)).toThrow("no counts");
});
