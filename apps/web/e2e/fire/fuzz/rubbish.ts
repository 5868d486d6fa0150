import * as fc from "fast-check";
import { bytesOf } from "./shot.ts";

// What nobody honest sends.

/** Texts that have broken parsers, databases and logs before. */
export const NASTY_TEXTS: readonly string[] = [
  "\u0000",
  "a\u0000b",
  "\ud800",
  "\udfff\ud800",
  "\ufeff",
  "\u202e",
  "\u0007\u001b[31m",
  "a\r\nx-injected: 1",
  "__proto__",
  "constructor",
  "' or 1=1; --",
  "%",
  "%00",
  "%c0%ae",
  "../../etc/passwd",
  "${7*7}",
  "<script>",
  "9".repeat(400),
  "-0",
  "1e999",
  "NaN",
  "null",
  "দান".repeat(60),
  "e\u0301".repeat(100),
  "👩‍👩‍👧".repeat(40),
];

export const anyNasty: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NASTY_TEXTS),
  fc.string({ unit: "binary", maxLength: 300 }),
  fc.string({ maxLength: 40 }),
);

/** Values that are never what a schema asks for. */
export const anyMisfit: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(null, true, -1, 0, 1.5, 1e308, Number.MAX_SAFE_INTEGER + 2, [], {}, [[]], ""),
  fc.integer(),
  fc.bigInt({ min: 10n ** 30n, max: 10n ** 40n }).map(String),
  fc.jsonValue({ maxDepth: 3 }),
  anyNasty,
);

const NESTED_DEPTH = 100_000;
const TEN_MEGABYTES = 10 * 1024 * 1024;

/** Bodies of every kind; each character is one byte. */
export const NASTY_BODIES: Readonly<Record<string, string>> = {
  empty: "",
  "a truncated object": '{"campaignSlug":"heart-valve-for-rafi","giftMinor":"500',
  "a truncated escape": '{"campaignSlug":"\\u00',
  "the same key twice": '{"method":"bkash","method":"card","giftMinor":"1","giftMinor":"50000"}',
  "arrays in arrays, 100,000 deep": "[".repeat(NESTED_DEPTH) + "]".repeat(NESTED_DEPTH),
  "objects in objects, as deep as a body may be": `${'{"a":'.repeat(9_000)}1${"}".repeat(9_000)}`,
  "ten megabytes of JSON": `{"donorName":"${"x".repeat(TEN_MEGABYTES)}"}`,
  "ten megabytes of a form": `a=${"b".repeat(TEN_MEGABYTES)}`,
  "a polluted prototype": '{"__proto__":{"isAdmin":true},"constructor":{"prototype":{"isAdmin":true}}}',
  "NUL everywhere": bytesOf(`{"campaignSlug":"\\u0000","token":"\u0000"}\u0000`),
  "UTF-16": Buffer.from('\ufeff{"method":"bkash"}', "utf16le").toString("latin1"),
  "bytes that are no UTF-8": "\xff\xfe\xc0\xaf{\xed\xa0\x80}",
  "an integer of 5,000 digits": `{"giftMinor":${"9".repeat(5_000)}}`,
  "10,000 keys": `{${Array.from({ length: 5_000 }, (_none, nth) => `"k${nth}":0`).join(",")}}`,
  "a form of 5,000 fields": Array.from({ length: 5_000 }, (_none, nth) => `f${nth}=1`).join("&"),
  "a form with broken escapes": "slug=%&locale=%zz&gift=%00&formId=%ed%a0%80&currency=BDT",
  "several parts": '--b\r\ncontent-disposition: form-data; name="gift"\r\n\r\n1\r\n--b--\r\n',
};

export const CONTENT_TYPES = [
  "application/json",
  "application/json; charset=utf-16",
  "application/x-www-form-urlencoded",
  "multipart/form-data; boundary=b",
  "text/plain",
  "application/xml",
  "",
  "application/json, text/html",
] as const;

export const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"] as const;

/** Random bytes, JSON with a byte changed, or nearly a form. */
export const anyBody: fc.Arbitrary<string> = fc.oneof(
  fc.uint8Array({ maxLength: 2_000 }).map((bytes) => Buffer.from(bytes).toString("latin1")),
  fc.json({ maxDepth: 6 }).map(bytesOf),
  fc
    .tuple(fc.json({ maxDepth: 4 }).map(bytesOf), fc.nat(), fc.integer({ min: 0, max: 255 }))
    .map(([json, at, byte]) => replaceAt(json, at % Math.max(json.length, 1), String.fromCharCode(byte))),
  fc.webQueryParameters(),
  fc.dictionary(anyNasty, anyNasty, { maxKeys: 6 }).map((fields) => new URLSearchParams(fields).toString()),
);

const replaceAt = (text: string, at: number, character: string): string =>
  text.slice(0, at) + character + text.slice(at + 1);

/** Headers that a server might believe, or choke on; each value is one line. */
export const anyHeaders: fc.Arbitrary<Record<string, string>> = fc.dictionary(
  fc.constantFrom(
    "accept",
    "accept-language",
    "cookie",
    "idempotency-key",
    "next-action",
    "next-router-state-tree",
    "origin",
    "range",
    "rsc",
    "traceparent",
    "x-forwarded-for",
    "x-idempotency-key",
    "x-middleware-subrequest",
    "x-nextjs-data",
    "x-request-id",
  ),
  fc.oneof(fc.string({ maxLength: 60 }), fc.constantFrom("1", "null", "%00", "text/html", "a".repeat(4_000))),
  { maxKeys: 4 },
);
