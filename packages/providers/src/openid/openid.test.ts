import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { ProviderQuestion } from "@careforall/domain/account";
import Provider from "oidc-provider";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createSignInProvider } from "./index.ts";

// Against a real provider of the same protocol; what browsers do with it: apps/web/e2e/oauth.spec.ts.

const RETURN = "http://localhost:3000/account/oauth/return";
const CLIENT = { clientId: "careforall", clientSecret: "known to tests alone", name: "Example" };
const SUBJECT = "rina";
const CLAIMS = { sub: SUBJECT, email: "rina@example.org", email_verified: true, name: "Rina Begum" };

const server = createServer();
let issuer = "";
/** Whether whoever is asked over there says no. */
let saysNo = false;
/** How often somebody was asked over there. */
let prompts = 0;

beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(issuer, {
    clients: [{ client_id: CLIENT.clientId, client_secret: CLIENT.clientSecret, redirect_uris: [RETURN] }],
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
    cookies: { keys: ["known to tests alone"] },
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: () => ({ accountId: SUBJECT, claims: () => CLAIMS }),
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ clientId: CLIENT.clientId, accountId: SUBJECT });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  });
  provider.use(async ({ path, req, res }, next) => {
    if (!path.startsWith("/interaction/")) return next();
    prompts += 1;
    const answer = saysNo ? { error: "access_denied" } : { login: { accountId: SUBJECT } };
    return provider.interactionFinished(req, res, answer);
  });
  const answer = provider.callback();
  server.on("request", (request, response) => void answer(request, response));
});
afterAll(async () => {
  server.closeAllConnections();
  await once(server.close(), "close");
});

/** Goes to the provider as a browser would, with its cookies, until it is sent back to us. */
async function bringAnswer(
  how?: "anew",
  cookies = new Map<string, string>(),
): Promise<{ arrivedAt: string; question: ProviderQuestion }> {
  const asked = await createSignInProvider({ issuer, ...CLIENT }).ask(RETURN, how);
  if (asked.outcome !== "asked") throw new Error(asked.why);
  let address = asked.address;
  while (!address.startsWith(RETURN)) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const answer = await fetch(address, { redirect: "manual", headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      cookies.set(name, value);
    }
    const location = answer.headers.get("location");
    if (location === null) throw new Error(`the provider answered ${answer.status} and leads nowhere`);
    address = new URL(location, address).href;
  }
  return { arrivedAt: address, question: asked.question };
}

const read = (arrivedAt: string, question: ProviderQuestion) =>
  createSignInProvider({ issuer, ...CLIENT }).read(arrivedAt, question);

test("an answer says who somebody is, once", async () => {
  const { arrivedAt, question } = await bringAnswer();
  expect(await read(arrivedAt, question)).toEqual({
    outcome: "proven",
    identity: {
      issuer,
      subject: SUBJECT,
      email: CLAIMS.email,
      isEmailVerified: true,
      name: CLAIMS.name,
      authenticatedAt: null,
    },
  });
  expect(await read(arrivedAt, question)).toMatchObject({ outcome: "rejected", why: "invalid_grant" });
});

test("who is known over there is asked again only when they are to be asked anew, and it is said when that was", async () => {
  const cookies = new Map<string, string>();
  const begun = Math.floor(Date.now() / 1_000) * 1_000;
  await bringAnswer(undefined, cookies);
  const before = prompts;
  await bringAnswer(undefined, cookies);
  expect(prompts).toBe(before);
  const { arrivedAt, question } = await bringAnswer("anew", cookies);
  expect(prompts).toBe(before + 1);
  const said = await read(arrivedAt, question);
  if (said.outcome !== "proven") throw new Error(said.outcome);
  expect(said.identity.authenticatedAt?.getTime()).toBeGreaterThanOrEqual(begun);
});

test.each(["state", "nonce", "verifier"] as const)("an answer with another %s is rejected", async (part) => {
  const { arrivedAt, question } = await bringAnswer();
  const twisted = { ...question, [part]: "f".repeat(43) };
  expect(await read(arrivedAt, twisted)).toMatchObject({ outcome: "rejected" });
});

test("what names another issuer is rejected", async () => {
  const { arrivedAt, question } = await bringAnswer();
  const url = new URL(arrivedAt);
  url.searchParams.set("iss", "https://evil.example.org");
  expect(await read(url.href, question)).toMatchObject({ outcome: "rejected" });
});

test("a person who says no over there is told from an answer that does not fit", async () => {
  saysNo = true;
  const { arrivedAt, question } = await bringAnswer();
  saysNo = false;
  expect(await read(arrivedAt, question)).toEqual({ outcome: "cancelled" });
});

test("a provider that nobody answers for is unreachable, and asked again at the next sign-in", async () => {
  const gone = createSignInProvider({ ...CLIENT, issuer: "http://127.0.0.1:9" });
  expect(await gone.ask(RETURN)).toMatchObject({ outcome: "unreachable" });
  const question = { state: "s".repeat(43), nonce: "n".repeat(43), verifier: "v".repeat(43) };
  expect(await gone.read(`${RETURN}?code=x`, question)).toMatchObject({ outcome: "unreachable" });
});
