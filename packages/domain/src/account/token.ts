/** What a mailed link proves. */
export const TOKEN_PURPOSES = ["verify_email", "reset_password", "change_email"] as const;
export type TokenPurpose = (typeof TOKEN_PURPOSES)[number];

/** What shows that an address is somebody's. */
export const ADDRESS_PROOFS = [...TOKEN_PURPOSES, "sign_in_provider"] as const;
export type AddressProof = (typeof ADDRESS_PROOFS)[number];

const MINUTE_MS = 60_000;

/** How long a link is good from the moment it is sent. A reset opens an account by itself, so it is short. */
export const TOKEN_TTL_MS = {
  verify_email: 24 * 60 * MINUTE_MS,
  reset_password: 30 * MINUTE_MS,
  change_email: 60 * MINUTE_MS,
} as const satisfies Record<TokenPurpose, number>;

/** The first administrator's link is printed on a terminal. */
export const ADMIN_LINK_TTL_MS = 15 * MINUTE_MS;
