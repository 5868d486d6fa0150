import { afterEach, beforeEach, expect, test } from "vitest";
import answers from "./fixtures/answers.json" with { type: "json" };
import { CHECKOUT, makeRig, REFERENCE, type SslcommerzRig } from "./rig.ts";
import { startScriptedGateway } from "./scripted-gateway.ts";

let rig: SslcommerzRig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const ask = () => rig.provider.askPayment({ reference: REFERENCE });

test("credentials never follow a redirect to another host", async () => {
  const thief = await startScriptedGateway();
  try {
    const answer = { json: answers.init_response_success };
    thief.script({ session: answer, query: { json: answers.tran_query } });
    rig.gateway.script({
      session: { location: `${thief.url}/gwprocess/v4/api.php` },
      query: { location: `${thief.url}/validator/api/merchantTransIDvalidationAPI.php` },
    });
    const redirected = { code: "provider.unavailable", details: { reason: "http_307" } };
    await expect(rig.provider.startCheckout(CHECKOUT)).rejects.toMatchObject(redirected);
    await expect(ask()).rejects.toMatchObject(redirected);
    expect(thief.seen).toEqual([]);
  } finally {
    await thief.close();
  }
});

test("an endless answer is left after 256 kB, long before the time-out", async () => {
  rig.gateway.script({ query: { endless: true } });
  await expect(ask()).rejects.toMatchObject({ details: { reason: "answer_too_large" } });
});

test("an answer of exactly 256 kB is read, one byte more is not", async () => {
  const answer = JSON.stringify({ APIConnect: "DONE", no_of_trans_found: 0 });
  rig.gateway.script({ query: { text: answer.padEnd(256 * 1024) } });
  expect((await ask()).signals).toEqual([]);
  rig.gateway.script({ query: { text: answer.padEnd(256 * 1024 + 1) } });
  await expect(ask()).rejects.toMatchObject({ details: { reason: "answer_too_large" } });
});

test.each([
  [{ reset: true }, "connection"],
  [{ silence: "before_headers" }, "time_out"],
  [{ silence: "after_headers" }, "time_out"],
  [{ text: "<html>" }, "not_json"],
  [{ text: "{}", status: 503 }, "http_503"],
] as const)("staff can read what went wrong: %o is %s", async (reply, reason) => {
  rig.gateway.script({ query: reply });
  await expect(ask()).rejects.toMatchObject({
    kind: "unavailable",
    message: `SSLCommerz gave no usable answer (query: ${reason}).`,
    details: { provider: "sslcommerz", operation: "query", reason },
  });
});

test("a gateway that is not there is unavailable", async () => {
  await rig.gateway.close();
  await expect(ask()).rejects.toMatchObject({ details: { reason: "connection" } });
  rig = await makeRig();
});
