import { formatMinor } from "../books/money.ts";
import { findSession, type Session } from "../books/sessions.ts";
import { json, type Answer } from "../http/answer.ts";
import { readForm, type Call } from "../http/call.ts";
import type { World } from "../world.ts";
import { isOurStore } from "./credentials.ts";
import { readInitRequest } from "./init-request.ts";
import { isMethod } from "./methods.ts";
import { openSession, pageUrlOf } from "./open-session.ts";
import { settleTry, tryNow } from "./settle-try.ts";

/** Session initiate. A refusal is HTTP 200 with status FAILED, as the gateway does it. */
export async function initiateSession(world: World, call: Call): Promise<Answer> {
  const form = await readForm(call);
  if (!isOurStore(world.settings, form.get("store_id") ?? "", form.get("store_passwd") ?? "")) {
    return refused("Store Credential Error Or Store is De-active");
  }
  const request = readInitRequest(form);
  if ("failedReason" in request) return refused(request.failedReason);
  const isNew = world.books.transact(() => openSession(world, request));
  const session = findSession(world.books, request.tranId);
  if (session === null) return refused("The session was emptied while it was opened");
  if (!isNew) {
    return refused(
      session.status === "paid"
        ? "Invalid Information! 'tran_id' was already paid successfully"
        : "Invalid Information! 'tran_id' was already used, every attempt needs a new one",
    );
  }
  if (world.faults.take("ipn", ["early"]) !== null) await payEarly(world, session);
  return json(accepted(world, session));
}

/** The money is there and the shop is told before it has learned the session's key. */
async function payEarly(world: World, session: Session): Promise<void> {
  const method = session.methods.split(",").find(isMethod) ?? "bkash";
  const settled = world.books.transact(() => settleTry(world, session, tryNow(world, "success", { method })));
  if (settled.kind === "settled" && settled.deliveryId !== null) await world.ipn.sendNow(settled.deliveryId);
}

const refused = (failedreason: string): Answer =>
  json({ status: "FAILED", failedreason, sessionkey: "", GatewayPageURL: "" });

function accepted(world: World, session: Session): unknown {
  const page = pageUrlOf(world, session);
  const jump = new URLSearchParams({
    mamount: formatMinor(session.amountMinor),
    SessionKey: session.sessionKey,
    tran_type: "success",
  });
  return {
    status: "SUCCESS",
    failedreason: "",
    sessionkey: session.sessionKey,
    gw: {
      visa: "dbbl_visa",
      master: "dbbl_master",
      amex: "city_amex",
      othercards: "dbbl_nexus",
      internetbanking: "",
      mobilebanking: "bkash,nagad,dbblmobilebanking,upay",
    },
    redirectGatewayURL: `${world.publicUrl}/gwprocess/v4/bankgw/indexhtml.php?${jump}&cardname=`,
    redirectGatewayURLFailed: page,
    directPaymentURL: "",
    directPaymentURLBank: "",
    directPaymentURLCard: "",
    GatewayPageURL: page,
    storeBanner: "",
    storeLogo: "",
    desc: [
      { name: "bKash", type: "mobilebanking", logo: "", gw: "bkash" },
      { name: "Nagad", type: "mobilebanking", logo: "", gw: "nagad" },
      { name: "Rocket", type: "mobilebanking", logo: "", gw: "dbblmobilebanking" },
      { name: "Upay", type: "mobilebanking", logo: "", gw: "upay" },
      { name: "VISA", type: "visa", logo: "", gw: "visacard" },
    ],
    is_direct_pay_enable: "0",
  };
}
