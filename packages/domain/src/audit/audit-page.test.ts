import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { readTable } from "../testing/read-table.ts";
import { AUDIT_ACTIONS } from "./index.ts";

const PAGE = readFileSync(path.join(import.meta.dirname, "../../../../docs/audit.md"), "utf8");

test("docs/audit.md names every action, and in the words of the code", () => {
  const { rows } = readTable(PAGE, "action");
  expect(rows.map(({ name, cells }) => [name, cells[0]?.[1]])).toEqual(Object.entries(AUDIT_ACTIONS));
});
