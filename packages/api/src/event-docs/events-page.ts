import { allEvents } from "@careforall/domain/events";
import * as z from "zod";
import { listenersOf } from "../outbox/subscriptions.ts";
import { forwardingSection } from "./forwarding-section.ts";

const HEAD = `# Events

What this platform says about itself. Each event is a fact that was committed together with its row in the outbox. It
reaches every listener at least once and is applied once; the order between events is not promised. Amounts are strings
of digits in minor units (Tk 500 is \`"50000"\`), ids are UUIDs. No event carries a name or an address.

This page is made from the definitions by \`pnpm docs:events\`; a test compares them. A shape never changes under its
version: a changed one is the next version beside it, and a build that does not know a version leaves it waiting.
`;

/** docs/events.md: every event of this build, with its fields and listeners. */
export function eventsPage(): string {
  const events = allEvents.toSorted((a, b) =>
    a.type < b.type ? -1 : a.type > b.type ? 1 : a.version - b.version,
  );
  return [HEAD, forwardingSection(), ...events.map(sectionOf)].join("\n");
}

function sectionOf({ type, version, description, schema }: (typeof allEvents)[number]): string {
  const rows = fieldsOf(type, schema).map(
    ({ name, type: shape, meaning }) => `| \`${name}\` | ${shape} | ${meaning} |`,
  );
  const listeners = listenersOf(type);
  return `## \`${type}\`, version ${version}

${description} The subject is the ${type.split(".")[0]}.

| field | type | meaning |
| --- | --- | --- |
${rows.join("\n")}

Listeners: ${listeners.length === 0 ? "none" : listeners.join(", ")}.
`;
}

type Field = { readonly name: string; readonly type: string; readonly meaning: string };

/** What of JSON Schema our events use; a schema that uses more must be written about here first. */
const zProperty = z.object({
  description: z.string().min(1),
  type: z.string().optional(),
  format: z.string().optional(),
  pattern: z.string().optional(),
  enum: z.array(z.string()).optional(),
});
const zShape = z.object({
  properties: z.record(z.string(), z.unknown()),
  required: z.array(z.string()).default([]),
});

/** The fields of an event. Throws, naming it, when a field says nothing of its meaning. */
export function fieldsOf(type: string, schema: z.ZodObject): readonly Field[] {
  const { properties, required } = zShape.parse(z.toJSONSchema(schema));
  return Object.entries(properties).map(([name, property]) => {
    const parsed = zProperty.safeParse(property);
    if (!parsed.success) throw new Error(`${type}: the field ${name} needs a description: .describe("…")`);
    const optional = required.includes(name) ? "" : ", optional";
    return { name, type: `${shapeOf(parsed.data)}${optional}`, meaning: parsed.data.description };
  });
}

const DIGITS = /^\^\\d\{/;

function shapeOf(property: z.output<typeof zProperty>): string {
  if (property.enum !== undefined) return property.enum.map((value) => `\`${value}\``).join(", ");
  if (property.format !== undefined) return property.format === "uuid" ? "UUID" : property.format;
  if (DIGITS.test(property.pattern ?? "")) return "digits";
  return property.type ?? "any";
}
