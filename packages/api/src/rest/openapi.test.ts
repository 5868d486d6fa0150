import { expect, test } from "vitest";
import * as z from "zod";
import { openApiDocument } from "./openapi.ts";
import { restRoutes } from "./routes.ts";

const zOperation = z.object({
  responses: z.record(z.string(), z.unknown()),
  parameters: z.array(z.object({ name: z.string() })).optional(),
});
const zDocument = z.object({
  openapi: z.string(),
  paths: z.record(z.string(), z.record(z.string(), zOperation)),
});
const document = zDocument.parse(openApiDocument("http://localhost:3000"));

/** The public surface: names that anyone may script against. */
const NINE = [
  "GET /campaigns",
  "GET /campaigns/top",
  "GET /campaigns/{slug}",
  "GET /campaigns/{slug}/donations",
  "GET /campaigns/{slug}/totals",
  "GET /pledges/{token}",
  "GET /statistics/platform",
  "POST /pledges",
  "POST /pledges/{token}/checkout",
];

test("the nine routes of the public surface answer, and the document lists exactly them", () => {
  const served = restRoutes.map(({ method, path }) => `${method} ${path}`);
  const documented = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(served.toSorted()).toEqual(NINE);
  expect(documented.toSorted()).toEqual(NINE);
});

test("every answer is documented in the envelope", () => {
  for (const methods of Object.values(document.paths)) {
    for (const { responses } of Object.values(methods)) {
      expect(JSON.stringify(responses)).toContain('"success":{"const":true}');
      expect(JSON.stringify(responses)).toContain('"success":{"const":false}');
    }
  }
});

test("a promise wants an Idempotency-Key and is created with 201", () => {
  const create = document.paths["/pledges"]?.["post"];
  expect(create?.parameters?.map(({ name }) => name)).toContain("Idempotency-Key");
  expect(Object.keys(create?.responses ?? {})).toContain("201");
});

test("lists document their pagination", () => {
  expect(JSON.stringify(document.paths["/campaigns"]?.["get"])).toContain('"pagination"');
});
