import { createHmac, hkdfSync, timingSafeEqual } from "node:crypto";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";

/** Whoever knows the setting. */
export type CursorSigner = { readonly config: Pick<Context["config"], "formSecret"> };

/** One list that is read page by page: its name and, where each campaign or person has one, whose it is. */
export type List = {
  readonly name:
    | "campaigns"
    | "public_gifts"
    | "donations"
    | "own_gifts"
    | "reviews"
    | "staff"
    | "audit"
    | "incidents";
  readonly of?: string;
};

const KEY_BYTES = 32;
const SIGNATURE_BYTES = 16;

/**
 * HKDF-SHA256 of `FORM_SECRET`, for this use alone. After a new setting the cursors of before are refused like any that
 * we did not write: whoever was in the middle of a list begins it again.
 */
const keyOf = ({ config }: CursorSigner): Buffer =>
  Buffer.from(hkdfSync("sha256", config.formSecret, "", "careforall cursor v1", KEY_BYTES));

/** A place in a list as callers carry it: opaque, and good for this list alone. */
export function sealCursor(ctx: CursorSigner, list: List, place: string): string {
  return Buffer.concat([sign(ctx, list, place), Buffer.from(place)]).toString("base64url");
}

/** The place that we sealed for this list; null for no cursor. Throws `input.invalid_cursor` for any other text. */
export function openCursor(ctx: CursorSigner, list: List, text: string | undefined): string | null {
  if (text === undefined) return null;
  const bytes = Buffer.from(text, "base64url");
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  const place = bytes.subarray(SIGNATURE_BYTES).toString("utf8");
  if (signature.length !== SIGNATURE_BYTES || !timingSafeEqual(signature, sign(ctx, list, place)))
    throw new AppError("invalid", "input.invalid_cursor", "This is not a cursor of ours.");
  return place;
}

/** JSON has no bare line break, so no list's name and place can be read as another's. */
const sign = (ctx: CursorSigner, { name, of }: List, place: string): Buffer =>
  createHmac("sha256", keyOf(ctx))
    .update(`${JSON.stringify([name, of ?? null])}\n${place}`)
    .digest()
    .subarray(0, SIGNATURE_BYTES);
