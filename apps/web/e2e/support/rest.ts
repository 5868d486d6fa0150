import { randomBytes } from "node:crypto";
import type { PublicGift, Totals } from "@careforall/api/campaign";
import type { Checkout, CreatedPledge, CreatePledge, Gift } from "@careforall/api/pledge";
import { keepSecret } from "../leaks/keep-secret.ts";
import { WEB_URL } from "../stack/addresses.ts";
import { CAMPAIGN } from "./campaign.ts";

// The product through its public REST interface, as a stranger's script would use it.

const TIMEOUT_MS = 60_000;
const KEY_BYTES = 18;

export type Failure = { readonly code: string; readonly message: string; readonly details: object };

export type Answer<Data> = {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The whole envelope. */
  readonly body: {
    readonly success: boolean;
    readonly data?: Data;
    readonly error?: Failure;
    readonly meta: { readonly timestamp: string; readonly requestId: string };
    readonly pagination?: { readonly limit: number; readonly next: string | null };
  };
};

export type Call = {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Record<string, string>;
};

/** 144 random bits, as callers without a session must send. */
export const newKey = (): string => keepSecret("key", randomBytes(KEY_BYTES).toString("base64url"));

export async function call<Data>(
  path: string,
  { method = "GET", body, headers = {} }: Call = {},
): Promise<Answer<Data>> {
  const isText = typeof body === "string";
  const response = await fetch(`${WEB_URL}/api/v1${path}`, {
    method,
    headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
    signal: AbortSignal.timeout(TIMEOUT_MS),
    ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: JSON.parse(text) as Answer<Data>["body"],
  };
}

/** The data of a success; throws with the whole answer for anything else. */
async function expectData<Data>(answer: Promise<Answer<Data>>): Promise<Data> {
  const { status, text, body } = await answer;
  if (body.data === undefined) throw new Error(`answered ${status}: ${text}`);
  return body.data;
}

export const readTotals = (slug = CAMPAIGN): Promise<Totals> =>
  expectData(call<Totals>(`/campaigns/${slug}/totals`));

export const readDonations = (slug = CAMPAIGN): Promise<readonly PublicGift[]> =>
  expectData(call<readonly PublicGift[]>(`/campaigns/${slug}/donations`));

/** A complete promise of Tk 500 by bKash; what matters to a test is given. */
export const pledgeTerms = (
  terms: Partial<CreatePledge> & Pick<CreatePledge, "donorEmail">,
): CreatePledge => ({
  campaignSlug: CAMPAIGN,
  giftMinor: "50000",
  currency: "BDT",
  method: "bkash",
  ...terms,
});

export const postPledge = (terms: object, key = newKey()): Promise<Answer<CreatedPledge>> =>
  call("/pledges", { method: "POST", body: terms, headers: { "idempotency-key": key } });

export const postCheckout = (token: string, method = "bkash"): Promise<Answer<Checkout>> =>
  call(`/pledges/${token}/checkout`, { method: "POST", body: { method } });

export const readGift = (token: string): Promise<Gift> => expectData(call<Gift>(`/pledges/${token}`));

/** A gift whose payment page is open; nobody has paid yet. */
export async function openGift(
  terms: Partial<CreatePledge> & Pick<CreatePledge, "donorEmail">,
): Promise<CreatedPledge> {
  const pledge = await expectData(postPledge(pledgeTerms(terms)));
  await expectData(postCheckout(pledge.token, terms.method));
  return pledge;
}
