import { callTRPCProcedure } from "@trpc/server";
import { AppError } from "@careforall/domain/shared";
import { envelopeText } from "../idempotency/index.ts";
import { appRouter, type RequestContext, toAppError } from "../router/index.ts";
import { type RestRoute, restRoutes } from "./routes.ts";

export type RestRequest = {
  readonly method: string;
  /** Below /api/v1, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** The body as text; null for none. */
  readonly body: string | null;
};

export type RestAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
};

/** Answers one REST call in the envelope of docs; every failure has a code, words and the request id. */
export async function handleRest(ctx: RequestContext, request: RestRequest): Promise<RestAnswer> {
  try {
    const { route, parameters } = find(request);
    const input = { ...readInput(route, request), ...parameters };
    const data = await call(ctx, route, input);
    return success(ctx, route, input, data);
  } catch (error) {
    return failure(ctx, error);
  }
}

function find(request: RestRequest): { route: RestRoute; parameters: Record<string, string> } {
  const matching = restRoutes.filter((route) => route.pattern.test(request.path));
  const [known] = matching;
  if (known === undefined)
    throw new AppError("not_found", "input.unknown_route", "There is no such address in this API.");
  const route = matching.find(({ method }) => method === request.method);
  if (route === undefined) {
    throw new AppError("invalid", "input.wrong_method", `This address answers ${known.method}.`, {
      details: { allow: matching.map(({ method }) => method) },
    });
  }
  const values = route.pattern.exec(request.path)?.slice(1) ?? [];
  const parameters = route.parameters.map((name, i) => [name, decode(values[i] ?? "")] as const);
  return { route, parameters: Object.fromEntries(parameters) };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new AppError("invalid", "input.unreadable", "The address is not valid percent-encoding.");
  }
}

function readInput(route: RestRoute, { query, body }: RestRequest): Record<string, unknown> {
  if (route.type === "query") {
    const names = [...query.keys()];
    if (new Set(names).size < names.length) {
      throw new AppError("invalid", "input.repeated_parameter", "A parameter was given twice.");
    }
    return Object.fromEntries(query);
  }
  if (body === null || body.trim() === "") return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(body);
  } catch {
    throw new AppError("invalid", "input.unreadable", "The body is not JSON. Nothing was written.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
    throw new AppError("invalid", "input.unreadable", "The body must be a JSON object. Nothing was written.");
  }
  return { ...parsed };
}

const call = (ctx: RequestContext, route: RestRoute, input: unknown): Promise<unknown> =>
  callTRPCProcedure({
    router: appRouter,
    path: route.procedure,
    type: route.type,
    ctx,
    getRawInput: () => Promise.resolve(input),
    signal: undefined,
    batchIndex: 0,
  });

function success(
  ctx: RequestContext,
  route: RestRoute,
  input: Record<string, unknown>,
  data: unknown,
): RestAnswer {
  const headers = { ...BASE_HEADERS, "x-request-id": ctx.origin.requestId ?? "" };
  if (ctx.answer !== undefined) {
    const replay = ctx.answer.isReplay ? { "idempotent-replayed": "true" } : {};
    return { status: 201, headers: { ...headers, ...replay }, text: ctx.answer.text };
  }
  const meta = { at: new Date(), requestId: ctx.origin.requestId ?? "" };
  const isList = isPage(data);
  const text = envelopeText(isList ? data.items : (data as object), meta);
  if (!isList) return { status: 200, headers, text };
  const pagination = { limit: Number(input["limit"] ?? DEFAULT_LIMIT), next: data.next };
  return { status: 200, headers, text: JSON.stringify({ ...(JSON.parse(text) as object), pagination }) };
}

/** The limit that lists use when none is asked for (F26). */
const DEFAULT_LIMIT = 20;

const BASE_HEADERS = { "content-type": "application/json; charset=utf-8", "cache-control": "no-store" };

const isPage = (data: unknown): data is { items: unknown[]; next: string | null } =>
  typeof data === "object" && data !== null && "items" in data && Array.isArray(data.items) && "next" in data;

/** Every failure in the envelope, with its HTTP status; a bug says nothing but the request id. */
export function failure(ctx: Pick<RequestContext, "origin" | "log">, error: unknown): RestAnswer {
  const refusal = toAppError(error);
  const requestId = ctx.origin.requestId ?? "";
  if (refusal === null) ctx.log.error({ err: error, requestId }, "a REST call failed");
  const headers: Record<string, string> = { ...BASE_HEADERS, "x-request-id": requestId };
  if (refusal?.retryAfterS !== undefined) headers["retry-after"] = `${refusal.retryAfterS}`;
  const text = JSON.stringify({
    success: false,
    error: {
      code: refusal?.code ?? "internal.error",
      message: refusal?.message ?? "Something went wrong on our side. Quote the request id.",
      details: refusal?.details ?? {},
    },
    meta: { timestamp: new Date().toISOString(), requestId },
  });
  return { status: refusal === null ? 500 : HTTP_STATUS[refusal.kind], headers, text };
}

/** The one table from our kinds of refusal to HTTP. */
export const HTTP_STATUS = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  unprocessable: 422,
  refused: 422,
  conflict: 409,
  rate_limited: 429,
  too_large: 413,
  unavailable: 503,
} as const;
