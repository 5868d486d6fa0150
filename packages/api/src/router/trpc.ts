import { initTRPC, TRPCError } from "@trpc/server";
import { AppError, type AppErrorKind } from "@careforall/domain/shared";
import type { OpenApiMeta } from "trpc-to-openapi";
import * as z from "zod";
import type { Permission } from "@careforall/domain/permission";
import { actorForCall } from "../staff/index.ts";
import { assertSignedIn, type Caller } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { type Asker, limitsOfCall, takeLimits } from "../limit/index.ts";
import { toAppError } from "./to-app-error.ts";

/** A request as procedures see it. */
export type RequestContext = Context &
  Omit<Asker, "readCaller"> & {
    readonly header: (name: string) => string | null;
    /** Who is signed in, asked of the books once per request, and only by those who want to know. */
    readonly readCaller: () => Promise<Caller | null>;
  };

/** The one table from our kinds of refusal to tRPC's codes (and so to HTTP). */
export const TRPC_CODE = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  unprocessable: "UNPROCESSABLE_CONTENT",
  refused: "UNPROCESSABLE_CONTENT",
  conflict: "CONFLICT",
  rate_limited: "TOO_MANY_REQUESTS",
  too_large: "PAYLOAD_TOO_LARGE",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<AppErrorKind, TRPCError["code"]>;

const t = initTRPC
  .meta<OpenApiMeta>()
  .context<RequestContext>()
  .create({
    isDev: false,
    sse: { ping: { enabled: true, intervalMs: 15_000 }, client: { reconnectAfterInactivityMs: 20_000 } },
    errorFormatter: ({ shape, error, ctx }) => {
      const refusal = toAppError(error);
      return {
        ...shape,
        // What is no refusal of ours is a bug: the caller learns where to ask, and nothing else.
        message: refusal?.message ?? "Something went wrong on our side. Quote the request id.",
        data: {
          code: shape.data.code,
          httpStatus: shape.data.httpStatus,
          appCode: refusal?.code ?? "internal.error",
          details: refusal?.details ?? {},
          ...(refusal?.retryAfterS === undefined ? {} : { retryAfterS: refusal.retryAfterS }),
          requestId: ctx?.origin.requestId ?? null,
        },
      };
    },
  });

const translateErrors = t.middleware(async ({ next, ctx }) => {
  const result = await next();
  if (result.ok) return result;
  const refusal = toAppError(result.error);
  if (refusal === null) {
    ctx.log.error(
      { err: result.error.cause ?? result.error, requestId: ctx.origin.requestId },
      "a request failed",
    );
    throw result.error;
  }
  if (isOutage(refusal)) {
    ctx.log.warn({ err: refusal, requestId: ctx.origin.requestId }, "a request met an outage");
  }
  throw new TRPCError({ code: TRPC_CODE[refusal.kind], message: refusal.message, cause: refusal });
});

/** The books or a provider did not answer. A crowd is refused without a line: it is counted, and must stay cheap. */
const isOutage = ({ kind, code }: AppError): boolean => kind === "unavailable" && code !== "service.busy";

export const { router } = t;

/** Each call takes its own points, before anything is done for it: a batch of ten takes ten. */
const limitCalls = t.middleware(async ({ next, ctx, path, type }) => {
  await takeLimits(ctx, limitsOfCall(path, type));
  return next();
});

/** Anybody may call it. */
export const publicProcedure = t.procedure.use(translateErrors).use(limitCalls);

/** Whoever is signed in may call it; `ctx.caller` says who. Others get 401 `account.not_signed_in`. */
export const signedInProcedure = publicProcedure.use(async ({ ctx, next }) => {
  const caller = await ctx.readCaller();
  assertSignedIn(caller);
  return next({ ctx: { caller } });
});

/** Members of staff with this permission may call it; `ctx.actor` says as whom. Others get 401, or 403 `permission.denied`. */
export const needs = (permission: Permission) =>
  signedInProcedure.use(async ({ ctx, next }) => {
    const device = { address: ctx.clientAddress, agent: ctx.header("user-agent") };
    return next({ ctx: { actor: await actorForCall(ctx, ctx.caller, permission, device) } });
  });

/** A key that a caller without a session must bring: at least 128 bits, so that nobody can guess another's. */
const zIdempotencyKey = z
  .string()
  .min(22)
  .max(255)
  .regex(/^[\x21-\x7e]+$/);

/** Reads `Idempotency-Key` (or `X-Idempotency-Key`); 400 when it is missing or too short to be secret. */
export function idempotencyKey(ctx: RequestContext): string {
  const header = ctx.header("idempotency-key") ?? ctx.header("x-idempotency-key");
  if (header === null) {
    throw new AppError(
      "invalid",
      "idempotency.missing",
      "Send an Idempotency-Key header, so that a repeat cannot charge twice. Nothing was written.",
    );
  }
  const key = zIdempotencyKey.safeParse(header);
  if (!key.success) {
    throw new AppError(
      "invalid",
      "idempotency.weak_key",
      "The Idempotency-Key must be 22 to 255 printable characters with at least 128 random bits. Nothing was written.",
    );
  }
  return key.data;
}
