import { formatMinor } from "../books/money.ts";
import { findSession, findSessionByKey, type Session } from "../books/sessions.ts";
import { listOfSession, type Transaction } from "../books/transactions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import { toDhakaTime } from "./dhaka-time.ts";
import { METHOD_WORDS } from "./methods.ts";
import { paymentFields } from "./payment-fields.ts";

/** Transaction query by `tran_id`: every try of the session, and PENDING while the donor can still pay. */
export function queryByTranId(world: World, call: Call): Answer {
  const session = findSession(world.books, call.query.get("tran_id") ?? "");
  const known = session === null ? [] : elementsOf(world, session);
  const isPaid = known.some(({ status }) => status === "VALID" || status === "VALIDATED");
  const isNameless = isPaid && world.faults.take("query", ["no_val_id"]) !== null;
  const element = isNameless ? known.map((one) => ({ ...one, val_id: "" })) : known;
  return json({ APIConnect: "DONE", no_of_trans_found: element.length, element });
}

/** By `sessionkey`: one object, the success if there is one, else the newest. */
export function queryBySessionKey(world: World, call: Call): Answer {
  const session = findSessionByKey(world.books, call.query.get("sessionkey") ?? "");
  if (session === null) return json({ APIConnect: "DONE", status: "INVALID_TRANSACTION" });
  const elements = elementsOf(world, session);
  const paid = elements.find(({ status }) => status === "VALID" || status === "VALIDATED");
  return json({ APIConnect: "DONE", sessionkey: session.sessionKey, ...(paid ?? elements.at(-1)) });
}

type Element = Readonly<Record<string, string>> & { readonly status: string };

function elementsOf(world: World, session: Session): Element[] {
  const tries = listOfSession(world.books, session.id);
  const elements = tries.map((paid) => elementOf(session, paid));
  if (session.status !== "open") return elements;
  // What is still to come is never older than what was tried, whoever sorts by date.
  const since = Math.max(session.createdAt, ...tries.map(({ tranAt }) => tranAt));
  return [...elements, pendingElement(session, since)];
}

function elementOf(session: Session, paid: Transaction): Element {
  return {
    ...paymentFields(session, paid),
    status: paid.status === "VALID" && paid.validatedAt !== null ? "VALIDATED" : paid.status,
    val_id: paid.valId ?? "",
    bank_gw: paid.method === null ? "" : METHOD_WORDS[paid.method].code,
    validated_on: paid.validatedAt === null ? "" : toDhakaTime(paid.validatedAt),
  };
}

/** Nothing was decided yet: no bank, no ids, only what was asked for. */
function pendingElement(session: Session, since: number): Element {
  return {
    status: "PENDING",
    tran_id: session.tranId,
    tran_date: toDhakaTime(since),
    val_id: "",
    bank_tran_id: "",
    amount: formatMinor(session.amountMinor),
    store_id: session.storeId,
    currency: "BDT",
    currency_type: session.currencyType,
    currency_amount: formatMinor(session.currencyAmountMinor),
    value_a: session.valueA,
    value_b: session.valueB,
    value_c: session.valueC,
    value_d: session.valueD,
    error: "",
    bank_gw: "",
  };
}
