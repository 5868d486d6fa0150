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
async function bringAnswer(): Promise<{ arrivedAt: string; question: ProviderQuestion }> {
  const asked = await createSignInProvider({ issuer, ...CLIENT }).ask(RETURN);
  if (asked.outcome !== "asked") throw new Error(asked.why);
  const cookies = new Map<string, string>();
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
    identity: { issuer, subject: SUBJECT, email: CLAIMS.email, isEmailVerified: true, name: CLAIMS.name },
  });
  expect(await read(arrivedAt, question)).toMatchObject({ outcome: "rejected", why: "invalid_grant" });
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
