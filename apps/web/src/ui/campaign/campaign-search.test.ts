import { expect, test } from "vitest";
import { readSearch, SEARCH_CHARACTERS_MAX, searchPath } from "./campaign-search.ts";

test("a search survives its own address", () => {
  const search = { kind: "medical", q: "হৃদরোগ & heart", after: "abc" } as const;
  const query = new URL(searchPath(search), "https://give.example.org").searchParams;
  expect(readSearch(Object.fromEntries(query))).toEqual(search);
});

test("what cannot be a filter is left out instead of failing the page", () => {
  expect(readSearch({ kind: "birthday", q: "  ", after: ["a", "b"], other: "x" })).toEqual({});
  expect(readSearch({ q: "x".repeat(500) }).q).toHaveLength(SEARCH_CHARACTERS_MAX);
});

test("no filter is the plain list", () => {
  expect(searchPath({})).toBe("/campaigns");
});
