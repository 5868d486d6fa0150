import type { IncomingMessage, ServerResponse } from "node:http";
import { headerOf } from "../node-context.ts";
import { services } from "../services.ts";

/** Headers that only our own server may set inside: from outside they would steer Next or a page's policy. */
const INTERNAL_HEADERS =
  /^(x-careforall-|x-middleware-|x-invoke-|x-nextjs-|x-matched-path$|x-nonce$|content-security-policy)/;

export function stripInternalHeaders(request: IncomingMessage): void {
  for (const name of Object.keys(request.headers))
    if (INTERNAL_HEADERS.test(name)) delete request.headers[name];
}

/** Counts and times a request when its answer is over, and logs it in one line without its query or its secrets. */
export function observeRequest(request: IncomingMessage, response: ServerResponse, path: string): void {
  const startedAt = performance.now();
  response.once("close", () => {
    const { metrics, logRequest } = services();
    const route = routeOf(path);
    const method = request.method ?? "GET";
    const seconds = (performance.now() - startedAt) / 1_000;
    metrics.requests.inc({ route, method, status: `${response.statusCode}` });
    metrics.durations.observe({ route, method }, seconds);
    const isShed = response.statusCode === 503 && response.hasHeader("retry-after");
    if (isShed) metrics.shed.inc({ route });
    const level =
      // Being sent away is counted; thousands of lines would hide what is wrong.
      isShed
        ? "debug"
        : response.statusCode >= 500
          ? "error"
          : route === "static" || route === "health"
            ? "debug"
            : "info";
    logRequest(
      {
        requestId: headerOf(request, "x-request-id") ?? "",
        route,
        method,
        status: response.statusCode,
        ms: Math.round(seconds * 1_000),
      },
      level,
    );
  });
}

/** First match wins. A small, fixed set of names: no slug, token or id becomes a label. */
const ROUTES: readonly (readonly [RegExp, string])[] = [
  [/^\/(_next|covers)\/|^\/(icon\.svg|robots\.txt|favicon\.ico)$/, "static"],
  [/^\/(api\/)?health|^\/api\/(metrics|services)$/, "health"],
  [/^\/api\/v1\/pledges/, "api/v1/pledges"],
  [/^\/api\/v1\/campaigns\/[^/]+\/totals$/, "api/v1/totals"],
  [/^\/api\/v1\//, "api/v1"],
  [/^\/api\/trpc\//, "api/trpc"],
  [/^\/api\/webhooks\//, "api/webhooks"],
  [/^\/api\/payments\//, "api/payments"],
  [/^\/give$/, "give"],
  [/^\/account\//, "account"],
  [/^\/uploads\//, "uploads"],
  [/^\/files\//, "files"],
  [/^\/\w\w\/.+\.(pdf|csv)$/, "paper"],
  [/^\/\w\w\/(sign-in|register|verify|forgot|reset|confirm-email|me)(\/|$)/, "page/account"],
  [/^\/\w\w\/(find-my-gift|forget-me)(\/|$)/, "page/guest"],
  [/^\/\w\w$/, "page/home"],
  [/^\/\w\w\/campaigns$/, "page/campaigns"],
  [/^\/\w\w\/campaigns\/[^/]+$/, "page/campaign"],
  [/^\/\w\w\/campaigns\/[^/]+\/give$/, "page/give"],
  [/^\/\w\w\/gifts\//, "page/gift"],
];

const routeOf = (path: string): string => ROUTES.find(([pattern]) => pattern.test(path))?.[1] ?? "other";
