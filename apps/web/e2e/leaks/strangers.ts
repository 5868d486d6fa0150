import { readFileSync } from "node:fs";
import type { Db } from "@careforall/db/client";
import { DATA, WEB_URL, WORKER_URL } from "../stack/addresses.ts";
import { call } from "../support/rest.ts";
import { type Person, signedIn } from "../support/person.ts";
import type { Place } from "./place.ts";
import type { Secret } from "./secret.ts";

// What the product tells people who have no right to any secret of this run, asked when the run is over.

/** A list of a hundred gifts a page; crowds leave some thousands. */
const PAGES_MAX = 30;
const GIFTS_SHOWN = 6;
const AT_ONCE = 6;

const OPEN_PAGES = ["", "/campaigns", "/campaigns?q=Rina", "/sign-in", "/register", "/register?done=sent"];
const MORE_OPEN_PAGES = ["/forgot", "/find-my-gift?done=sent", "/forget-me", "/verify/x", "/no/such/page"];
const OWN_PAGES = ["/me", "/me/gifts", "/me/gifts.csv", "/me/security", "/me/privacy", "/me/statements/2026"];
const CALLS = ["/campaigns", "/campaigns/top", "/statistics/platform", "/openapi.json"];
const MACHINE_PAGES = [
  "/",
  "/robots.txt",
  "/health",
  "/api/services",
  "/api/health/live",
  "/api/health/ready",
];
const STAFF_PAGES = ["/admin", "/admin/people?q=donor", "/admin/audit", "/admin/roles", "/admin/incidents"];
/** Calls of pages, without and with a session. */
const PROCEDURES = [
  "campaign.list",
  "campaign.top",
  "statistics.platform",
  "account.profile",
  "staff.people",
];

/** All public pages and answers, those of somebody else who is signed in, those of gifts, and what machines read. */
export async function answersToStrangers(db: Db): Promise<readonly Place[]> {
  const slugs = ((await call<readonly { slug: string }[]>("/campaigns")).body.data ?? []).map(
    ({ slug }) => slug,
  );
  const isPublic = await publicNames(db);
  const open = await askAll(openAddresses(slugs));
  const soft = await askAll(
    slugs.map((slug) => `/en/campaigns/${slug}`),
    { rsc: "1" },
  );
  const lists = await Promise.all(slugs.map(giftsOf));
  const strangers = [...open, ...soft, ...lists.flat()].map((place) => ({ ...place, may: isPublic }));
  return [
    ...strangers,
    ...(await answersToSomebodyElse(db)),
    ...(await pagesOfGifts(db)),
    ...(await answersToMachines(db)),
  ];
}

const openAddresses = (slugs: readonly string[]): readonly string[] => [
  ...["en", "bn", "fr"].flatMap((locale) =>
    [...OPEN_PAGES, ...slugs.map((slug) => `/campaigns/${slug}`)].map((page) => `/${locale}${page}`),
  ),
  ...[...MORE_OPEN_PAGES, ...slugs.map((slug) => `/campaigns/${slug}/give`)].map((page) => `/en${page}`),
  ...CALLS.map((path) => `/api/v1${path}`),
  ...slugs.flatMap((slug) => [`/api/v1/campaigns/${slug}`, `/api/v1/campaigns/${slug}/totals`]),
  ...PROCEDURES.map((name) => `/api/trpc/${name}?input=%7B%7D`),
  ...MACHINE_PAGES,
];

/** A few at a time: a crowd would be sent away. */
async function askAll(
  addresses: readonly string[],
  headers: Record<string, string> = {},
): Promise<readonly Place[]> {
  const places: Place[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE)
    places.push(
      ...(await Promise.all(addresses.slice(at, at + AT_ONCE).map((address) => placeOf(address, headers)))),
    );
  return places;
}

/** An answer as whoever asked sees it: status, every header, body. */
async function placeOf(address: string, headers: Record<string, string> = {}): Promise<Place> {
  const url = address.startsWith("http") ? address : `${WEB_URL}${address}`;
  const answer = await fetch(url, { headers, redirect: "manual" });
  // An answer that broke says nothing, and nothing could be found in it.
  if (answer.status >= 500)
    throw new Error(`${answer.status} to ${url}, which was to be searched for secrets`);
  const head = [...answer.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
  return { name: `${answer.status} ${address}`, text: `${head}\n\n${await answer.text()}` };
}

/** The public list of a campaign's gifts, page after page. */
async function giftsOf(slug: string): Promise<readonly Place[]> {
  const places: Place[] = [];
  let after = "";
  for (let page = 0; page < PAGES_MAX; page += 1) {
    const path = `/campaigns/${slug}/donations?limit=100${after}`;
    const { text, body } = await call(path);
    places.push({ name: path, text });
    const next = body.pagination?.next;
    if (next === null || next === undefined) break;
    after = `&after=${encodeURIComponent(next)}`;
  }
  return places;
}

/**
 * Names alone may be public: those that their donors put on the list, and those in the words of a campaign (who
 * organises it, and for whom).
 */
async function publicNames({ prisma }: Db): Promise<(secret: Secret) => boolean> {
  const shown = await prisma.publicGift.findMany({ select: { displayName: true }, distinct: "displayName" });
  const campaigns = await prisma.campaign.findMany({ omit: { goalMinor: true, suggestedMinor: true } });
  const names = new Set(shown.map(({ displayName }) => displayName));
  const words = JSON.stringify(campaigns);
  return ({ kind, value }) => kind === "name" && (names.has(value) || words.includes(value));
}

/** Somebody with an account and no gift reads the pages of an account, and tries those of staff: only their own words. */
async function answersToSomebodyElse(db: Db): Promise<readonly Place[]> {
  const other = await signedIn(db, [], "Nobody Of Theirs");
  const addresses = [
    ...OWN_PAGES.map((page) => `/en${page}`),
    ...STAFF_PAGES,
    ...PROCEDURES.map((name) => `/api/trpc/${name}?input=%7B%7D`),
  ];
  const places = await askAll(addresses, { cookie: other.cookie });
  return places.map((place) => ({ ...place, may: isOf(other) }));
}

const isOf =
  ({ email, sid }: Person) =>
  ({ value }: Secret): boolean =>
    value === email || value === sid || value === "Nobody Of Theirs";

/**
 * The link of a gift opens its page, to whomever it was sent on: that page alone may say its own secret and the name
 * its donor gave. Not the address, and nothing of any other gift.
 */
async function pagesOfGifts({ prisma }: Db): Promise<readonly Place[]> {
  const newest = (isAnonymous: boolean) =>
    prisma.pledge.findMany({
      where: { isAnonymous, donorName: { not: null } },
      select: { token: true, donorName: true },
      orderBy: { createdAt: "desc" },
      take: GIFTS_SHOWN,
    });
  const gifts = [...(await newest(true)), ...(await newest(false))];
  const places: Place[] = [];
  for (const { token, donorName } of gifts) {
    const addresses = [`/en/gifts/${token}`, `/en/gifts/${token}/receipt`, `/api/v1/pledges/${token}`];
    const may = ({ value }: Secret): boolean => value === token || value === donorName;
    places.push(...(await askAll(addresses)).map((place) => ({ ...place, may })));
  }
  return places;
}

/** Metrics and deep health, with the operators' secret; what travels with events: no exception anywhere. */
async function answersToMachines({ prisma }: Db): Promise<readonly Place[]> {
  const { healthToken } = JSON.parse(readFileSync(DATA.secrets, "utf8")) as { healthToken: string };
  const headers = { authorization: `Bearer ${healthToken}` };
  const addresses = ["/api/metrics", "/api/health/deep", `${WORKER_URL}/metrics`, `${WORKER_URL}/health`];
  const events = await prisma.outbox.findMany({ select: { data: true, requestId: true, traceparent: true } });
  return [...(await askAll(addresses, headers)), { name: "events", text: JSON.stringify(events) }];
}
