import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTable } from "../testing/read-table.ts";
import { HOLDERS, isGranted, PERMISSION_NAMES, PERMISSIONS } from "./index.ts";

const PAGE = readFileSync(path.join(import.meta.dirname, "../../../../docs/roles.md"), "utf8");

test("the table of docs/roles.md is the map", () => {
  const { columns, rows } = readTable(PAGE, "permission");
  expect(columns).toEqual(["what it is", ...HOLDERS]);
  expect(rows.map(({ name, cells }) => [name, ...cells.map(([, cell]) => cell)])).toEqual(
    PERMISSION_NAMES.map((name) => [
      name,
      PERMISSIONS[name].words,
      ...HOLDERS.map((holder) => (isGranted(holder, name) || isGranted("anonymous", name) ? "yes" : "")),
    ]),
  );
});
