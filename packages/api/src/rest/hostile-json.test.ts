import { afterAll, expect, test } from "vitest";
import { createTestContext, giftInput, newKey, noLimits } from "../testing/index.ts";
import { handleRest } from "./handle-rest.ts";

const bench = await createTestContext();
afterAll(bench.drop);

type Failure = { error?: { code: string; message: string; details: { fields?: { message: string }[] } } };

async function post(body: string, query = "") {
  const key = newKey();
  const answer = await handleRest(
    {
      ...bench.ctx,
      header: (name) => (name === "idempotency-key" ? key : null),
      clientAddress: null,
      device: null,
      limits: noLimits,
      readCaller: () => Promise.resolve(null),
    },
    { method: "POST", path: "/pledges", query: new URLSearchParams(query), body },
  );
  return { status: answer.status, text: answer.text, ...(JSON.parse(answer.text) as Failure) };
}

const gift = giftInput(bench.campaign);
const withField = (name: string, json: string): string =>
  `${JSON.stringify(gift).slice(0, -1)},"${name}":${json}}`;

test("S-95: JSON of ten thousand levels or thousands of keys is refused like any other, and the answer stays small", async () => {
  const deep = `${"[".repeat(10_000)}${"]".repeat(10_000)}`;
  const keys = Array.from({ length: 5_000 }, (_, i) => `"k${i}":1`).join(",");
  for (const body of [
    deep,
    `{"a":${deep}}`,
    withField("message", deep),
    `{${keys}}`,
    withField("extra", `{${keys}}`),
  ]) {
    const { status, text, error } = await post(body);
    expect(status).toBe(400);
    expect(error?.code).toMatch(/^input\./);
    expect(text.length).toBeLessThan(4_000);
  }
});

test("S-47: names of prototypes are fields that nobody knows, and change nothing", async () => {
  for (const name of ["__proto__", "constructor", "prototype"]) {
    const { status, error } = await post(withField(name, `{"polluted":true,"isAnonymous":true}`));
    expect([name, status, error?.code]).toEqual([name, 400, "input.invalid"]);
  }
  expect("polluted" in {}).toBe(false);
  expect(await bench.ctx.db.prisma.pledge.count()).toBe(0);
});

test("S-44: S-46: fields that only we may set are refused, not dropped", async () => {
  for (const name of [
    "status",
    "totalMinor",
    "platformFeeMinor",
    "fulfilledBy",
    "createdAt",
    "userId",
    "role",
  ]) {
    const { status, error } = await post(withField(name, `"1"`));
    expect([name, status, error?.code]).toEqual([name, 400, "input.invalid"]);
  }
  expect(await bench.ctx.db.prisma.pledge.count()).toBe(0);
});

test("S-45: S-67: amounts that are none, and those below the least that a card tester would want, are refused", async () => {
  for (const giftMinor of [
    0,
    1.5,
    1e21,
    "1e9",
    "-100",
    " 100",
    "0x10",
    "NaN",
    "1".repeat(30),
    null,
    ["50000"],
    { a: 1 },
  ]) {
    const { status, error } = await post(JSON.stringify({ ...gift, giftMinor }));
    expect([giftMinor, status]).toEqual([giftMinor, 400]);
    expect(error?.code).toBe("input.invalid");
  }
  for (const giftMinor of ["1", "100", "999"]) {
    const { status, error } = await post(JSON.stringify({ ...gift, giftMinor }));
    expect([giftMinor, status, error?.code]).toEqual([giftMinor, 422, "pledge.amount_too_small"]);
  }
});

test("S-48: an array where one value belongs is refused", async () => {
  for (const name of ["campaignSlug", "currency", "donorEmail", "method", "locale"]) {
    const { status } = await post(JSON.stringify({ ...gift, [name]: [gift.campaignSlug] }));
    expect([name, status]).toEqual([name, 400]);
  }
});

test("S-105: an answer about a wrong field names the field and none of what was in it", async () => {
  const secret = "my-password-in-the-wrong-field";
  for (const name of ["donorEmail", "currency", "method", "giftMinor", "locale"]) {
    const { status, text } = await post(JSON.stringify({ ...gift, [name]: secret }));
    expect([name, status]).toEqual([name, 400]);
    expect(text).toContain(name);
    expect(text).not.toContain(secret);
  }
});
