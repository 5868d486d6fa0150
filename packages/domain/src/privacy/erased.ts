/** `.invalid` is reserved (RFC 2606): no mail can ever go there. */
const DOMAIN = "@erased.invalid";

/** What stands in the place of an address that was erased; the id is the erasure's, random. */
export const erasedAddress = (erasureId: string): string => `${erasureId}${DOMAIN}`;

export const isErasedAddress = (email: string): boolean => email.endsWith(DOMAIN);

/** What stands in the place of a name that a row must have. */
export const ERASED_NAME = "-";
