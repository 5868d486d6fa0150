import type { Permission } from "@careforall/domain/permission";
import type { inferRouterInputs } from "@trpc/server";
import type { AppRouter } from "./app-router.ts";

type Inputs = inferRouterInputs<AppRouter>;
type ProcedureName = { [Slice in keyof Inputs]: `${Slice}.${keyof Inputs[Slice] & string}` }[keyof Inputs];

/**
 * What each procedure needs, by its name. A procedure without a line does not compile; `procedure-matrix.test.ts` calls
 * every one of them as everybody, and `/admin/roles` prints it.
 */
export const PROCEDURE_RULES = {
  "account.askEmailChange": "account.own",
  "account.changePassword": "account.own",
  "account.devices": "account.own",
  "account.endDevice": "account.own",
  "account.profile": "account.own",
  "account.signOutEverywhere": "account.own",
  "account.updateProfile": "account.own",
  "campaign.donations": "campaign.read",
  "campaign.get": "campaign.read",
  "campaign.list": "campaign.read",
  "campaign.top": "campaign.read",
  "campaign.totals": "campaign.read",
  "campaign.watchTotals": "campaign.read",
  "ownGifts.list": "account.own",
  "ownGifts.resendReceipt": "account.own",
  "ownGifts.statement": "account.own",
  "ownGifts.statistics": "account.own",
  "ownGifts.years": "account.own",
  // Whoever knows the link of a gift may open its payment page: all they can do is pay it.
  "pledge.checkout": "gift.follow",
  "pledge.create": "gift.give",
  "pledge.get": "gift.follow",
  "staff.audit": "audit.read",
  "staff.changeRole": "roles.change",
  "staff.incidents": "incident.read",
  "staff.people": "people.read",
  "statistics.platform": "campaign.read",
} as const satisfies Record<ProcedureName, Permission>;
