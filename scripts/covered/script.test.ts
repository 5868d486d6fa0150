import { expect, test } from "vitest";
import { scriptOfBundle, scriptOfSource } from "./script.ts";

test("a source that Node runs itself stays where it is", () => {
  const offsetsOf = scriptOfSource("/repo/a.ts", "one();\ntwo();\n").get("/repo/a.ts");
  expect(offsetsOf?.({ line: 1, column: 0 })).toEqual([0]);
  expect(offsetsOf?.({ line: 2, column: 3 })).toEqual([10]);
});

/** Of one source each. A segment is four letters here: column of the script, source, line and column of the source. */
const section = (line: number, source: string, mappings: string) => ({
  offset: { line, column: 0 },
  map: { version: 3, sources: [source], names: [], mappings },
});

const FILE = "/repo/apps/web/.next/server/chunks/one.js";
const TEXT = "// made by Next\n  first(); second();\nthird();\n";

test("a statement is found by its section, however the map names its source", () => {
  const map = {
    version: 3,
    sections: [
      section(1, "../../../../../apps/web/src/%5Bslug%5D/a.ts", "EAAA,SACA"),
      section(2, "turbopack:///[project]/apps/web/src/b.tsx", "AAAE"),
      section(3, "turbopack:///[project]/apps/web/src/c.module.css [app-client] (css module)", "AAAA"),
    ],
  };
  const script = scriptOfBundle(FILE, TEXT, map, "/repo");
  const a = script.get("/repo/apps/web/src/[slug]/a.ts");
  expect(a?.({ line: 1, column: 0 })).toEqual([TEXT.indexOf("first")]);
  expect(a?.({ line: 2, column: 0 })).toEqual([TEXT.indexOf("second")]);
  expect(script.get("/repo/apps/web/src/b.tsx")?.({ line: 1, column: 2 })).toEqual([TEXT.indexOf("third")]);
});

test("only what begins exactly there is found: code that the map does not name ran nowhere", () => {
  const map = { version: 3, sections: [section(1, "../../../../../a.ts", "EAAE,SAAI")] };
  const a = scriptOfBundle(FILE, TEXT, map, "/repo").get("/repo/a.ts");
  expect(a?.({ line: 1, column: 6 })).toEqual([TEXT.indexOf("second")]);
  for (const column of [0, 3, 7]) expect(a?.({ line: 1, column })).toEqual([]);
  expect(a?.({ line: 9, column: 2 })).toEqual([]);
});

test("a source that is in a script twice is found twice", () => {
  const source = "turbopack:///[project]/a.ts";
  const map = { version: 3, sections: [section(1, source, "EAAA"), section(2, source, "AAAA")] };
  const offsets = scriptOfBundle(FILE, TEXT, map, "/repo").get("/repo/a.ts")?.({ line: 1, column: 0 });
  expect(offsets).toEqual([TEXT.indexOf("first"), TEXT.indexOf("third")]);
});

test("a map of another shape is refused", () => {
  expect(() => scriptOfBundle(FILE, TEXT, { version: 3, mappings: "AAAA" }, "/repo")).toThrow("sections");
});
