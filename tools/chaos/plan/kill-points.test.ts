import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { KILL_POINTS } from "@careforall/db/kill-point";
import { ROOT } from "@careforall/world";
import { expect, test } from "vitest";

const SOURCES = ["apps/web/src", "apps/worker/src", "packages/api/src", "packages/db/src"];

const pointsIn = (folder: string): readonly string[] =>
  readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && !name.includes("generated"))
    .flatMap((name) => [
      ...readFileSync(path.join(ROOT, folder, name), "utf8").matchAll(/killPoint\("([^"]+)"\)/g),
    ])
    .map(([, point = ""]) => point);

test("every named kill point stands in the code once, and the code has no other", () => {
  expect(SOURCES.flatMap(pointsIn).toSorted()).toEqual([...KILL_POINTS].toSorted());
});
