import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { allEvents } from "@careforall/domain/events";
import { expect, test } from "vitest";
import * as z from "zod";
import { eventsPage, fieldsOf } from "./index.ts";

const PAGE = path.join(import.meta.dirname, "../../../../docs/events.md");

test("docs/events.md is what the definitions say (after a change: pnpm docs:events)", () => {
  expect(readFileSync(PAGE, "utf8")).toBe(eventsPage());
});

test("the worked example of a signature comes out as the page says when a shell runs it", () => {
  const page = eventsPage();
  const script = /```sh\n(secret=[^`]+)```/.exec(page)?.[1] ?? "";
  const printed = execFileSync("sh", ["-ec", script], { encoding: "utf8" });
  expect(printed).toMatch(/^v1,[A-Za-z0-9+/]{43}=$/);
  expect(page).toContain(`This prints \`${printed}\``);
});

test("every event of this build is on the page, with a sentence and all its fields", () => {
  const page = eventsPage();
  for (const { type, version, description, schema } of allEvents) {
    expect(page).toContain(`## \`${type}\`, version ${version}\n\n${description}`);
    expect(description).toMatch(/^[A-Z].{10,}\.$/);
    for (const name of Object.keys(schema.shape)) expect(page).toContain(`| \`${name}\` |`);
  }
});

test("a field without a meaning is named, and an optional one is said to be", () => {
  expect(() => fieldsOf("gift.lost", z.object({ amount: z.string() }))).toThrow(/gift\.lost.*amount/);
  expect(fieldsOf("gift.lost", z.object({ note: z.string().optional().describe("Why") }))).toEqual([
    { name: "note", type: "string, optional", meaning: "Why" },
  ]);
});
