import { emptyBooks } from "../books/empty-books.ts";
import { json } from "../http/answer.ts";
import { HttpError } from "../http/http-error.ts";
import type { Handler, Route } from "../http/router.ts";
import type { World } from "../world.ts";
import { readBooks } from "./books.ts";
import { addFault, liftFaults, listFaults } from "./faults.ts";
import { emptyInbox, readDeliveries, readInbox } from "./logs.ts";
import { chargeByControl, payByControl, setAccount } from "./pay.ts";
import { refundFromDashboard, settleRefundByControl } from "./refund.ts";
import { readReturn, sendIpnByControl } from "./send-ipn.ts";
import { readStatement } from "./statement.ts";

/** The API that tests steer the world with. Switched off, none of these addresses exists. */
export function controlRoutes(world: World): Route[] {
  if (!world.settings.control) return [];
  const route = (method: Route["method"], path: string, handle: Handler): Route => ({
    method,
    pattern: `/control${path}`,
    handle: (call) => {
      refuseForeignPages(call.header("sec-fetch-site"));
      return handle(call);
    },
  });
  return [
    route("GET", "/books", (call) => readBooks(world, call)),
    route("POST", "/accounts", (call) => setAccount(world, call)),
    route("POST", "/sslcommerz/pay", (call) => payByControl(world, call)),
    route("POST", "/sslcommerz/charge", (call) => chargeByControl(world, call)),
    route("POST", "/sslcommerz/ipn", (call) => sendIpnByControl(world, call)),
    route("POST", "/sslcommerz/return", (call) => readReturn(world, call)),
    route("POST", "/sslcommerz/refund", (call) => settleRefundByControl(world, call)),
    route("POST", "/sslcommerz/dashboard-refund", (call) => refundFromDashboard(world, call)),
    route("GET", "/sslcommerz/statement", (call) => readStatement(world, call)),
    route("POST", "/ipn/release", () => json({ released: world.ipn.release() })),
    route("GET", "/deliveries", (call) => readDeliveries(world, call)),
    route("GET", "/faults", () => listFaults(world)),
    route("POST", "/faults", (call) => addFault(world, call)),
    route("DELETE", "/faults", (call) => liftFaults(world, call)),
    route("GET", "/inbox", (call) => readInbox(world, call)),
    route("DELETE", "/inbox", () => emptyInbox(world)),
    route("POST", "/reset", () => {
      emptyBooks(world.books);
      world.faults.lift(null);
      return json({ reset: true });
    }),
  ];
}

/** A web page that somebody visits must not steer the simulator on his machine. Programs send no such header. */
function refuseForeignPages(secFetchSite: string): void {
  if (secFetchSite !== "" && secFetchSite !== "same-origin" && secFetchSite !== "none") {
    throw new HttpError(403, "foreign_page", "Other sites may not call the control API.");
  }
}
