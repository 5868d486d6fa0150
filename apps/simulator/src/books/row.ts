import * as z from "zod";

/** Column types, as node:sqlite gives them: every integer is a bigint. */
export const zWhole = z.bigint().transform(Number);
export const zMinor = z.bigint();
export const zText = z.string();
export const zMaybeWhole = z
  .bigint()
  .nullable()
  .transform((value) => (value === null ? null : Number(value)));
export const zMaybeText = z.string().nullable();
