import * as fc from "fast-check";
import { newKey, openGift } from "../support/rest.ts";
import { simulator } from "../support/simulator.ts";
import { expect, newEmail, test } from "../support/test.ts";
import { tranIdOf } from "../support/books.ts";
import { fire, FUZZ_TIMEOUT_MS, play, watchMemory, writingNothing } from "./fuzz/play.ts";
import {
  anyBody,
  anyHeaders,
  anyNasty,
  CONTENT_TYPES,
  METHODS,
  NASTY_BODIES,
  NASTY_TEXTS,
} from "./fuzz/rubbish.ts";
import { anySignedRubbish } from "./fuzz/signed-rubbish.ts";
import { newShotId, type Shot } from "./fuzz/shot.ts";

// Rubbish over real HTTP: whatever comes, the answer is 2xx, 3xx or 4xx, in words of ours, and garbage writes nothing but
// rows of the inbox. `pnpm fuzz` plays more of it (docs/testing.md).

test.describe.configure({ timeout: FUZZ_TIMEOUT_MS });
watchMemory();

const OPEN_TO_BODIES = [
  "/api/webhooks/sslcommerz",
  "/give",
  "/api/v1/pledges",
  "/api/v1/pledges/abcdefghijklmnopqrstuv/checkout",
  "/api/trpc/pledge.create",
  "/api/trpc/pledge.checkout",
];

test("every kind of rubbish as a body, at every address that takes one, as every type of content", async ({
  db,
}) => {
  await writingNothing(db, async () => {
    for (const target of OPEN_TO_BODIES) {
      for (const [kind, body] of Object.entries(NASTY_BODIES)) {
        const types = body.length > 100_000 ? CONTENT_TYPES.slice(0, 3) : CONTENT_TYPES;
        const statuses = await Promise.all(
          types.map((type) =>
            fire({
              method: "POST",
              target,
              headers: { "content-type": type, "idempotency-key": newKey(), "x-request-id": newShotId() },
              body,
            }),
          ),
        );
        expect(
          statuses.filter((status) => status < 400),
          `${target}: ${kind}`,
        ).toEqual([]);
      }
    }
  });
});

test("wrong methods, endless addresses and headers, addresses that are none", async ({ db }) => {
  const targets = [
    ...OPEN_TO_BODIES,
    "/api/v1/campaigns",
    "/api/trpc/campaign.list",
    "/en/campaigns",
    "/api/health/live",
  ];
  const headers = { "x-request-id": newShotId() };
  await writingNothing(db, async () => {
    for (const target of targets) {
      await Promise.all(METHODS.map((method) => fire({ method, target, headers, body: null })));
      await fire({ method: "GET", target: `${target}?q=${"a".repeat(20_000)}`, headers, body: null });
      await fire({
        method: "GET",
        target,
        headers: { ...headers, cookie: "a=b;".repeat(10_000) },
        body: null,
      });
    }
    for (const target of [
      "*",
      "//",
      "/\\",
      "http://other.example/",
      "/%",
      "/en/%ff",
      "/api/v1/%",
      "/api/v1//",
      "/?%",
    ]) {
      await fire({ method: "GET", target, headers, body: null });
    }
  });
});

test("pages and interfaces whose address or query is rubbish", async ({ db }) => {
  const places = [
    (text: string) => `/en/campaigns/${text}`,
    (text: string) => `/bn/campaigns/${text}/give`,
    (text: string) => `/en/campaigns?q=${text}&kind=${text}&after=${text}`,
    (text: string) => `/en/campaigns/heart-valve-for-rafi?gifts=${text}`,
    (text: string) => `/en/campaigns/heart-valve-for-rafi/give?gift=${text}&kept=${text}`,
    (text: string) => `/fr/gifts/${text}`,
    (text: string) => `/${text}`,
    (text: string) => `/covers/medical/${text}`,
    (text: string) => `/api/payments/sslcommerz/return/${text}`,
    (text: string) => `/api/webhooks/${text}`,
    (text: string) => `/api/v1/campaigns?q=${text}`,
    (text: string) => `/api/v1/campaigns/${text}/totals?${text}=1`,
    (text: string) => `/api/v1/pledges/${text}`,
    (text: string) => `/api/trpc/${text}?input=${text}&batch=1`,
    (text: string) => `/api/trpc/campaign.watchTotals?input=${text}`,
  ];
  const escaped = (text: string): string =>
    [...Buffer.from(text, "utf8")].map((byte) => `%${byte.toString(16).padStart(2, "0")}`).join("");
  await writingNothing(db, async () => {
    for (const place of places) {
      await Promise.all(
        NASTY_TEXTS.map((text) =>
          fire({
            method: "GET",
            target: place(escaped(text)),
            headers: { "x-request-id": newShotId() },
            body: null,
          }),
        ),
      );
    }
    const anyPlace = fc.tuple(fc.constantFrom(...places), anyNasty, anyHeaders);
    await play(anyPlace, ([place, text, headers]) =>
      fire({ method: "GET", target: place(escaped(text)), headers, body: null }),
    );
  });
});

test("random bodies and headers where bodies are taken", async ({ db }) => {
  const anyShot: fc.Arbitrary<Shot> = fc.record({
    method: fc.constantFrom(...METHODS),
    target: fc.constantFrom(...OPEN_TO_BODIES),
    headers: fc
      .tuple(anyHeaders, fc.constantFrom(...CONTENT_TYPES))
      .map(([headers, type]) => ({ ...headers, "content-type": type })),
    body: anyBody,
  });
  await writingNothing(db, () => play(anyShot, fire));
});

test("a signature that is right over rubbish is stored, and moves nothing", async ({ db }) => {
  const { token } = await openGift({ donorEmail: newEmail() });
  const tranId = await tranIdOf(db, token);
  await writingNothing(db, async () => {
    await play(anySignedRubbish(tranId), async (body) => {
      const headers = { "content-type": "application/x-www-form-urlencoded" };
      const status = await fire({ method: "POST", target: "/api/webhooks/sslcommerz", headers, body });
      expect([200, 401]).toContain(status);
    });
    for (const mode of [
      "wrong_amount",
      "wrong_currency",
      "forge",
      "forge_stripped",
      "missing_signature",
      "other_store",
      "duplicate_keys",
      "not_a_form",
    ]) {
      for (const { status } of await simulator.sendIpn({ tranId, mode, copies: 3, parallel: true })) {
        expect([200, 401]).toContain(status);
      }
    }
  });
});
