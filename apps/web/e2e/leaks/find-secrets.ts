import { type Form, FORM_LENGTH_MIN, formsOf, plain, readable } from "./forms.ts";
import type { Secret } from "./secret.ts";

export type Found = {
  readonly secret: Secret;
  readonly how: string;
  /** What stands before and behind it. */
  readonly around: string;
};

const AROUND = 60;

/**
 * Looks for thousands of secrets in one walk through a text. Each form is known by that piece of it which the fewest
 * others share, so that a hundred addresses of one domain cost no more than one. A secret is found once per text.
 */
export function secretFinder(secrets: readonly Secret[]): (text: string) => readonly Found[] {
  const forms = secrets.flatMap(formsOf);
  const index = indexOf(forms);
  return (text) => {
    const found = new Map<string, Found>();
    const asWritten = plain(text);
    const asRead = plain(readable(text));
    for (const one of asWritten === asRead ? [asWritten] : [asWritten, asRead]) walk(one, index, found);
    return [...found.values()];
  };
}

type Index = ReadonlyMap<string, readonly { readonly form: Form; readonly offset: number }[]>;

const pieceAt = (text: string, at: number): string => text.slice(at, at + FORM_LENGTH_MIN);

function indexOf(forms: readonly Form[]): Index {
  const shared = new Map<string, number>();
  const lastPiece = (text: string): number => text.length - FORM_LENGTH_MIN;
  for (const { text } of forms)
    for (let at = 0; at <= lastPiece(text); at += 1)
      shared.set(pieceAt(text, at), (shared.get(pieceAt(text, at)) ?? 0) + 1);
  const index = new Map<string, { form: Form; offset: number }[]>();
  for (const form of forms) {
    let offset = 0;
    for (let at = 1; at <= lastPiece(form.text); at += 1)
      if ((shared.get(pieceAt(form.text, at)) ?? 0) < (shared.get(pieceAt(form.text, offset)) ?? 0))
        offset = at;
    const piece = pieceAt(form.text, offset);
    index.set(piece, [...(index.get(piece) ?? []), { form, offset }]);
  }
  return index;
}

function walk(text: string, index: Index, found: Map<string, Found>): void {
  for (let at = 0; at <= text.length - FORM_LENGTH_MIN; at += 1) {
    for (const { form, offset } of index.get(pieceAt(text, at)) ?? []) {
      const from = at - offset;
      const { secret, how } = form;
      if (from < 0 || !text.startsWith(form.text, from)) continue;
      const around = text.slice(Math.max(0, from - AROUND), from + form.text.length + AROUND);
      const key = `${secret.kind} ${secret.value}`;
      if (!found.has(key)) found.set(key, { secret, how, around });
    }
  }
}
