import { createHash } from "node:crypto";

/** A statement with its values. Made only by `sql`, so a value can never become part of the text. */
export type Statement = { readonly name: string; readonly text: string; readonly values: readonly unknown[] };

const names = new Map<string, string>();

/** PostgreSQL prepares a named statement once per connection; the name is a digest of the text (63 bytes at most). */
function nameOf(text: string): string {
  let name = names.get(text);
  if (name === undefined) {
    name = createHash("sha256").update(text).digest("base64url").slice(0, 32);
    names.set(text, name);
  }
  return name;
}

/** Writes a statement: every interpolation is a parameter. Times are sent as ISO strings, bigints as digits. */
export function sql(strings: TemplateStringsArray, ...values: readonly unknown[]): Statement {
  const text = strings.reduce((before, part, i) => `${before}$${i}${part}`);
  return { name: nameOf(text), text, values };
}
