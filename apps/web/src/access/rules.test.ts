import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { ADMIN_PAGES, HANDLER_RULES, PAGE_RULES, PAPER_RULES, SERVER_RULES, UPLOAD_RULES } from "./rules.ts";

const APP = path.join(import.meta.dirname, "../app");

/** The addresses of all files with this name, as folders below `src/app`. */
const addressesOf = (name: RegExp): string[] =>
  readdirSync(APP, { recursive: true, encoding: "utf8" })
    .filter((file) => name.test(path.basename(file)))
    .map((file) => `/${path.dirname(file).split(path.sep).join("/")}`)
    .toSorted();

test("S-34: every page has a rule, and every rule is of a page", () => {
  expect(addressesOf(/^page\.tsx?$/)).toEqual(Object.keys(PAGE_RULES).toSorted());
});

test("S-34: every route handler has a rule, and every rule is of a handler", () => {
  expect(addressesOf(/^route\.tsx?$/)).toEqual(Object.keys(HANDLER_RULES).toSorted());
});

test("S-34: no file answers requests in another way", () => {
  const known = /^(page|route|layout|not-found|error|robots|icon)\.(tsx?|svg)$/;
  const special =
    /^(page|route|layout|template|default|loading|sitemap|manifest|opengraph-image|twitter-image|icon|apple-icon|favicon|robots|not-found|error|global-error|forbidden|unauthorized)\./;
  const files = readdirSync(APP, { recursive: true, encoding: "utf8" }).map((file) => path.basename(file));
  expect(files.filter((file) => special.test(file) && !known.test(file))).toEqual([]);
});

test("every paper has a rule, and every rule is of a paper", async () => {
  const { paperAddresses } = await import("../server/http/papers.ts");
  expect(paperAddresses().toSorted()).toEqual(Object.keys(PAPER_RULES).toSorted());
});

test("S-34: every address of uploads has a rule, and every rule is of one", async () => {
  const { uploadAddresses } = await import("../server/http/serve-uploads.ts");
  expect(uploadAddresses.toSorted()).toEqual(Object.keys(UPLOAD_RULES).toSorted());
});

test("what the server answers by itself has a rule", async () => {
  const { healthRoutes } = await import("../server/http/serve-health.ts");
  expect(Object.keys(SERVER_RULES).toSorted()).toEqual(Object.keys(healthRoutes).toSorted());
});

test("every page of staff is in their menu, and no other", () => {
  const pages = Object.keys(PAGE_RULES).filter((page) => page.startsWith("/admin"));
  expect(ADMIN_PAGES.map((page) => page.path).toSorted()).toEqual(pages.toSorted());
});
