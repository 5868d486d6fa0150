import { findByValId, markValidated } from "../books/transactions.ts";
import { findSession } from "../books/sessions.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { World } from "../world.ts";
import { isOurStore } from "./credentials.ts";
import { toDhakaTime } from "./dhaka-time.ts";
import { paymentFields } from "./payment-fields.ts";

/** Order validation: VALID for the first who asks, VALIDATED for everybody after. Both mean paid. */
export function validateOrder(world: World, call: Call): Answer {
  const ask = (name: string): string => call.query.get(name) ?? "";
  const [valId, storeId, storePassword] = [ask("val_id"), ask("store_id"), ask("store_passwd")];
  if (valId === "" || storeId === "" || storePassword === "") return notHeard("INVALID_REQUEST");
  if (!isOurStore(world.settings, storeId, storePassword)) return notHeard("FAILED");
  const paid = findByValId(world.books, valId);
  const session = paid === null ? null : findSession(world.books, paid.tranId);
  if (paid === null || session === null) return json(nothingUnder(valId));
  const lie = world.faults.take("validate", DOUBTS)?.mode;
  const now = world.now();
  const isFirst = world.books.transact(() => markValidated(world.books, paid.id, now));
  const truth = {
    ...paymentFields(session, paid),
    ...FILLERS,
    status: isFirst ? "VALID" : "VALIDATED",
    APIConnect: "DONE",
    validated_on: toDhakaTime(paid.validatedAt ?? now),
  };
  return json(lie === undefined ? truth : bend(truth, valId, lie));
}

const DOUBTS = ["not_confirmed", "other_payment", "unreadable_amount", "unknown_currency"] as const;

/** An answer to a paid `val_id` that no shop can take as money. */
function bend(truth: object, valId: string, lie: (typeof DOUBTS)[number]): object {
  switch (lie) {
    case "not_confirmed":
      return nothingUnder(valId);
    case "other_payment":
      return { ...truth, tran_id: "SOMEBODY-ELSES" };
    case "unreadable_amount":
      return { ...truth, amount: "a thousand" };
    case "unknown_currency":
      return { ...truth, currency: "XDR" };
  }
}

const nothingUnder = (valId: string) =>
  ({ status: "INVALID_TRANSACTION", val_id: valId, APIConnect: "DONE" }) as const;

/** Instalments and discounts that no donation has. */
const FILLERS = {
  emi_instalment: "0",
  emi_amount: "0.00",
  emi_description: "",
  emi_issuer: "",
  account_details: "",
  discount_amount: "0.00",
  discount_percentage: "0",
  discount_remarks: "",
  gw_version: "",
} as const;

const notHeard = (connect: "INVALID_REQUEST" | "FAILED"): Answer =>
  json({ status: "INVALID_TRANSACTION", APIConnect: connect });
