import { randomUUID } from "node:crypto";
import http from "node:http";
import type { CampaignCard, PublicGift } from "@careforall/api/campaign";
import type { Checkout, CreatedPledge, Gift } from "@careforall/api/pledge";
import { tranIdOf } from "./support/books.ts";
import { CAMPAIGN } from "./support/campaign.ts";
import {
  type Answer,
  call,
  newKey,
  pledgeTerms,
  postCheckout,
  postPledge,
  readGift,
} from "./support/rest.ts";
import { simulator } from "./support/simulator.ts";
import { expect, test } from "./support/test.ts";
import { WEB_URL, WORKER_URL } from "./stack/addresses.ts";

// The public surface (decisions: "stable names"), as a stranger's script meets it.

const NINE_ROUTES = [
  "GET /campaigns",
  "GET /campaigns/top",
  "GET /campaigns/{slug}",
  "GET /campaigns/{slug}/donations",
  "GET /campaigns/{slug}/totals",
  "GET /pledges/{token}",
  "GET /statistics/platform",
  "POST /pledges",
  "POST /pledges/{token}/checkout",
];

/** More than the 64 kB that a call may have. */
const TOO_LARGE = JSON.stringify({ donorName: "x".repeat(70_000) });

function expectSuccess(answer: Answer<unknown>, status = 200): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get("content-type")).toMatch(/^application\/json/);
  expect(answer.body).toMatchObject({
    success: true,
    meta: { timestamp: expect.stringMatching(/^\d{4}-.*Z$/), requestId: expect.any(String) },
  });
}

function expectFailure(answer: Answer<unknown>, status: number, code: string): void {
  expect([answer.status, answer.body.error?.code]).toEqual([status, code]);
  expect(answer.body.success).toBe(false);
  expect(answer.body.error?.message).toMatch(/\w+/);
  expect(answer.body.meta.requestId).toBe(answer.headers.get("x-request-id"));
}

test("the OpenAPI document lists exactly the nine routes", async () => {
  const response = await fetch(`${WEB_URL}/api/v1/openapi.json`);
  const document = (await response.json()) as {
    openapi: string;
    paths: Record<string, Record<string, unknown>>;
  };
  expect(document.openapi).toMatch(/^3\./);
  const listed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  expect(listed.toSorted()).toEqual(NINE_ROUTES);
});

test("a gift by calls alone: promise, checkout, pay, received; every answer in the envelope", async ({
  email,
  db,
}) => {
  const created = await postPledge(pledgeTerms({ donorEmail: email, donorName: "By script" }));
  expectSuccess(created, 201);
  const pledge = created.body.data as CreatedPledge;
  expect(pledge).toMatchObject({ campaignSlug: CAMPAIGN, totalMinor: "50000", currency: "BDT" });
  expect(pledge.statusUrl).toBe(`${WEB_URL}/en/gifts/${pledge.token}`);
  expect(await readGift(pledge.token)).toMatchObject({
    truth: "not_charged",
    attempts: 0,
    status: "pending",
  });

  const checkout = await postCheckout(pledge.token);
  expectSuccess(checkout);
  expect(checkout.body.data).toMatchObject({ attempt: 1 } satisfies Partial<Checkout>);
  expect((await postCheckout(pledge.token)).body.data).toEqual(checkout.body.data);

  await simulator.pay({ tranId: await tranIdOf(db, pledge.token), outcome: "success" });
  // The worker may be asking about it right now; then a read does not ask a second time.
  await expect.poll(async () => (await readGift(pledge.token)).truth).toBe("received");
  const gift = await call<Gift>(`/pledges/${pledge.token}`);
  expectSuccess(gift);
  expect(gift.body.data).toMatchObject({
    truth: "received",
    status: "completed",
    reference: pledge.reference,
  });
  expect(gift.text).not.toContain(email);
  await expect.poll(async () => (await readGift(pledge.token)).isCounted).toBe(true);
});

test("the reading routes answer in the envelope, lists with their pagination", async () => {
  const list = await call<readonly CampaignCard[]>("/campaigns?limit=3");
  expectSuccess(list);
  expect(list.body.data).toHaveLength(3);
  expect(list.body.pagination).toEqual({ limit: 3, next: expect.any(String) });
  const more = await call<readonly CampaignCard[]>(
    `/campaigns?limit=3&after=${list.body.pagination?.next ?? ""}`,
  );
  const ids = [...(list.body.data ?? []), ...(more.body.data ?? [])].map(({ id }) => id);
  expect(new Set(ids).size).toBe(6);

  const found = await call<readonly CampaignCard[]>("/campaigns?q=Rafi&kind=medical&locale=bn");
  expect(found.body.data?.map(({ slug }) => slug)).toEqual(["heart-valve-for-rafi"]);
  expect(found.body.data?.[0]?.title).toContain("রাফি");

  const top = await call<readonly CampaignCard[]>("/campaigns/top?limit=2");
  expectSuccess(top);
  expect(top.body.data).toHaveLength(2);

  for (const path of [`/campaigns/${CAMPAIGN}`, `/campaigns/${CAMPAIGN}/totals`, "/statistics/platform"]) {
    expectSuccess(await call(path));
  }
  const gifts = await call<readonly PublicGift[]>(`/campaigns/${CAMPAIGN}/donations?limit=5`);
  expectSuccess(gifts);
  expect(gifts.body.data).toHaveLength(5);
  expect(gifts.text).not.toMatch(/@|token|email/i);
});

test("the key may come as X-Idempotency-Key; a caller's own request id is kept", async ({ email }) => {
  const requestId = randomUUID();
  const answer = await call<CreatedPledge>("/pledges", {
    method: "POST",
    body: pledgeTerms({ donorEmail: email }),
    headers: { "x-idempotency-key": newKey(), "x-request-id": requestId },
  });
  expectSuccess(answer, 201);
  expect([answer.headers.get("x-request-id"), answer.body.meta.requestId]).toEqual([requestId, requestId]);
});

test("refusals of a promise name what is wrong, and nothing is written", async ({ email, db }) => {
  const terms = pledgeTerms({ donorEmail: email });
  const post = (body: unknown, headers: Record<string, string> = { "idempotency-key": newKey() }) =>
    call("/pledges", { method: "POST", body, headers });

  expectFailure(await post(terms, {}), 400, "idempotency.missing");
  expectFailure(await post(terms, { "idempotency-key": "1234" }), 400, "idempotency.weak_key");
  const unknown = await post({ ...terms, giftMinor: "50000", discount: "1" });
  expectFailure(unknown, 400, "input.invalid");
  expect(JSON.stringify(unknown.body.error?.details)).toContain("discount");
  expectFailure(await post({ ...terms, giftMinor: 500.5 }), 400, "input.invalid");
  expectFailure(await post({ ...terms, giftMinor: "-50000" }), 400, "input.invalid");
  expectFailure(await post({ ...terms, donorEmail: "nobody" }), 400, "input.invalid");
  expectFailure(await post("{"), 400, "input.unreadable");
  expectFailure(await post("[]"), 400, "input.unreadable");
  expectFailure(
    await post(terms, { "idempotency-key": newKey(), "content-type": "text/plain" }),
    400,
    "input.not_json",
  );
  expectFailure(await post({ ...terms, giftMinor: "1" }), 422, "pledge.amount_too_small");
  expectFailure(await post({ ...terms, currency: "EUR" }), 422, "pledge.wrong_currency");
  expectFailure(await post({ ...terms, campaignSlug: "no-such-campaign" }), 404, "campaign.not_found");
  expectFailure(await post(TOO_LARGE), 413, "input.too_large");
  expect(await db.prisma.pledge.count({ where: { donorEmail: email } })).toBe(0);
});

test("a refusal by a rule is decided anew: the same key works once the request is right", async ({
  email,
}) => {
  const key = newKey();
  const terms = pledgeTerms({ donorEmail: email });
  expectFailure(await postPledge({ ...terms, giftMinor: "1" }, key), 422, "pledge.amount_too_small");
  expectSuccess(await postPledge(terms, key), 201);
});

test("addresses that do not exist, and methods that do not fit, are refused in the envelope", async () => {
  expectFailure(await call("/nothing"), 404, "input.unknown_route");
  expectFailure(await call("/campaigns/no-such-campaign"), 404, "campaign.not_found");
  expectFailure(await call(`/pledges/${newKey()}`), 404, "pledge.not_found");
  expectFailure(await call("/campaigns", { method: "POST", body: {} }), 400, "input.wrong_method");
  expectFailure(await call("/campaigns?limit=0"), 400, "input.invalid");
  expectFailure(await call("/campaigns?colour=red"), 400, "input.invalid");
  expectFailure(await call("/campaigns?limit=2&limit=3"), 400, "input.repeated_parameter");
  expectFailure(await call("/campaigns?after=garbage"), 400, "input.invalid_cursor");
});

test("tRPC refuses calls from other sites, wrong formats, large and unreadable ones", async ({ email }) => {
  const post = async (
    body: string,
    headers: Record<string, string> = {},
    path = "pledge.create",
  ): Promise<number> => {
    const response = await fetch(`${WEB_URL}/api/trpc/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    await response.body?.cancel();
    return response.status;
  };
  const good = JSON.stringify(pledgeTerms({ donorEmail: email }));
  expect(await post(good, { "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await post(good, { "sec-fetch-site": "same-site" })).toBe(403);
  expect(await post(good, { "content-type": "text/plain" })).toBe(415);
  expect(await post(TOO_LARGE)).toBe(413);
  expect(await post("{")).toBe(400);
  expect(await post(good)).toBe(400); // no key
  expect(await post(good, { "idempotency-key": newKey() })).toBe(200);
  expect(await post(good, { "idempotency-key": newKey() }, "pledge.nothing")).toBe(404);
  const eleven = Array.from({ length: 11 }, () => "campaign.top").join(",");
  expect((await fetch(`${WEB_URL}/api/trpc/${eleven}?batch=1&input=%7B%7D`)).status).toBe(400);
  expect((await fetch(`${WEB_URL}/api/trpc/campaign.top`, { method: "PUT" })).status).toBe(405);
  const read = await fetch(
    `${WEB_URL}/api/trpc/campaign.totals?input=${encodeURIComponent(JSON.stringify({ slug: CAMPAIGN }))}`,
  );
  expect(read.status).toBe(200);
});

/** One connection, as a script or a proxy that keeps it open has. */
const oneConnection = (): http.Agent => new http.Agent({ keepAlive: true, maxSockets: 1 });

/** Sends 512 kB in chunks, without saying how much it will be. */
function postChunked(
  path: string,
  headers: http.OutgoingHttpHeaders,
  agent: http.Agent,
): Promise<number | "cut"> {
  return new Promise((resolve) => {
    const request = http.request(`${WEB_URL}${path}`, { method: "POST", headers, agent });
    request.once("response", (response) => {
      response.resume();
      response.once("close", () => resolve(response.statusCode ?? 0));
    });
    // The server may stop listening before we have said everything.
    request.once("error", () => resolve("cut"));
    for (let chunk = 0; chunk < 8; chunk += 1) request.write("x".repeat(64 * 1024));
    request.end();
  });
}

const getLive = (agent: http.Agent): Promise<number> =>
  new Promise((resolve, reject) => {
    const request = http.get(`${WEB_URL}/api/health/live`, { agent }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode ?? 0));
    });
    request.once("error", reject);
  });

const JSON_TYPE = { "content-type": "application/json" };
const FORM_TYPE = { "content-type": "application/x-www-form-urlencoded" };

for (const { path, type } of [
  { path: "/api/v1/pledges", type: JSON_TYPE },
  { path: "/api/trpc/pledge.create", type: JSON_TYPE },
  { path: "/give", type: FORM_TYPE },
  { path: "/api/webhooks/sslcommerz", type: FORM_TYPE },
]) {
  test(`${path}: a body that does not say how large it is cannot be larger either, and harms no later request`, async () => {
    const agent = oneConnection();
    expect([413, "cut"]).toContain(await postChunked(path, { ...type, "idempotency-key": newKey() }, agent));
    expect(await getLive(agent)).toBe(200);
    agent.destroy();
  });
}

test("webhooks that nobody signed are refused with 401, unknown providers with 404", async () => {
  const post = (provider: string) =>
    fetch(`${WEB_URL}/api/webhooks/${provider}`, {
      method: "POST",
      body: new URLSearchParams({ tran_id: "X" }),
    });
  expect((await post("sslcommerz")).status).toBe(401);
  expect((await post("nobody")).status).toBe(404);
  expect((await fetch(`${WEB_URL}/api/webhooks/sslcommerz`)).status).toBe(405);
});

test("the form refuses other sites, other formats and parts of itself", async () => {
  const post = async (body: string, headers: Record<string, string>): Promise<number> => {
    const response = await fetch(`${WEB_URL}/give`, { method: "POST", body, headers, redirect: "manual" });
    return response.status;
  };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  expect(await post("a=b", { ...form, "sec-fetch-site": "cross-site" })).toBe(403);
  expect(await post("a=b", { ...form, origin: "https://elsewhere.example" })).toBe(403);
  expect(await post("{}", { "content-type": "application/json" })).toBe(415);
  expect(await post("a=b", form)).toBe(400);
  expect(await post(`a=${"b".repeat(40_000)}`, form)).toBe(413);
});

test("health, services and metrics of web and worker", async () => {
  const read = async (url: string): Promise<{ status: number; text: string }> => {
    const response = await fetch(url);
    return { status: response.status, text: await response.text() };
  };
  for (const path of ["/api/health/live", "/api/health/ready", "/health", "/api/health/deep"]) {
    expect((await read(`${WEB_URL}${path}`)).status).toBe(200);
  }
  const services = await read(`${WEB_URL}/api/services`);
  for (const name of ["web", "worker", "postgres", "redis"])
    expect(services.text).toContain(`"name":"${name}"`);
  const metrics = await read(`${WEB_URL}/api/metrics`);
  expect(metrics.status).toBe(200);
  expect(metrics.text).toMatch(/^# HELP /m);
  for (const path of ["/health", "/health/live"])
    expect((await read(`${WORKER_URL}${path}`)).status).toBe(200);
  expect((await read(`${WORKER_URL}/metrics`)).text).toMatch(/outbox/);
});
