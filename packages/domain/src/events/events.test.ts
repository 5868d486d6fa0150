import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { allEvents } from "./index.ts";

const page = readFileSync(path.join(import.meta.dirname, "../../../../docs/events.md"), "utf8");

test("a type and version is one event, and its name says of what and what happened", () => {
  const names = allEvents.map(({ type, version }) => `${type} ${version}`);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names)
    expect(name).toMatch(
      /^(account|campaign|guest|payment|person|pledge|case|receipt)\.[a-z]+(_[a-z]+)* [1-9]\d*$/,
    );
});

describe.each(allEvents)("$type, version $version", ({ type, version, description, schema }) => {
  const fields = Object.entries(schema.shape);

  test("is told on docs/events.md by its name, in a sentence", () => {
    expect(description).toMatch(/^[A-Z].{10,}\.$/);
    expect(page).toContain(`## \`${type}\`, version ${version}\n\n${description} `);
  });

  test("has data, and each field of it says what it means", () => {
    expect(fields).not.toEqual([]);
    for (const [name, field] of fields) expect(field.description, name).toMatch(/^.{10,}$/);
  });
});
