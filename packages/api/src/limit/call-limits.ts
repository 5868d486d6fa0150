import type { LimitName } from "./limits.ts";

type CallType = "query" | "mutation" | "subscription";

const PLEDGE: readonly LimitName[] = ["pledge", "pledge_stranger", "pledge_address"];
const CHECKOUT: readonly LimitName[] = [
  "checkout_minute",
  "checkout",
  "checkout_stranger",
  "checkout_address",
];

const BY_TYPE: Readonly<Record<CallType, readonly LimitName[]>> = {
  query: ["query_minute", "query", "query_address"],
  mutation: ["write", "write_stranger"],
  subscription: ["stream_address"],
};

const BY_PATH: Readonly<Record<string, readonly LimitName[]>> = {
  "pledge.create": PLEDGE,
  "pledge.checkout": CHECKOUT,
  "ownGifts.resendReceipt": [...BY_TYPE.mutation, "receipt_copy"],
  // Both take the present password: whoever holds a stolen session may not try it out.
  "account.changePassword": ["sign_in_known", "account"],
  "account.askEmailChange": ["sign_in_known", "account", "account_mail_address"],
};

/** The limits of a procedure, whichever face it is called through; in a batch each call takes its own points. */
export const limitsOfCall = (path: string, type: CallType): readonly LimitName[] =>
  BY_PATH[path] ?? BY_TYPE[type];
