import * as z from "zod";

/** What may come as a password at a sign-in: more than any stored one can have is cut off before it is work. */
export const zTypedPassword = z.string().min(1).max(1_024);

/** The secret of a mailed link. */
export const zLinkSecret = z.string().regex(/^[\w-]{20,64}$/);

/** A new password; its strength is judged by the verb, with words of its own. */
export const zNewPassword = z.string().max(1_024);
