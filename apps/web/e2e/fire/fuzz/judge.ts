import { expect } from "playwright/test";
import * as z from "zod";
import type { Answer, Hit, Shot } from "./shot.ts";

// What every answer to rubbish must be like.

/** Signs of our insides. A donor's own words may contain some of them, so only answers to errors are searched. */
const INSIDES =
  /node_modules|\n\s+at .+:\d+|Prisma|SQLSTATE|invalid byte sequence|syntax error at|\/src\/|postgres/i;

const zFailure = z.object({
  success: z.literal(false),
  error: z.object({
    code: z.string().regex(/^[a-z_]+\.[a-z_]+$/),
    message: z.string().min(10),
    details: z.looseObject({}),
  }),
  meta: z.object({ timestamp: z.iso.datetime(), requestId: z.string() }),
});

/** Refused by Node itself before there was a request to give an id to: not HTTP, or headers without end. */
const isNoRequest = ({ status, text }: Hit): boolean => [400, 414, 431].includes(status) && text === "";

const described = ({ method, target, headers, body }: Shot): string =>
  `${method} ${target.slice(0, 300)} ${JSON.stringify(headers)} ${(body ?? "").slice(0, 300)}`;

/** Only 2xx, 3xx and 4xx; a refusal is typed, has its request's id, and shows nothing of our insides (S-104). */
export function expectDecent(shot: Shot, answer: Answer): void {
  const what = described(shot);
  if (answer === "cut") {
    // Only a body that is too large is cut off while it is being sent.
    expect((shot.body ?? "").length, what).toBeGreaterThan(16 * 1024);
    return;
  }
  expect(answer.status, `${what}\n${answer.text.slice(0, 500)}`).toBeLessThan(500);
  expect(answer.status, what).toBeGreaterThanOrEqual(200);
  if (answer.status < 400 || isNoRequest(answer)) return;
  expect(answer.headers.get("x-request-id"), what).toMatch(/^[\w.-]{8,64}$/);
  expect(answer.text, what).not.toMatch(INSIDES);
  if (shot.target.startsWith("/api/v1/") && shot.method !== "HEAD") expectEnvelope(answer, what);
}

function expectEnvelope({ headers, text }: Hit, what: string): void {
  const failure = zFailure.safeParse(JSON.parse(unchunked(headers, text)));
  expect(failure.error, what).toBeUndefined();
  expect(failure.data?.meta.requestId, what).toBe(headers.get("x-request-id"));
}

/** A body as it was before it was sent in chunks; ours are short, so there is one. */
const unchunked = (headers: ReadonlyMap<string, string>, text: string): string =>
  headers.get("transfer-encoding") === "chunked" ? (text.split("\r\n")[1] ?? "") : text;
