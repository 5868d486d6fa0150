import * as z from "zod";
import { defineEvent, zLocale } from "../shared/index.ts";
import { ADDRESS_PROOFS, TOKEN_PURPOSES } from "./token.ts";

// Events may be forwarded to others: none of these carries an address, a name or a secret.

const locale = zLocale.describe("The language of whoever is written to");

export const accountLinkAsked = defineEvent(
  "account.link_asked",
  1,
  z.object({ purpose: z.enum(TOKEN_PURPOSES).describe("What the link is to prove"), locale }),
  "Somebody asked for a link by mail; the subject is the request. Whether the address has an account is looked up by whoever sends it, so that the answer to the asker cannot tell.",
);

export const accountRegisteredAgain = defineEvent(
  "account.registered_again",
  1,
  z.object({ locale }),
  "Somebody registered an address that has an account. Its owner is told; nothing else happened.",
);

export const accountVerified = defineEvent(
  "account.verified",
  1,
  z.object({
    proof: z.enum(ADDRESS_PROOFS).describe("The link that proved it, or the sign-in provider's word"),
  }),
  "The account's address is known to be its owner's. Written the first time only.",
);

export const accountPasswordChanged = defineEvent(
  "account.password_changed",
  1,
  z.object({ how: z.enum(["changed", "reset"]).describe("With the old password, or by a mailed link") }),
  "The account has a new password; its other sessions have ended.",
);

export const accountEmailChanged = defineEvent(
  "account.email_changed",
  1,
  z.object({ requestId: z.uuid().describe("The request whose link was used") }),
  "The account has another address, proven by a link that was sent there; the old address is told.",
);

/** What happened to the ways into an account, beside its password. */
export const FACTOR_CHANGES = [
  "totp_on",
  "totp_off",
  "codes_renewed",
  "code_used",
  "passkey_added",
  "passkey_removed",
  "identity_linked",
  "identity_unlinked",
  "guessed",
] as const;
export type FactorChange = (typeof FACTOR_CHANGES)[number];

export const accountFactorChanged = defineEvent(
  "account.factor_changed",
  1,
  z.object({ change: z.enum(FACTOR_CHANGES).describe("What happened") }),
  "A second factor of the account was set up, used up, taken away, or guessed at until it locked; or a sign-in provider was linked or unlinked. Its owner is told.",
);

export const accountEvents = [
  accountLinkAsked,
  accountRegisteredAgain,
  accountVerified,
  accountPasswordChanged,
  accountEmailChanged,
  accountFactorChanged,
] as const;
