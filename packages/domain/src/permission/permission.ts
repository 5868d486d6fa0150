import type { StaffRole } from "../account/index.ts";

/**
 * Who somebody is to us: `anonymous` is everybody; a `guest` holds the secret link of the gift that is asked about; a
 * `donor` is signed in; the others are members of staff, who are donors too.
 */
export const HOLDERS = [
  "anonymous",
  "guest",
  "donor",
  "SUPPORT",
  "MODERATOR",
  "REVIEWER",
  "FINANCE",
  "ADMIN",
] as const satisfies readonly ("anonymous" | "guest" | "donor" | StaffRole)[];
export type Holder = (typeof HOLDERS)[number];

const EVERYBODY = ["anonymous"] as const;
const STAFF = ["SUPPORT", "MODERATOR", "REVIEWER", "FINANCE", "ADMIN"] as const;

type Granted = { readonly to: readonly Holder[]; readonly words: string };

/**
 * THE ONE MAP of who may do what. Procedures, pages, menus, the audit log and `/admin/roles` all read it; nothing else
 * asks for a role by its name. A moderator's and a reviewer's own permissions come with what they work on.
 */
export const PERMISSIONS = {
  "campaign.read": { to: EVERYBODY, words: "read campaigns, totals, public gifts and figures" },
  "gift.give": { to: EVERYBODY, words: "promise a gift and go to its payment page" },
  "gift.follow": { to: ["guest"], words: "see what happened to a gift, by its secret link" },
  "gift.find": {
    to: EVERYBODY,
    words: "have an address written the links of its gifts, or the link that erases what they say of it",
  },
  "account.open": { to: EVERYBODY, words: "open an account, sign in, prove an address, set a new password" },
  "account.own": { to: ["donor"], words: "read and change one's own account and sessions" },
  "machine.tell": {
    to: EVERYBODY,
    words:
      "send a provider's notification or a donor back from the provider; what it says is asked of the provider",
  },
  "health.read": { to: EVERYBODY, words: "ask whether the platform is alive and ready" },
  "staff.enter": { to: STAFF, words: "open the start page of staff" },
  "roles.read": { to: STAFF, words: "read who may do what" },
  "gift.support": { to: ["SUPPORT", "FINANCE", "ADMIN"], words: "look a gift and its donor up" },
  "message.resend": { to: ["SUPPORT", "ADMIN"], words: "send a donor's message once more" },
  // Support is asked by donors who were held up, finance by providers about declined cards. What is shown names nobody.
  "incident.read": {
    to: ["SUPPORT", "FINANCE", "ADMIN"],
    words: "see what looked like the testing of stolen cards",
  },
  "money.decide": { to: ["FINANCE", "ADMIN"], words: "order and record refunds, decide about held money" },
  "money.enter": { to: ["FINANCE", "ADMIN"], words: "enter what a provider paid out" },
  "money.reconcile": {
    to: ["FINANCE", "ADMIN"],
    words: "compare our books with a provider's and close what differs",
  },
  "platform.operate": {
    to: ["ADMIN"],
    words: "stop and start consumers, play dead letters again, replace read models",
  },
  "people.read": { to: ["ADMIN"], words: "see who is staff" },
  "roles.change": { to: ["ADMIN"], words: "give and take roles, but never one's own" },
  "audit.read": { to: ["ADMIN"], words: "read what staff have changed" },
} as const satisfies Record<string, Granted>;

export type Permission = keyof typeof PERMISSIONS;

export const PERMISSION_NAMES = Object.keys(PERMISSIONS) as readonly Permission[];
