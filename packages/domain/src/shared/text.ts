import * as z from "zod";

/**
 * Text that somebody else wrote and that we may have to store: without NUL, which PostgreSQL's text cannot hold, and
 * without half a surrogate pair, which UTF-8 cannot.
 */
export const zText = z.string().regex(/^[^\0\p{Cs}]*$/u, "must not contain NUL or half a character");
