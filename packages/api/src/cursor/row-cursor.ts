import * as z from "zod";
import { type CursorSigner, type List, openCursor, sealCursor } from "./cursor.ts";

/** Where a list of rows goes on: the sort time and id of its last row. */
export type RowPlace = { readonly createdAt: Date; readonly id: string };

export const CURSOR_CHARACTERS_MAX = 120;
export const zCursor = z.string().min(1).max(CURSOR_CHARACTERS_MAX);

export const writeCursor = (ctx: CursorSigner, list: List, { createdAt, id }: RowPlace): string =>
  sealCursor(ctx, list, `${createdAt.toISOString()} ${id}`);

/** Null for no cursor. Throws `input.invalid_cursor` for anything that we did not write for this list. */
export function readCursor(ctx: CursorSigner, list: List, text: string | undefined): RowPlace | null {
  const place = openCursor(ctx, list, text);
  if (place === null) return null;
  const [time = "", id = ""] = place.split(" ");
  return { createdAt: new Date(time), id };
}
