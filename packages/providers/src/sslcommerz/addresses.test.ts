import { afterEach, beforeEach, expect, test } from "vitest";
import { CHECKOUT, makeRig, REFERENCE, STORE, type SslcommerzRig } from "./rig.ts";
import { createSslcommerz } from "./index.ts";

// S-93: whom we call is the operator's setting: nothing that a donor or the gateway says leads us anywhere else.

let rig: SslcommerzRig;
beforeEach(async () => {
  rig = await makeRig();
});
afterEach(() => rig.close());

const ELSEWHERE = [
  "//attacker.example/",
  "https://attacker.example/",
  "@attacker.example",
  "/../../attacker.example",
  "?x=1#y",
  "\\\\attacker.example\\x",
  "%2e%2e%2f%2fattacker.example",
  "x\r\nHost: attacker.example",
];

const PATHS = new Set([
  "/gwprocess/v4/api.php",
  "/validator/api/validationserverAPI.php",
  "/validator/api/merchantTransIDvalidationAPI.php",
]);

test("S-93: every call goes to the host of the settings and to one of three paths, whatever is in its fields", async () => {
  const called: URL[] = [];
  const provider = createSslcommerz({
    apiUrl: rig.gateway.url,
    ...STORE,
    fetch: (url, init) => {
      called.push(new URL(url instanceof Request ? url.url : url));
      return fetch(url, init);
    },
  });
  rig.play("knows_nothing");
  for (const words of ELSEWHERE) {
    const payer = { name: words, email: "rahima@example.org" };
    const asked = { ...CHECKOUT, payer, description: words };
    await Promise.allSettled([
      provider.startCheckout({ ...asked, returnUrl: `http://localhost:3000/${words}` }),
      provider.askPayment({ reference: words, proofId: words }),
      provider.askPayment({ reference: REFERENCE, proofId: undefined }),
    ]);
  }
  expect(called.length).toBeGreaterThan(ELSEWHERE.length * 2);
  expect([...new Set(called.map(({ origin }) => origin))]).toEqual([new URL(rig.gateway.url).origin]);
  expect(called.map(({ pathname }) => pathname).filter((pathname) => !PATHS.has(pathname))).toEqual([]);
});

test("S-93: a redirect of the gateway is an outage, and is not followed", async () => {
  rig.play("redirects_elsewhere");
  await expect(rig.provider.askPayment({ reference: REFERENCE, proofId: undefined })).rejects.toMatchObject({
    kind: "unavailable",
  });
});
