import { text } from "node:stream/consumers";
import { once } from "node:events";
import { createServer } from "node:http";
import Provider, { type Configuration } from "oidc-provider";
import { OPENID, PORTS, WEB_URL } from "../stack/addresses.ts";

/** What the provider says of one of its people. */
export type Claims = { readonly email: string; readonly email_verified: boolean; readonly name: string };

export type OpenidProvider = {
  /** Makes somebody who may sign in there; their name there is their address. */
  readonly know: (claims: Claims) => void;
  readonly stop: () => Promise<void>;
};

const RETURN_URL = `${WEB_URL}/account/oauth/return`;

/**
 * A real OpenID provider, in the test's own process. It insists on PKCE, knows one address to come back to, and asks who
 * one is on a plain page.
 */
export async function startOpenidProvider(): Promise<OpenidProvider> {
  const people = new Map<string, Claims>();
  const provider = new Provider(OPENID.issuer, configurationOf(people));
  askPeople(provider);
  const answer = provider.callback();
  const server = createServer((request, response) => void answer(request, response));
  server.listen(PORTS.openid, "127.0.0.1");
  await once(server, "listening");
  return {
    know: (claims) => void people.set(claims.email, claims),
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

const configurationOf = (people: ReadonlyMap<string, Claims>): Configuration => ({
  clients: [{ client_id: OPENID.clientId, client_secret: OPENID.clientSecret, redirect_uris: [RETURN_URL] }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  cookies: { keys: ["known to tests alone"] },
  pkce: { required: () => true },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  findAccount: (_ctx, id) => {
    const claims = people.get(id);
    return claims === undefined ? undefined : { accountId: id, claims: () => ({ sub: id, ...claims }) };
  },
  // Who has signed in has agreed.
  loadExistingGrant: async ({ oidc }) => {
    const { client, session } = oidc;
    const accountId = session?.accountId;
    if (client === undefined || accountId === undefined) return undefined;
    const grant = new oidc.provider.Grant({ clientId: client.clientId, accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
});

const PAGE = `<!doctype html><html lang="en"><title>Example ID</title><h1>Example ID</h1>
<form method="post"><label>Who are you? <input name="login"></label><button>Sign in there</button></form>
<form method="post"><input type="hidden" name="no" value="1"><button>No, thank you</button></form></html>`;

function askPeople(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (!ctx.path.startsWith("/interaction/")) return next();
    const said = new URLSearchParams(await text(ctx.req));
    const login = said.get("login");
    if (said.has("no")) return provider.interactionFinished(ctx.req, ctx.res, { error: "access_denied" });
    if (login !== null)
      return provider.interactionFinished(ctx.req, ctx.res, { login: { accountId: login } });
    ctx.type = "html";
    ctx.body = PAGE;
  });
}
