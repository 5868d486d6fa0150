import { money } from "@careforall/domain/money";
import { PAYMENT_METHODS } from "@careforall/domain/payment";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import answers from "./fixtures/answers.json" with { type: "json" };
import { createSslcommerz } from "./index.ts";
import { CHECKOUT, makeRig, STORE, type SslcommerzRig } from "./rig.ts";

let rig: SslcommerzRig;
beforeEach(async () => {
  rig = await makeRig();
  rig.play("opens");
});
afterEach(() => rig.close());

async function sentFor(changes: Partial<typeof CHECKOUT>): Promise<Readonly<Record<string, string>>> {
  await rig.provider.startCheckout({ ...CHECKOUT, ...changes });
  return Object.fromEntries(rig.gateway.seen.at(-1)?.fields ?? []);
}

test("posts every required field, and nothing that belongs to another person", async () => {
  expect(await sentFor({})).toEqual({
    store_id: "testbox",
    store_passwd: "qwerty",
    total_amount: "1000.00",
    currency: "BDT",
    tran_id: CHECKOUT.reference,
    value_a: CHECKOUT.reference,
    success_url: CHECKOUT.returnUrl,
    fail_url: CHECKOUT.returnUrl,
    cancel_url: CHECKOUT.returnUrl,
    ipn_url: CHECKOUT.noticeUrl,
    multi_card_name: "bkash",
    product_name: "Heart surgery for Anika",
    product_category: "donation",
    product_profile: "non-physical-goods",
    shipping_method: "NO",
    num_of_item: "1",
    cus_name: "Rahima Akter",
    cus_email: "rahima@example.org",
    cus_add1: "N/A",
    cus_city: "Dhaka",
    cus_postcode: "1000",
    cus_country: "Bangladesh",
    cus_phone: "N/A",
  });
  expect(rig.gateway.seen.map(({ call, method }) => `${method} ${call}`)).toEqual(["POST session"]);
});

test("answers with the page and the session of the gateway", async () => {
  expect(await rig.provider.startCheckout(CHECKOUT)).toEqual({
    outcome: "opened",
    redirectUrl: answers.init_response_success.GatewayPageURL,
    sessionId: answers.init_response_success.sessionkey,
  });
});

test("offers only the gateways of the chosen method", async () => {
  const names = new Map<string, string | undefined>();
  for (const method of PAYMENT_METHODS) names.set(method, (await sentFor({ method }))["multi_card_name"]);
  expect(Object.fromEntries(names)).toEqual({
    bkash: "bkash",
    nagad: "nagad",
    rocket: "dbblmobilebanking",
    upay: "upay",
    card: "visacard,mastercard,amexcard",
  });
  for (const name of names.values()) expect(name?.length).toBeLessThanOrEqual(30);
});

describe("texts", () => {
  test("are cut to their limits by whole characters", async () => {
    const sent = await sentFor({
      payer: { name: "😀".repeat(60), email: "a@example.org" },
      description: `${"ক".repeat(254)}😀😀`,
    });
    expect(sent["cus_name"]).toBe("😀".repeat(50));
    expect(sent["product_name"]).toBe(`${"ক".repeat(254)}😀`);
  });

  test("lose line breaks and control characters", async () => {
    const sent = await sentFor({ payer: { name: " Rahima\r\n\0Akter\t", email: "a@example.org" } });
    expect(sent["cus_name"]).toBe("Rahima Akter");
  });

  test("have neutral fillers", async () => {
    const sent = await sentFor({ payer: { name: null, email: "a@example.org" }, description: " \n " });
    expect(sent["cus_name"]).toBe("Anonymous");
    expect(sent["product_name"]).toBe("Donation");
  });

  test("never cut an address into that of another person", async () => {
    const email = `${"a".repeat(30)}@mail.example.organisation`;
    expect(email.length).toBeGreaterThan(50);
    expect((await sentFor({ payer: { name: null, email } }))["cus_email"]).toBe("donor@example.com");
    const fits = `${"a".repeat(38)}@example.org`;
    expect((await sentFor({ payer: { name: null, email: fits } }))["cus_email"]).toBe(fits);
  });
});

test("refuses another currency than taka without asking", async () => {
  const answer = await rig.provider.startCheckout({ ...CHECKOUT, amount: money(1000n, "USD") });
  expect(answer).toEqual({ outcome: "refused", reason: "This store takes BDT, not USD." });
  expect(rig.gateway.seen).toEqual([]);
});

test("tells the gateway's reason, with the password taken out", async () => {
  rig.gateway.script({ session: { json: { status: "FAILED", failedreason: "Store qwerty\nis closed" } } });
  expect(await rig.provider.startCheckout(CHECKOUT)).toEqual({
    outcome: "refused",
    reason: "Store [redacted] is closed",
  });
  rig.gateway.script({ session: { json: { status: "FAILED" } } });
  expect(await rig.provider.startCheckout(CHECKOUT)).toEqual({
    outcome: "refused",
    reason: "The gateway gave no reason.",
  });
});

test.each([
  ["SUCCESS without a page", { status: "SUCCESS", GatewayPageURL: "" }],
  ["SUCCESS with half an address", { status: "SUCCESS", GatewayPageURL: "/EasyCheckOut/x" }],
  ["SUCCESS with a data address", { status: "SUCCESS", GatewayPageURL: "data:text/html,x" }],
  ["an unknown status", { status: "MAYBE", GatewayPageURL: "https://example.org" }],
  ["no status", { GatewayPageURL: "https://example.org" }],
  ["a list", []],
  ["null", null],
  ["a list where a text belongs", { status: "SUCCESS", GatewayPageURL: ["https://example.org"] }],
])("is unavailable for %s", async (_case, json) => {
  rig.gateway.script({ session: { json } });
  await expect(rig.provider.startCheckout(CHECKOUT)).rejects.toMatchObject({
    kind: "unavailable",
    code: "provider.unavailable",
    retryAfterS: expect.any(Number),
  });
});

test("gives up a silent gateway, before and after its headers", async () => {
  for (const silence of ["before_headers", "after_headers"] as const) {
    rig.gateway.script({ session: { silence } });
    await expect(rig.provider.startCheckout(CHECKOUT)).rejects.toMatchObject({
      code: "provider.unavailable",
      details: { reason: "time_out" },
    });
  }
});

describe("behind a protected gateway", () => {
  const opened = async (GatewayPageURL: string): Promise<string> => {
    const fetch = async () => Response.json({ ...answers.init_response_success, GatewayPageURL });
    const provider = createSslcommerz({ apiUrl: "https://sandbox.sslcommerz.com/", ...STORE, fetch });
    return (await provider.startCheckout(CHECKOUT)).outcome;
  };

  test("the page is protected too", async () => {
    expect(await opened("https://sandbox.sslcommerz.com/EasyCheckOut/x")).toBe("opened");
    await expect(opened("http://sandbox.sslcommerz.com/EasyCheckOut/x")).rejects.toMatchObject({
      code: "provider.unavailable",
    });
  });
});

test("a reference or a URL that would be cut is a bug of ours", async () => {
  await expect(sentFor({ reference: "A".repeat(31) })).rejects.toThrow(/Assertion failed/);
  await expect(sentFor({ returnUrl: `http://localhost/${"a".repeat(255)}` })).rejects.toThrow(
    /Assertion failed/,
  );
  expect(rig.gateway.seen).toEqual([]);
});

test("a wrong address is refused when the adapter is made", () => {
  for (const apiUrl of ["", "sandbox.sslcommerz.com", "ftp://sandbox.sslcommerz.com"]) {
    expect(() => createSslcommerz({ apiUrl, ...STORE })).toThrow(/URL/);
  }
});
