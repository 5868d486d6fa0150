import * as fc from "fast-check";
import * as z from "zod";
import { anyMisfit, anyNasty } from "./rubbish.ts";

// Inputs made from the procedures' own schemas: right ones, and such as are wrong in one place.

const zNode = z.object({
  type: z.string().optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
});
type Node = z.output<typeof zNode>;

type Field = { readonly name: string; readonly node: Node; readonly isRequired: boolean };

/** What a schema says that its input looks like, from its JSON Schema. */
function fieldsOf(schema: z.ZodType): readonly Field[] {
  const root = zNode.parse(z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }));
  const required = root.required ?? [];
  return Object.entries(root.properties ?? {}).map(([name, node]) => ({
    name,
    node: zNode.parse(node),
    isRequired: required.includes(name),
  }));
}

const TEXT_LENGTH_MAX = 100;
const LETTERS = Array.from("abcdefghijklmnopqrstuvwxyz0123456789-");

/** A text that fits; `known` ones lead further than made-up ones, such as a real slug. */
function fittingText(node: Node, known: readonly string[]): fc.Arbitrary<string> {
  const { format, pattern = "", minLength = 0, maxLength = TEXT_LENGTH_MAX } = node;
  if (format === "email") return fc.nat().map((nth) => `fuzz-${nth}@example.org`);
  const madeUp = pattern.includes("\\d")
    ? fc.bigInt({ min: 0n, max: 10n ** 18n - 1n }).map(String)
    : fc.string({
        unit: fc.constantFrom(...LETTERS),
        minLength,
        maxLength: Math.min(maxLength, TEXT_LENGTH_MAX),
      });
  return known.length === 0 ? madeUp : fc.oneof(fc.constantFrom(...known), madeUp);
}

/** A value as the schema asks for it. */
function fitting(node: Node, known: readonly string[] = []): fc.Arbitrary<unknown> {
  if (node.enum !== undefined) return fc.constantFrom(...node.enum);
  if (node.anyOf !== undefined) return fc.oneof(...node.anyOf.map((one) => fitting(zNode.parse(one))));
  if (node.type === "integer") return fc.integer({ min: node.minimum ?? -9, max: node.maximum ?? 9 });
  if (node.type === "boolean") return fc.boolean();
  return node.type === "null" ? fc.constant(null) : fittingText(node, known);
}

/** One below or above what is allowed, or something else altogether. */
function wrong({ minLength = 1, maxLength = 100, minimum = 0, maximum = 0 }: Node): fc.Arbitrary<unknown> {
  return fc.oneof(
    fc.constantFrom<unknown>("x".repeat(minLength - 1), "x".repeat(maxLength + 1), minimum - 1, maximum + 1),
    anyMisfit,
    anyNasty,
  );
}

/** Values that exist in the books of the stack, by the name of the field. */
export type Known = Readonly<Record<string, readonly string[]>>;

type Inputs = fc.Arbitrary<Record<string, unknown>>;

const wholeOf = (fields: readonly Field[], known: Known): Inputs =>
  fc.record(Object.fromEntries(fields.map(({ name, node }) => [name, fitting(node, known[name])])), {
    requiredKeys: fields.filter(({ isRequired }) => isRequired).map(({ name }) => name),
  });

const EXTRA_KEYS = ["status", "raisedMinor", "__proto__", "constructor", "id", "at"] as const;

/** An input that fits, but for a key that its schema does not know. */
export const inputsWithAnExtraKey = (schema: z.ZodType, known: Known): Inputs =>
  fc
    .tuple(wholeOf(fieldsOf(schema), known), fc.constantFrom(...EXTRA_KEYS), anyMisfit)
    .map(([input, name, value]) => withKey(input, name, value));

/** A whole input that fits, or one with a field too few, too many, or not as it should be. */
export function inputsFor(schema: z.ZodType, known: Known): Inputs {
  const fields = fieldsOf(schema);
  const whole = wholeOf(fields, known);
  const extra = inputsWithAnExtraKey(schema, known);
  if (fields.length === 0) return fc.oneof(whole, extra);
  const spoilt = fc
    .constantFrom(...fields)
    .chain(({ name, node }) =>
      fc.tuple(whole, wrong(node)).map(([input, value]) => withKey(input, name, value)),
    );
  const lacking = fc.tuple(whole, fc.constantFrom(...fields)).map(([input, { name }]) => {
    const { [name]: _gone, ...rest } = input;
    return rest;
  });
  return fc.oneof({ arbitrary: whole, weight: 2 }, { arbitrary: spoilt, weight: 4 }, extra, lacking);
}

/** An own property even when it is called __proto__, as JSON.parse would make it. */
const withKey = (input: object, name: string, value: unknown): Record<string, unknown> =>
  Object.defineProperty({ ...input }, name, { value, enumerable: true, configurable: true, writable: true });
