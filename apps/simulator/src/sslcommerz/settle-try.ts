import { credit, debit, DEMO_WALLET, GATEWAY_FEES, MERCHANT } from "../books/accounts.ts";
import { feeOf, fromTaka, isGatewayCurrency, type GatewayCurrency } from "../books/money.ts";
import { setSessionStatus, type Session, type SessionStatus } from "../books/sessions.ts";
import {
  insertTransaction,
  listOfSession,
  type NewTransaction,
  type Transaction,
  type TransactionStatus,
} from "../books/transactions.ts";
import { enqueueIpn } from "../ipn/enqueue-ipn.ts";
import type { World } from "../world.ts";
import { bankTranIdOf, valIdOf } from "./identifiers.ts";
import type { Method } from "./methods.ts";

/** What one try on the payment page can come to. `success` still fails when the money is not there. */
export const OUTCOMES = [
  "success",
  "insufficient_funds",
  "wrong_pin",
  "fail_and_stay",
  "cancel",
  "expire",
  "unattempted",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Try = {
  readonly outcome: Outcome;
  readonly accountId: string;
  readonly method: Method;
  readonly at: number;
  readonly riskLevel: 0 | 1;
  /** Poisha really taken, when it is not what was asked for. */
  readonly amountMinor: bigint | null;
  /** The currency that the gateway claims was asked for, when it is not the true one. */
  readonly currencyType: GatewayCurrency | null;
  /** `charge`: money that came without the donor's page, so a session may hold several. */
  readonly origin: "page" | "charge";
  readonly sendIpn: boolean;
};

/** An ordinary try of the demo donor, now, told to the shop; `more` says what is different. */
export const tryNow = (world: World, outcome: Outcome, more: Partial<Omit<Try, "outcome">> = {}): Try => ({
  outcome,
  accountId: DEMO_WALLET,
  method: "bkash",
  at: world.now(),
  riskLevel: 0,
  amountMinor: null,
  currencyType: null,
  origin: "page",
  sendIpn: true,
  ...more,
});

export type Settled =
  | { readonly kind: "settled"; readonly transaction: Transaction; readonly deliveryId: number | null }
  /** Nothing was written. `already_paid`: the one payment of this session is made. */
  | { readonly kind: "refused"; readonly reason: "already_paid" | "session_closed" };

type Verdict = {
  readonly status: TransactionStatus;
  readonly session: SessionStatus;
  readonly error: string;
};

const FAILED = (error: string): Verdict => ({ status: "FAILED", session: "failed", error });

const VERDICTS: Readonly<Record<Outcome, Verdict>> = {
  success: { status: "VALID", session: "paid", error: "" },
  insufficient_funds: FAILED("Insufficient balance"),
  wrong_pin: FAILED("Wrong PIN"),
  fail_and_stay: { status: "FAILED", session: "open", error: "Declined by the issuer" },
  cancel: { status: "CANCELLED", session: "cancelled", error: "Cancelled by User" },
  expire: { status: "EXPIRED", session: "expired", error: "Session expired" },
  unattempted: {
    status: "UNATTEMPTED",
    session: "unattempted",
    error: "Customer did not choose to pay any channel",
  },
};

/** These end or keep an open session; a closed one has nothing left to end. */
const NEEDS_OPEN_SESSION: ReadonlySet<Outcome> = new Set([
  "fail_and_stay",
  "cancel",
  "expire",
  "unattempted",
]);

/**
 * Writes one try: money, element, state of the session and the queued notification, all or nothing. A success after a
 * cancellation, a failure or the session's end is possible, as in life. Must run inside `transact`.
 */
export function settleTry(world: World, session: Session, order: Try): Settled {
  const isCharge = order.origin === "charge";
  if (!isCharge && session.status === "paid") return { kind: "refused", reason: "already_paid" };
  if (NEEDS_OPEN_SESSION.has(order.outcome) && session.status !== "open") {
    return { kind: "refused", reason: "session_closed" };
  }
  const amountMinor = order.amountMinor ?? session.amountMinor;
  const wanted = VERDICTS[order.outcome];
  const isFunded = wanted.status !== "VALID" || debit(world.books, order.accountId, amountMinor);
  const verdict = isFunded ? wanted : FAILED("Insufficient balance");
  const made = elementOf(world, session, order, verdict, amountMinor);
  if (made.status === "VALID") {
    credit(world.books, MERCHANT, amountMinor - made.feeMinor);
    credit(world.books, GATEWAY_FEES, made.feeMinor);
  }
  const transaction = insertTransaction(world.books, made);
  // A failure in a second tab does not reopen or rename what has ended; money that came always shows.
  if (session.status === "open" || verdict.status === "VALID") {
    setSessionStatus(world.books, session.id, verdict.session);
  }
  const deliveryId = order.sendIpn ? enqueueIpn(world, session, transaction) : null;
  return { kind: "settled", transaction, deliveryId };
}

function elementOf(
  world: World,
  session: Session,
  order: Try,
  verdict: Verdict,
  amountMinor: bigint,
): NewTransaction {
  const element = listOfSession(world.books, session.id).length + 1;
  const isTried = verdict.status === "VALID" || verdict.status === "FAILED";
  const isPaid = verdict.status === "VALID";
  return {
    sessionId: session.id,
    element,
    origin: order.origin,
    status: verdict.status,
    valId: isPaid ? valIdOf(session.storeId, session.tranId, element) : null,
    bankTranId: isTried ? bankTranIdOf(session.storeId, session.tranId, element) : null,
    accountId: isTried ? order.accountId : null,
    method: isTried ? order.method : null,
    amountMinor,
    feeMinor: isPaid ? feeOf(amountMinor) : 0n,
    ...askedOf(session, order, amountMinor),
    riskLevel: isPaid ? order.riskLevel : 0,
    error: verdict.error,
    tranAt: order.at,
  };
}

/** What the gateway says the shop asked for: the truth, unless the order tells it to convert something else. */
function askedOf(
  session: Session,
  order: Try,
  amountMinor: bigint,
): Pick<NewTransaction, "currencyType" | "currencyAmountMinor"> {
  if (!isGatewayCurrency(session.currencyType))
    throw new Error(`a session in ${session.currencyType} was opened`);
  const currencyType = order.currencyType ?? session.currencyType;
  const isAsAsked = currencyType === session.currencyType && amountMinor === session.amountMinor;
  return {
    currencyType,
    currencyAmountMinor: isAsAsked ? session.currencyAmountMinor : fromTaka(amountMinor, currencyType),
  };
}
