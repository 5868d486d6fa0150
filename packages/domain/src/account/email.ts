import * as z from "zod";
import { zText } from "../shared/index.ts";

export const EMAIL_CHARACTERS_MAX = 254;

/**
 * One spelling for one address. Compatibility forms are folded before anything is judged: a full-width `＠` would be
 * read as one address here and as another by a mail server.
 */
export const normalEmail = (text: string): string => text.normalize("NFKC").trim().toLowerCase();

/** An address as accounts know it; what is no address after the folding, or only became one by it, is refused. */
export const zAccountEmail = zText
  .max(EMAIL_CHARACTERS_MAX)
  .refine((text) => text.split("@").length === 2, "must have one @")
  .transform(normalEmail)
  .pipe(z.email().max(EMAIL_CHARACTERS_MAX));
