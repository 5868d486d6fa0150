import path from "node:path";
import type { Permission } from "@careforall/domain/permission";
import { PERMISSIONS } from "@careforall/domain/permission";
import { type AnyProcedure } from "@trpc/server";
import { expect, test } from "vitest";
import * as z from "zod";
import { appRouter } from "./app-router.ts";
import { PROCEDURE_RULES } from "./procedure-rules.ts";

// S-43: what each procedure answers, field by field, by who may call it. A field that is new shows up in
// answer-fields.txt and is read by whoever reviews it (`pnpm vitest run packages/api/src/router/answer-fields -u`).

const zProcedures = z.record(
  z.string(),
  z.custom<AnyProcedure & { _def: { output: unknown } }>((found) => typeof found === "function"),
);
type Schema = {
  readonly type?: string | string[];
  readonly properties?: Record<string, Schema>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly $ref?: string;
};

/** `items[].campaign.slug`, one line for each field that is no object or list of them. */
function fieldsOf(schema: Schema, at = ""): readonly string[] {
  if (schema.anyOf !== undefined)
    return [
      ...new Set(schema.anyOf.filter(({ type }) => type !== "null").flatMap((one) => fieldsOf(one, at))),
    ];
  if (schema.items !== undefined) return fieldsOf(schema.items, `${at}[]`);
  if (schema.properties !== undefined)
    return Object.entries(schema.properties).flatMap(([name, inner]) =>
      fieldsOf(inner, at === "" ? name : `${at}.${name}`),
    );
  return [at === "" ? "(nothing)" : at];
}

type Answer = { readonly name: string; readonly permission: Permission; readonly schema: Schema };

/** As they cross the wire. */
function datesAsText({
  zodSchema,
  jsonSchema,
}: {
  zodSchema: { _zod: { def: { type: string } } };
  jsonSchema: object;
}): void {
  if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { type: "string", format: "date-time" });
}

const answers: readonly Answer[] = Object.entries(zProcedures.parse(appRouter._def.procedures))
  .map(([name, { _def }]) => ({
    name,
    permission: PROCEDURE_RULES[name as keyof typeof PROCEDURE_RULES],
    output: _def.output,
  }))
  .filter(({ output }) => output instanceof z.ZodType)
  .map(({ output, ...rest }) => ({
    ...rest,
    schema: z.toJSONSchema(output as z.ZodType, {
      io: "output",
      unrepresentable: "any",
      override: datesAsText,
    }) as Schema,
  }))
  .toSorted((a, b) => (a.name < b.name ? -1 : 1));

const holdersOf = (permission: Permission): string => PERMISSIONS[permission].to.join(", ");

test("S-43: answers hold the fields of their list and no others", async () => {
  const lines = answers.map(({ name, permission, schema }) =>
    [`${name} (${permission}: ${holdersOf(permission)})`, ...fieldsOf(schema).toSorted()].join("\n  "),
  );
  await expect(`${lines.join("\n\n")}\n`).toMatchFileSnapshot(
    path.join(import.meta.dirname, "answer-fields.txt"),
  );
});

test("S-43: every procedure parses its answer by a schema, so that nothing else can be in it", () => {
  const streams = Object.entries(zProcedures.parse(appRouter._def.procedures))
    .filter(([, { _def }]) => _def.type === "subscription")
    .map(([name]) => name);
  expect([...answers.map(({ name }) => name), ...streams].toSorted()).toEqual(
    Object.keys(PROCEDURE_RULES).toSorted(),
  );
  for (const { name, schema } of answers) expect([name, openPlaces(schema)]).toEqual([name, []]);
});

/** Where an answer could hold anything: a place without a type, or an object that takes other keys. */
function openPlaces(schema: Schema, at = "answer"): readonly string[] {
  const { type, properties = {}, items, anyOf = [], additionalProperties = false } = schema;
  const isOpen =
    (type === undefined && anyOf.length === 0 && !("const" in schema) && !("enum" in schema)) ||
    (type === "object" && additionalProperties !== false);
  return [
    ...(isOpen ? [at] : []),
    ...Object.entries(properties).flatMap(([name, inner]) => openPlaces(inner, `${at}.${name}`)),
    ...(items === undefined ? [] : openPlaces(items, `${at}[]`)),
    ...anyOf.flatMap((one) => openPlaces(one, at)),
  ];
}

/** What names or finds a person; `donorName` is public by its owner's wish. */
const PERSONAL = /email|phone|birthday|userid|address|agent|sid$|token$|secret|hash|password/i;

test("S-43: nobody but owners and staff is answered with what names or finds a person", () => {
  const found = answers
    .filter(({ permission }) => PERMISSIONS[permission].to.some((holder) => holder === "anonymous"))
    .flatMap(({ name, schema }) =>
      fieldsOf(schema)
        .filter((field) => PERSONAL.test(field.split(".").at(-1) ?? ""))
        .map((field) => `${name}: ${field}`),
    );
  // The secret of a gift is answered to whoever makes it, once.
  expect(found).toEqual(["pledge.create: token"]);
});
