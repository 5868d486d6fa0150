import { AppError } from "@careforall/domain/shared";
import * as z from "zod";

/** Where a list goes on: the sort time and id of its last row, opaque to callers. */
export type Cursor = { readonly createdAt: Date; readonly id: string };

export const CURSOR_CHARACTERS_MAX = 120;
export const zCursor = z.string().min(1).max(CURSOR_CHARACTERS_MAX);

/** A time that PostgreSQL cannot hold, such as one of the year 0, is in no row of ours. */
const zRowTime = z.iso.datetime().regex(/^2\d{3}-/);

export const writeCursor = ({ createdAt, id }: Cursor): string =>
  Buffer.from(`${createdAt.toISOString()} ${id}`).toString("base64url");

/** Throws `input.invalid_cursor` for anything that we did not write. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [time = "", id = ""] = Buffer.from(text, "base64url").toString("utf8").split(" ");
  const parsed = z.object({ time: zRowTime, id: z.uuid() }).safeParse({ time, id });
  if (!parsed.success) throw new AppError("invalid", "input.invalid_cursor", "This is not a cursor of ours.");
  return { createdAt: new Date(time), id };
}
