/** A token of another shape was never ours; the verb is not asked. */
export const giftToken = (given: string): string => (/^[\w-]{22,32}$/.test(given) ? given : "-".repeat(22));
