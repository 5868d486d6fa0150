import { endSession } from "@careforall/db/account";
import { sql } from "@careforall/db/client";
import { STAFF_ROLES } from "@careforall/domain/account";
import { can, type Standing } from "@careforall/domain/permission";
import { PAGE_RULES } from "../src/access/rules.ts";
import { WEB_URL } from "./stack/addresses.ts";
import { writingNothing } from "./fire/fuzz/play.ts";
import { campaignPath } from "./support/giving.ts";
import { signedIn } from "./support/person.ts";
import { pledgeTerms, postPledge } from "./support/rest.ts";
import { expect, test } from "./support/test.ts";

// S-34, S-35: every page as everybody, in the production build, against the rules that are checked in
// (src/access/rules.ts; a unit test holds them against the files).

type Kind = {
  readonly name: string;
  readonly standing: Standing;
  readonly cookie: string;
  readonly token: string;
};

const NO_TOKEN = "A".repeat(22);

async function everybody(db: Parameters<typeof signedIn>[0], email: string): Promise<readonly Kind[]> {
  const { body } = await postPledge(pledgeTerms({ donorEmail: email }));
  const token = body.data?.token ?? "";
  const kind = (name: string, standing: Standing, cookie: string, own = NO_TOKEN): Kind => ({
    name,
    standing,
    cookie,
    token: own,
  });
  const staff = await Promise.all(
    STAFF_ROLES.map(async (role) => kind(role, { roles: [role] }, (await signedIn(db, [role])).cookie)),
  );
  const [suspended, revoked, lost] = [
    await signedIn(db, ["ADMIN"]),
    await signedIn(db, ["ADMIN"]),
    await signedIn(db, ["ADMIN"]),
  ];
  await db.query(sql`update user_account set status = 'suspended' where id = ${suspended.userId}`);
  await endSession(db, { sid: revoked.sid, userId: revoked.userId, why: "signed_out" });
  await db.query(sql`delete from user_role where user_id = ${lost.userId}`);
  return [
    kind("anonymous", { roles: null }, ""),
    kind("guest", { roles: null, holdsLink: true }, "", token),
    kind("user", { roles: [], holdsLink: true }, (await signedIn(db, [])).cookie, token),
    kind("other user", { roles: [] }, (await signedIn(db, [])).cookie),
    ...staff,
    kind("suspended", { roles: null }, suspended.cookie),
    kind("revoked session", { roles: null }, revoked.cookie),
    kind("lost role", { roles: [] }, lost.cookie),
  ];
}

/** An address of this page; secrets of mailed links are nobody's. */
function addressOf(page: keyof typeof PAGE_RULES, { token }: Kind): string {
  const slug = campaignPath("en").split("/").at(-1) ?? "";
  return page
    .replace("[locale]", "en")
    .replace("[slug]", slug)
    .replace("[token]", token)
    .replace("[secret]", NO_TOKEN)
    .replace("[year]", "2026")
    .replace("[...rest]", "no/such/page");
}

/** What a page answers to somebody: its status, and where it leads. */
function dueTo(page: keyof typeof PAGE_RULES, { standing }: Kind): string {
  const permission = PAGE_RULES[page];
  if (page === "/[locale]/[...rest]") return "404";
  const mayOpen = can(standing, permission);
  // Nothing was received of this gift yet.
  if (page === "/[locale]/gifts/[token]/receipt") return "404";
  // They received nothing in that year.
  if (mayOpen && page === "/[locale]/me/statements/[year]") return "404";
  // They have not begun to set an app up.
  if (mayOpen && page === "/[locale]/me/security/app") return "307 /en/me/security";
  if (mayOpen) return "200";
  if (permission === "gift.follow") return "404";
  return standing.roles === null ? "307 /en/sign-in" : "404";
}

async function ask(address: string, cookie: string, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(`${WEB_URL}${address}`, { headers: { cookie, ...headers }, redirect: "manual" });
}

test("S-34: every page answers everybody as the rules say, whatever else is wrong with their session; S-51: and writes nothing", async ({
  db,
  email,
}) => {
  const seen: Record<string, string> = {};
  const due: Record<string, string> = {};
  const pages = Object.keys(PAGE_RULES) as (keyof typeof PAGE_RULES)[];
  const kinds = await everybody(db, email);
  await writingNothing(db, async () => {
    for (const kind of kinds) {
      for (const page of pages) {
        const response = await ask(addressOf(page, kind), kind.cookie);
        await response.body?.cancel();
        const to = response.headers.get("location")?.split("?")[0];
        seen[`${kind.name} ${page}`] = to === undefined ? `${response.status}` : `${response.status} ${to}`;
        due[`${kind.name} ${page}`] = dueTo(page, kind);
      }
    }
  });
  expect(seen).toEqual(due);
});

const SECRET_WORDS = [
  "What staff have changed",
  "People of staff",
  "Who may do what",
  "What looked like card testing",
  "CareForAll staff",
];

test("S-35: no way around shows a page of staff to whoever may not see it", async ({ db }) => {
  const donor = await signedIn(db, []);
  const ways: readonly (readonly [string, Record<string, string>])[] = [
    ["/admin/audit", { rsc: "1" }],
    ["/admin/audit?_rsc=1", { rsc: "1", "next-router-prefetch": "1" }],
    ["/admin/audit", { "x-middleware-subrequest": "src/proxy:src/proxy:src/proxy:src/proxy:src/proxy" }],
    ["/admin/incidents", { rsc: "1" }],
    ["/admin.rsc", {}],
    ["/admin/audit.rsc", {}],
    ["/admin/audit.segments/_tree.segment.rsc", {}],
    ["/admin/", {}],
    ["/admin/audit/", {}],
    ["//admin/audit", {}],
    ["/%61dmin/audit", {}],
    ["/en/../admin/audit", {}],
    ["/en/admin/audit", {}],
    ["/ADMIN/audit", {}],
    ["/_next/data/x/admin/audit.json", {}],
  ];
  const shown: string[] = [];
  for (const cookie of ["", donor.cookie]) {
    for (const [address, headers] of ways) {
      const response = await ask(address, cookie, headers);
      const text = await response.text();
      if (SECRET_WORDS.some((word) => text.includes(word)))
        shown.push(`${address} ${JSON.stringify(headers)}`);
    }
  }
  expect(shown).toEqual([]);
});

const change = (cookie: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${WEB_URL}/admin/people/change`, {
    method: "POST",
    headers: { cookie, "sec-fetch-site": "same-origin", ...headers },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });

test("the form of roles takes nothing from whoever may not, nor from another site", async ({ db }) => {
  const [finance, admin, other] = [
    await signedIn(db, ["FINANCE"]),
    await signedIn(db, ["ADMIN"]),
    await signedIn(db, []),
  ];
  const fields = { kind: "grant", email: other.email, role: "ADMIN", reason: "x" };
  const answers = [
    await change("", fields),
    await change(other.cookie, fields),
    await change(finance.cookie, fields),
    await change(admin.cookie, fields, { "sec-fetch-site": "cross-site" }),
    await change(admin.cookie, { ...fields, email: admin.email }),
    await change(admin.cookie, { ...fields, role: "OWNER" }),
  ];
  expect(answers.map(({ status, headers }) => `${status} ${headers.get("location") ?? ""}`.trim())).toEqual([
    "303 /en/sign-in?return=%2Fadmin%2Fpeople",
    "404",
    "404",
    "403",
    "303 /admin/people?problem=role.own",
    "303 /admin/people?problem=input.invalid",
  ]);
  expect(await db.prisma.userRole.count({ where: { userId: other.userId } })).toBe(0);
});
