import * as z from "zod";
import { isGatewayCurrency, type GatewayCurrency } from "../books/money.ts";
import { readJson, type Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { METHODS } from "../sslcommerz/methods.ts";
import { TRAN_ID_CHARACTERS_MAX } from "../sslcommerz/init-request.ts";

/** Parses a body, or refuses it with every bad field by name. */
export async function readInput<Schema extends z.ZodType>(
  call: Call,
  schema: Schema,
): Promise<z.output<Schema>> {
  return checked(schema, await readJson(call));
}

/** Parses the query string. */
export const readQuery = <Schema extends z.ZodType>(call: Call, schema: Schema): z.output<Schema> =>
  checked(schema, Object.fromEntries(call.query));

function checked<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(({ path, message }) =>
    [path.join("."), message].filter(Boolean).join(": "),
  );
  throw new HttpError(400, "bad_input", faults.join("; "));
}

export const zTranId = z
  .string()
  .regex(/^[\x21-\x7e]+$/)
  .max(TRAN_ID_CHARACTERS_MAX);

/** Poisha as a digit string, or as a JSON number while that is exact. */
export const zAmountMinor = z
  .union([z.string().regex(/^\d{1,13}$/), z.int().nonnegative()])
  .transform(BigInt);

export const zPositiveMinor = zAmountMinor.refine((minor) => minor > 0n, "must be above 0");

export const zCurrency = z
  .string()
  .refine((code): code is GatewayCurrency => isGatewayCurrency(code), "not a currency of the gateway");

export const zMethod = z.enum(METHODS);

/** ISO 8601 with its zone, to milliseconds since 1970. */
export const zInstant = z.iso.datetime({ offset: true }).transform((text) => Date.parse(text));

export const zWebAddress = z
  .string()
  .max(255)
  .refine((text) => /^https?:\/\//i.test(text) && URL.canParse(text), "must be an http or https address");

/** A page of a list: `limit` rows after (or before) the id in the cursor. */
export const zLimit = (standard: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((limit) => limit >= 1 && limit <= max, `must be 1 to ${max}`)
    .default(standard);
export const zCursor = (standard: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/)
    .transform(Number)
    .default(standard);
