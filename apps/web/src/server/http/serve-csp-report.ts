import type { IncomingMessage, ServerResponse } from "node:http";
import { takeLimits } from "@careforall/api/limit";
import * as z from "zod";
import { nodeContext } from "../node-context.ts";
import { readBody } from "./body.ts";

/** A report is half a kilobyte; a browser may send a few at once. */
const REPORT_MAX_BYTES = 16 * 1024;
const REPORTS_MAX = 10;
const TYPES = /^application\/(csp-report|reports\+json|json)(;|$)/i;

const zText = z.string().max(2_000).catch("");
const zOld = z.object({
  "csp-report": z.object({ "violated-directive": zText, "effective-directive": zText, "blocked-uri": zText }),
});
const zNew = z.array(z.object({ body: z.object({ effectiveDirective: zText, blockedURL: zText }) }));

/**
 * What browsers blocked on our pages, in one log line each: which rule, and the site of what was blocked. Addresses of
 * ours stay out of it, because they may be somebody's secret. Answers 204 to whatever it is sent.
 */
export async function serveCspReport(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const ctx = nodeContext(request);
  if (request.method !== "POST" || !TYPES.test(ctx.header("content-type") ?? "")) {
    response.writeHead(request.method === "POST" ? 415 : 405, { allow: "POST" }).end();
    return;
  }
  await takeLimits(ctx, ["csp_report_address"]);
  const text = await readBody(request, REPORT_MAX_BYTES);
  for (const report of readReports(text ?? "").slice(0, REPORTS_MAX)) {
    ctx.metrics.cspReports.inc();
    ctx.log.warn({ ...report, requestId: ctx.origin.requestId }, "a browser blocked something on a page");
  }
  response.writeHead(204).end();
}

type Report = { readonly directive: string; readonly blocked: string };

/** Exported for its test. Nothing is believed: what is no report is none. */
export function readReports(text: string): readonly Report[] {
  const given = parsed(text);
  const old = zOld.safeParse(given);
  if (old.success) {
    const report = old.data["csp-report"];
    const directive = report["effective-directive"] || report["violated-directive"];
    return [{ directive: wordOf(directive), blocked: siteOf(report["blocked-uri"]) }];
  }
  const many = zNew.safeParse(given);
  if (!many.success) return [];
  return many.data.map(({ body }) => ({
    directive: wordOf(body.effectiveDirective),
    blocked: siteOf(body.blockedURL),
  }));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const wordOf = (text: string): string => /^[a-z-]{1,40}/.exec(text)?.[0] ?? "unknown";

/** An origin, or a word such as `inline` and `eval`. */
function siteOf(text: string): string {
  const url = URL.parse(text);
  if (url !== null) return url.origin === "null" ? url.protocol : url.origin;
  return wordOf(text);
}
