import { strikeOr } from "../control/strike.ts";
import { json, seeOther, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import type { Route } from "../http/router.ts";
import type { World } from "../world.ts";
import { isOurStore } from "./credentials.ts";
import { initiateSession } from "./init.ts";
import { METHOD_WORDS, METHODS } from "./methods.ts";
import { settleOverdue } from "./overdue.ts";
import { queryBySessionKey, queryByTranId } from "./query.ts";
import { initiateRefund, queryRefund } from "./refund.ts";
import { validateOrder } from "./validate.ts";

/** SSLCommerz v4 at its own paths. */
export function sslcommerzRoutes(world: World): Route[] {
  return [
    {
      method: "POST",
      pattern: "/gwprocess/v4/api.php",
      handle: (call) => strikeOr(world, "init", call, () => initiateSession(world, call)),
    },
    {
      method: "GET",
      pattern: "/gwprocess/v4/bankgw/indexhtml.php",
      handle: (call) => jumpToMethod(world, call),
    },
    {
      method: "GET",
      pattern: "/validator/api/validationserverAPI.php",
      handle: (call) => strikeOr(world, "validate", call, () => validateOrder(world, call)),
    },
    {
      method: "GET",
      pattern: "/validator/api/merchantTransIDvalidationAPI.php",
      handle: (call) => askAboutMerchant(world, call),
    },
  ];
}

/** One path for four questions; the parameters tell which is meant. */
function askAboutMerchant(world: World, call: Call): Answer | Promise<Answer> {
  const { query } = call;
  if (!isOurStore(world.settings, query.get("store_id") ?? "", query.get("store_passwd") ?? "")) {
    return json({
      APIConnect: query.has("store_id") && query.has("store_passwd") ? "FAILED" : "INVALID_REQUEST",
    });
  }
  settleOverdue(world);
  if (query.has("bank_tran_id")) return strikeOr(world, "refund", call, () => initiateRefund(world, call));
  if (query.has("refund_ref_id"))
    return strikeOr(world, "refund_query", call, () => queryRefund(world, call));
  if (query.has("sessionkey")) return strikeOr(world, "query", call, () => queryBySessionKey(world, call));
  if (query.has("tran_id")) return strikeOr(world, "query", call, () => queryByTranId(world, call));
  return json({ APIConnect: "INVALID_REQUEST" });
}

/** `redirectGatewayURL` plus a gateway's name leads straight to that way of paying. */
function jumpToMethod(world: World, call: Call): Answer {
  const key = encodeURIComponent(call.query.get("SessionKey") ?? "");
  const name = call.query.get("cardname") ?? "";
  const method = METHODS.find((known) => METHOD_WORDS[known].code === name);
  return seeOther(`${world.publicUrl}/EasyCheckOut/${key}${method === undefined ? "" : `?method=${method}`}`);
}
