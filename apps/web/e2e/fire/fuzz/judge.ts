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

/**
 * Throws unless the answer is 2xx, 3xx or 4xx, and a refusal is typed, has its request's id, and shows nothing of our
 * insides (S-104). Plain comparisons: thousands of shots are judged, and each `expect` of the runner costs as much as one.
 */
export function assertDecent(shot: Shot, answer: Answer): void {
  const wrong = answer === "cut" ? wrongInCut(shot) : wrongIn(shot, answer);
  if (wrong === null) return;
  const said = answer === "cut" ? "cut off" : `${answer.status} ${answer.text.slice(0, 500)}`;
  throw new Error(`${wrong}: ${described(shot)}\n${said}`);
}

/** Only a body that is too large is cut off while it is being sent. */
const wrongInCut = ({ body }: Shot): string | null =>
  (body ?? "").length > 16 * 1024 ? null : "cut off without a body that is too large";

function wrongIn(shot: Shot, answer: Hit): string | null {
  const { status, headers, text } = answer;
  if (status < 200 || status >= 500) return "neither 2xx, 3xx nor 4xx";
  if (status < 400 || isNoRequest(answer)) return null;
  if (!/^[\w.-]{8,64}$/.test(headers.get("x-request-id") ?? "")) return "a refusal without its request's id";
  if (INSIDES.test(text)) return "a refusal that shows our insides";
  return shot.target.startsWith("/api/v1/") && shot.method !== "HEAD" ? wrongInEnvelope(answer) : null;
}

function wrongInEnvelope({ headers, text }: Hit): string | null {
  const { error, data } = zFailure.safeParse(JSON.parse(unchunked(headers, text)));
  if (error !== undefined) return `no envelope of ours (${error.message})`;
  return data.meta.requestId === headers.get("x-request-id") ? null : "an envelope with another request's id";
}

/** A body as it was before it was sent in chunks; ours are short, so there is one. */
const unchunked = (headers: ReadonlyMap<string, string>, text: string): string =>
  headers.get("transfer-encoding") === "chunked" ? (text.split("\r\n")[1] ?? "") : text;
