import type { Secret } from "./secret.ts";

/** One way in which a secret may be written. Lower case: texts are compared so. */
export type Form = { readonly secret: Secret; readonly how: string; readonly text: string };

/** Shorter words stand in texts by chance. */
export const FORM_LENGTH_MIN = 8;

const BITS_OF_BYTE = 8;
const BITS_OF_LETTER = 6;
const ALIGNMENTS = [0, 1, 2];

export const plain = (text: string): string => text.normalize("NFC").toLowerCase();

/** All ways to write a secret that `readable` does not undo: base64, hexadecimal, as in forms, without its marks. */
export function formsOf(secret: Secret): readonly Form[] {
  const value = secret.value.normalize("NFC");
  const bytes = Buffer.from(value);
  const bare = secret.kind === "phone" || secret.kind === "factor" ? value.replace(/[^a-z0-9]/gi, "") : value;
  const ways: readonly (readonly [string, string])[] = [
    ["as it is", value],
    ["without its marks", bare],
    ["with + for spaces", value.replaceAll(" ", "+")],
    ["hexadecimal", bytes.toString("hex")],
    ...ALIGNMENTS.flatMap((before) => {
      const letters = base64Within(bytes, before);
      return [
        ["base64", letters],
        ["base64url", letters.replaceAll("+", "-").replaceAll("/", "_")],
      ] as const;
    }),
  ];
  const byText = new Map(ways.map(([how, text]) => [plain(text), how]));
  return [...byText]
    .filter(([text]) => text.length >= FORM_LENGTH_MIN)
    .map(([text, how]) => ({ secret, how, text }));
}

/** The letters of base64 that these bytes alone decide when `before` other bytes stand in front of them. */
function base64Within(bytes: Buffer, before: number): string {
  const whole = Buffer.concat([Buffer.alloc(before), bytes]);
  const from = Math.ceil((before * BITS_OF_BYTE) / BITS_OF_LETTER);
  const to = Math.floor((whole.length * BITS_OF_BYTE) / BITS_OF_LETTER);
  return whole.toString("base64").slice(from, to);
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">" };
const LAYERS_MAX = 3;
const ESCAPES =
  /(?:%[0-9a-f]{2})+|(?:\\+u[0-9a-f]{4})+|\\+x[0-9a-f]{2}|\\+["'/\\]|&(?:#x[0-9a-f]+|#\d+|amp|quot|apos|lt|gt);/gi;

/** A text with the escapes of addresses, JSON and HTML undone, also where one stands within another. */
export function readable(text: string): string {
  let read = text;
  for (let layer = 0; layer < LAYERS_MAX; layer += 1) {
    const next = read.replace(ESCAPES, unescapeOne);
    if (next === read) break;
    read = next;
  }
  return read;
}

function unescapeOne(escape: string): string {
  if (escape.startsWith("%")) return Buffer.from(escape.replaceAll("%", ""), "hex").toString("utf8");
  if (escape.startsWith("&#x")) return letter(Number.parseInt(escape.slice(3, -1), 16));
  if (escape.startsWith("&#")) return letter(Number(escape.slice(2, -1)));
  if (escape.startsWith("&")) return NAMED[escape.slice(1, -1).toLowerCase()] ?? escape;
  if (!/[ux]/i.test(escape)) return escape.slice(-1);
  const units = [...escape.matchAll(/[ux]([0-9a-f]{2,4})/gi)].map(([, hex = ""]) => Number.parseInt(hex, 16));
  return String.fromCharCode(...units);
}

const LETTER_MAX = 0x10_ffff;

const letter = (code: number): string => (code <= LETTER_MAX ? String.fromCodePoint(code) : "");
