import type { LimitName } from "./limits.ts";

type CallType = "query" | "mutation" | "subscription";

const PLEDGE: readonly LimitName[] = ["pledge", "pledge_stranger", "pledge_address"];
const CHECKOUT: readonly LimitName[] = [
  "checkout_minute",
  "checkout",
  "checkout_stranger",
  "checkout_address",
];

const BY_PATH: Readonly<Record<string, readonly LimitName[]>> = {
  "pledge.create": PLEDGE,
  "pledge.checkout": CHECKOUT,
};

const BY_TYPE: Readonly<Record<CallType, readonly LimitName[]>> = {
  query: ["query_minute", "query", "query_address"],
  mutation: ["write", "write_stranger"],
  subscription: ["stream_address"],
};

/** The limits of a procedure, whichever face it is called through; in a batch each call takes its own points. */
export const limitsOfCall = (path: string, type: CallType): readonly LimitName[] =>
  BY_PATH[path] ?? BY_TYPE[type];
