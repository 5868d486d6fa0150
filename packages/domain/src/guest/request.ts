/** What a guest may ask for by their address alone. */
export const GUEST_PURPOSES = ["find_gifts", "erase_gifts"] as const;
export type GuestPurpose = (typeof GUEST_PURPOSES)[number];

/** A letter names so many gifts, the newest first: enough to find one, too few to read somebody's life from a mailbox. */
export const LETTER_GIFTS_MAX = 10;

/** How long the link that erases a guest's data is good, from the moment it is sent. */
export const ERASE_LINK_TTL_MS = 60 * 60_000;

/** A browser remembers so many of the gifts that were given in it, and for so long. */
export const REMEMBERED_GIFTS_MAX = 20;
export const REMEMBERED_DAYS = 30;
