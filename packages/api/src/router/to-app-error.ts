import { TRPCError } from "@trpc/server";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";

/** The refusal behind an error, or null when it is a bug. Schema errors name the fields, never the values. */
export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof z.ZodError) return invalidInput(error);
  if (!(error instanceof TRPCError)) return isDatabaseDown(error) ? databaseDown(error) : null;
  if (error.cause !== undefined)
    return toAppError(error.cause) ?? (isCallers(error) ? callersFault(error) : null);
  return isCallers(error) ? callersFault(error) : null;
}

const invalidInput = (error: z.ZodError): AppError =>
  new AppError("invalid", "input.invalid", "Some fields are not as they should be. Nothing was written.", {
    details: {
      fields: error.issues.slice(0, 20).map(({ path, message }) => ({ field: path.join("."), message })),
    },
    cause: error,
  });

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

/** Connection refused, reset, timed out, pool exhausted, server shutting down: the same call may work later. */
function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  return (
    /^(ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|57P0[123]|53\d{3}|08\d{3}|P1001|P1002|P1008|P1017|P2024)$/.test(
      code,
    ) || /timeout exceeded when trying to connect|Connection terminated/.test(error.message)
  );
}

const databaseDown = (cause: unknown): AppError =>
  new AppError(
    "unavailable",
    "service.unavailable",
    "We cannot reach our books right now. If you were paying, ask again in a moment with the same key: you will not be charged twice.",
    {
      retryAfterS: 5,
      cause,
    },
  );
