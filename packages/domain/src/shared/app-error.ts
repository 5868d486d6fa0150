/**
 * Every expected failure is an AppError. `kind` is a closed list, so that each edge (REST, tRPC, the form,
 * the worker) needs one table. `code` is stable and belongs to a slice: `pledge.campaign_closed`.
 * Anything else that is thrown is a bug: a 500, logged with its cause, never shown.
 */
export type AppErrorKind =
  | "invalid" // The request cannot be understood, whatever the state.
  | "unauthenticated"
  | "forbidden"
  | "not_found"
  | "unprocessable" // Well formed, but its content cannot be accepted.
  | "refused" // The input is right, a rule says no.
  | "conflict" // Someone else moved first; the same call may work in a moment.
  | "rate_limited"
  | "too_large"
  | "unavailable"; // The outside world failed or did not answer; the same call may work later.

export type AppErrorCode = `${string}.${string}`;

/** A value that crosses to the caller as JSON: which field, why, what to do. Never a secret, never a stack. */
export type AppErrorDetails = Readonly<Record<string, unknown>>;

/** In the registry of the whole process, unlike the class itself. */
const BRAND = Symbol.for("careforall.AppError");

/**
 * The server and Next's bundle are two module graphs in one process, each with its own copy of this class, and share
 * one set of services: what an adapter of one throws, the other must still know. So `instanceof` asks for the brand.
 */
export class AppError extends Error {
  static override [Symbol.hasInstance](value: unknown): value is AppError {
    return typeof value === "object" && value !== null && BRAND in value && value[BRAND] === true;
  }

  readonly [BRAND] = true;
  override readonly name = "AppError";
  readonly kind: AppErrorKind;
  readonly code: AppErrorCode;
  readonly details: AppErrorDetails;
  /** Seconds after which the same call is worth repeating; sent as `Retry-After`. */
  readonly retryAfterS: number | undefined;

  constructor(
    kind: AppErrorKind,
    code: AppErrorCode,
    message: string,
    options: { details?: AppErrorDetails; retryAfterS?: number; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.kind = kind;
    this.code = code;
    this.details = options.details ?? {};
    this.retryAfterS = options.retryAfterS;
  }
}

/** Whether the worker should try again. A bug is retried too: a deploy may mend it. */
export const isRetryable = (error: unknown): boolean =>
  !(error instanceof AppError) || error.kind === "unavailable" || error.kind === "conflict";
