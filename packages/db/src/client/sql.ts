import { createHash } from "node:crypto";

/** A statement with its values. Made only by `sql`, so a value can never become part of the text. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

type Template = Pick<Statement, "name" | "text">;

/** By the place in the code, whose strings are one object for ever. */
const templates = new WeakMap<TemplateStringsArray, Template>();

/** PostgreSQL prepares a named statement once per connection; the name is a digest of the text (63 bytes at most). */
function templateOf(strings: TemplateStringsArray): Template {
  let template = templates.get(strings);
  if (template === undefined) {
    const text = strings.reduce((before, part, i) => `${before}$${i}${part}`);
    template = { name: createHash("sha256").update(text).digest("base64url").slice(0, 32), text };
    templates.set(strings, template);
  }
  return template;
}

/** Writes a statement: every interpolation is a parameter. Times are sent as ISO strings, bigints as digits. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  const { name, text } = templateOf(strings);
  return { name, text, values };
}
