import { type Form, FORM_LENGTH_MIN, formsOf, plain, readable } from "./forms.ts";
import type { Secret } from "./secret.ts";

export type Found = {
  readonly secret: Secret;
  readonly how: string;
  /** What stands before and behind it. */
  readonly around: string;
};

const AROUND = 60;
const PARTS = [0, 0.25, 0.5, 0.75, 1];

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

/** Pieces of a form that may stand for it: its ends, its middle and between. */
function offsetsOf({ text }: Form): readonly number[] {
  const last = text.length - FORM_LENGTH_MIN;
  return [...new Set(PARTS.map((part) => Math.round(part * last)))];
}

function indexOf(forms: readonly Form[]): Index {
  const shared = new Map<string, number>();
  const sharedBy = ({ text }: Form, offset: number): number => shared.get(pieceAt(text, offset)) ?? 0;
  for (const form of forms)
    for (const offset of offsetsOf(form)) shared.set(pieceAt(form.text, offset), sharedBy(form, offset) + 1);
  const index = new Map<string, { form: Form; offset: number }[]>();
  for (const form of forms) {
    const [offset = 0] = offsetsOf(form).toSorted((a, b) => sharedBy(form, a) - sharedBy(form, b));
    const piece = pieceAt(form.text, offset);
    const known = index.get(piece);
    if (known === undefined) index.set(piece, [{ form, offset }]);
    else known.push({ form, offset });
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
