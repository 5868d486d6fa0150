import { TRPCError } from "@trpc/server";
import { POOL_FULL } from "@careforall/db/client";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";

/** The refusal behind an error, or null when it is a bug. Schema errors name the fields, never the values. */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return invalidInput(error);
  if (!(error instanceof TRPCError)) return withoutBooks(error);
  if (error.cause !== undefined)
    return toAppError(error.cause) ?? (isCallers(error) ? callersFault(error) : null);
  return isCallers(error) ? callersFault(error) : null;
}

/** A field's name or a message with names in it is what the caller sent: it must not come back by the kilobyte. */
const TOLD_CHARACTERS_MAX = 120;
const told = (text: string): string =>
  text.length <= TOLD_CHARACTERS_MAX ? text : `${text.slice(0, TOLD_CHARACTERS_MAX)}…`;

const invalidInput = (error: z.ZodError): AppError =>
  new AppError("invalid", "input.invalid", "Some fields are not as they should be. Nothing was written.", {
    details: {
      fields: error.issues.slice(0, 20).map(({ path, message }) => ({
        field: told(path.join(".")),
        message: told(message),
      })),
    },
    cause: error,
  });

/** Seconds after which the same call is worth repeating; 0 when nothing says so. */
export const retryAfterOf = (error: unknown): number => toAppError(error)?.retryAfterS ?? 0;

/** tRPC's own refusals of a malformed call: unknown procedure, unreadable body, batch or method not allowed. */
const isCallers = ({ code }: TRPCError): boolean =>
  [
    "BAD_REQUEST",
    "NOT_FOUND",
    "METHOD_NOT_SUPPORTED",
    "PARSE_ERROR",
    "UNSUPPORTED_MEDIA_TYPE",
    "PAYLOAD_TOO_LARGE",
  ].includes(code);

function callersFault(error: TRPCError): AppError {
  if (error.code === "NOT_FOUND")
    return new AppError("not_found", "input.unknown_procedure", "There is no such procedure.");
  if (error.code === "PAYLOAD_TOO_LARGE")
    return new AppError("too_large", "input.too_large", "The request is too large.");
  return new AppError("invalid", "input.unreadable", "The request could not be read. Nothing was written.");
}

/** The refusal of whoever did not get to the database, or lost it half-way; null for every other error. */
function withoutBooks(error: unknown): AppError | null {
  if (!(error instanceof Error)) return null;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  if (isCrowd(code) || error.message.includes("timeout exceeded when trying to connect")) return busy(error);
  return isDatabaseDown(code, error.message) ? databaseDown(error) : null;
}

/**
 * No place in the queue; or, four times in a row, somebody else's lock or write in the way; or a statement that took
 * longer than any may. Nothing of it was written.
 */
const isCrowd = (code: string): boolean => [POOL_FULL, "55P03", "40001", "40P01", "57014"].includes(code);

/** Connection refused, reset, timed out, server shutting down or full: the same call may work later. */
const isDatabaseDown = (code: string, message: string): boolean =>
  /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|53\d{3}|08\d{3}|P1001|P1002|P1008|P1017|P2024)$/.test(
    code,
  ) || message.includes("Connection terminated");

/** Refused at once where too many wait already, or given up after a wait. */
const busy = (cause: unknown): AppError =>
  new AppError(
    "unavailable",
    "service.busy",
    "Very many people are here right now, so we could not finish this. If you were paying, send the same request again " +
      "in a moment, with the same key: you will not be charged twice.",
    { retryAfterS: soonS(), cause },
  );

const databaseDown = (cause: unknown): AppError =>
  new AppError(
    "unavailable",
    "service.unavailable",
    "We cannot reach our books right now. If you were paying, ask again in a moment with the same key: you will not be charged twice.",
    { retryAfterS: soonS(), cause },
  );

const RETRY_AFTER_MIN_S = 2;
const RETRY_AFTER_SPREAD_S = 8;

/** Whole seconds, different for each caller: those who were sent away together must not come back together. */
export const soonS = (): number => RETRY_AFTER_MIN_S + Math.floor(Math.random() * RETRY_AFTER_SPREAD_S);
