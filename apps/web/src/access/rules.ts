import type { Permission } from "@careforall/domain/permission";

/**
 * What each page needs, by its folder in `src/app`. A test holds this list against the files: a page without a line
 * fails the build. `/admin/roles` prints it, and the menu of staff leaves out what somebody may not open.
 */
export const PAGE_RULES = {
  "/[locale]": "campaign.read",
  "/[locale]/[...rest]": "campaign.read",
  "/[locale]/campaigns": "campaign.read",
  "/[locale]/campaigns/[slug]": "campaign.read",
  "/[locale]/campaigns/[slug]/give": "gift.give",
  "/[locale]/confirm-email/[secret]": "account.open",
  "/[locale]/find-my-gift": "gift.find",
  "/[locale]/forget-me": "gift.find",
  "/[locale]/forget-me/[secret]": "gift.find",
  "/[locale]/forgot": "account.open",
  "/[locale]/gifts/[token]": "gift.follow",
  "/[locale]/gifts/[token]/receipt": "gift.follow",
  "/[locale]/me": "account.own",
  "/[locale]/me/confirm": "account.own",
  "/[locale]/me/gifts": "account.own",
  "/[locale]/me/privacy": "account.own",
  "/[locale]/me/security": "account.own",
  "/[locale]/me/security/app": "account.own",
  "/[locale]/me/security/codes": "account.own",
  "/[locale]/me/statements/[year]": "account.own",
  "/[locale]/register": "account.open",
  "/[locale]/reset/[secret]": "account.open",
  "/[locale]/sign-in": "account.open",
  "/[locale]/sign-in/code": "account.open",
  "/[locale]/verify/[secret]": "account.open",
  "/admin": "staff.enter",
  "/admin/audit": "audit.read",
  "/admin/incidents": "incident.read",
  "/admin/people": "people.read",
  "/admin/roles": "roles.read",
} as const satisfies Record<string, Permission>;

/** The same for the route handlers. A form of one's own account asks who is signed in by itself. */
export const HANDLER_RULES = {
  "/account/[action]": "account.open",
  "/account/oauth/return": "account.open",
  "/account/passkey/[step]": "account.open",
  "/admin/people/change": "roles.change",
  "/api/payments/[provider]/return/[token]": "machine.tell",
  // Every procedure has a rule of its own (packages/api/src/router/procedure-rules.ts).
  "/api/trpc/[trpc]": "campaign.read",
  "/api/webhooks/[provider]": "machine.tell",
  "/covers/[kind]/[id]": "campaign.read",
  "/give": "gift.give",
} as const satisfies Record<string, Permission>;

/** The same for papers (PDF), which the server draws beside Next. */
export const PAPER_RULES = {
  "/[locale]/gifts/[token]/receipt.pdf": "gift.follow",
  "/[locale]/me/statements/[year].pdf": "account.own",
} as const satisfies Record<string, Permission>;

/** The same for uploads, whose bytes never enter Next. */
export const UPLOAD_RULES = {
  // Whoever knows the random name; names are told to the owner alone.
  "/files/[name]": "campaign.read",
  "/uploads/avatar": "account.own",
} as const satisfies Record<string, Permission>;

/**
 * What the server answers before Next. `token`: in a deployment only with the operators' secret (`HEALTH_TOKEN`), whoever
 * is signed in.
 */
export const SERVER_RULES = {
  "/api/health/deep": "token",
  "/api/health/live": "health.read",
  "/api/health/ready": "health.read",
  "/api/metrics": "token",
  "/api/services": "health.read",
  "/health": "health.read",
} as const satisfies Record<string, Permission | "token">;

type AdminPage = Extract<keyof typeof PAGE_RULES, `/admin${string}`>;

/** The pages of staff in the order of their menu, each with the name of its words in the messages. */
export const ADMIN_PAGES = [
  { path: "/admin", name: "start" },
  { path: "/admin/people", name: "people" },
  { path: "/admin/roles", name: "roles" },
  { path: "/admin/incidents", name: "incidents" },
  { path: "/admin/audit", name: "audit" },
] as const satisfies readonly { readonly path: AdminPage; readonly name: string }[];

export type AdminPath = (typeof ADMIN_PAGES)[number]["path"];
