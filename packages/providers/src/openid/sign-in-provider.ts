import type {
  ProvenIdentity,
  ProviderQuestion,
  ProviderSaid,
  SignInProvider,
} from "@careforall/domain/account";
import * as openid from "openid-client";
import { judgeFailure } from "./judge-failure.ts";

export type OpenidSettings = {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly name: string;
};

/** Of each call to the provider: a person waits. */
const TIMEOUT_S = 5;
const MS_PER_S = 1_000;

/**
 * An OpenID provider: the code flow with PKCE, state and nonce. What the provider says of itself is asked at the first use
 * and kept; a provider that was away is asked again at the next one.
 */
export function createSignInProvider(settings: OpenidSettings): SignInProvider {
  const { name, issuer } = settings;
  let known: Promise<openid.Configuration> | undefined;
  const configuration = (): Promise<openid.Configuration> => {
    known ??= discover(settings).catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    name,
    issuer,
    ask: async (returnUrl, how) => {
      try {
        return { outcome: "asked", ...(await questionOf(await configuration(), returnUrl, how)) };
      } catch (error) {
        // There is nothing to refuse yet: whatever is wrong, nobody can be sent there.
        return { outcome: "unreachable", why: judgeFailure(error).why };
      }
    },
    read: async (arrivedAt, question) => {
      try {
        return await identityOf(await configuration(), arrivedAt, question, issuer);
      } catch (error) {
        const { isAway, isCancelled, why } = judgeFailure(error);
        if (isCancelled) return { outcome: "cancelled" };
        return { outcome: isAway ? "unreachable" : "rejected", why };
      }
    },
  };
}

function discover({ issuer, clientId, clientSecret }: OpenidSettings): Promise<openid.Configuration> {
  const isPlain = issuer.startsWith("http:");
  const [basic, post] = [openid.ClientSecretBasic(clientSecret), openid.ClientSecretPost(clientSecret)];
  /** As the provider takes it; what says nothing takes the header (OpenID Connect Discovery, section 3). */
  const authenticate: openid.ClientAuth = (server, ...rest) => {
    const methods = server.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
    return (methods.includes("client_secret_basic") ? basic : post)(server, ...rest);
  };
  return openid.discovery(new URL(issuer), clientId, {}, authenticate, {
    timeout: TIMEOUT_S,
    // Settings allow plain http to this machine alone.
    ...(isPlain && { execute: [openid.allowInsecureRequests] }),
  });
}

async function questionOf(
  config: openid.Configuration,
  returnUrl: string,
  how: "anew" | undefined,
): Promise<{ address: string; question: ProviderQuestion }> {
  const question = {
    state: openid.randomState(),
    nonce: openid.randomNonce(),
    verifier: openid.randomPKCECodeVerifier(),
  };
  const address = openid.buildAuthorizationUrl(config, {
    redirect_uri: returnUrl,
    scope: "openid email profile",
    state: question.state,
    nonce: question.nonce,
    code_challenge: await openid.calculatePKCECodeChallenge(question.verifier),
    code_challenge_method: "S256",
    // Either asks for it (OpenID Connect Core, 3.1.2.1); `max_age` also makes the provider say when it was.
    ...(how === "anew" && { prompt: "login", max_age: "0" }),
  });
  return { address: address.href, question };
}

async function identityOf(
  config: openid.Configuration,
  arrivedAt: string,
  { state, nonce, verifier }: ProviderQuestion,
  issuer: string,
): Promise<ProviderSaid> {
  const tokens = await openid.authorizationCodeGrant(config, new URL(arrivedAt), {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) return { outcome: "rejected", why: "no id token" };
  const { sub: subject, auth_time: authTime } = claims;
  const authenticatedAt = typeof authTime === "number" ? new Date(authTime * MS_PER_S) : null;
  // Many providers keep what they know about people out of the token.
  const told =
    claims["email"] === undefined && config.serverMetadata().userinfo_endpoint !== undefined
      ? await openid.fetchUserInfo(config, tokens.access_token, subject)
      : claims;
  return { outcome: "proven", identity: { issuer, subject, authenticatedAt, ...personOf(told) } };
}

const personOf = (
  told: Readonly<Record<string, unknown>>,
): Pick<ProvenIdentity, "email" | "isEmailVerified" | "name"> => ({
  email: textOr(told["email"]),
  isEmailVerified: told["email_verified"] === true,
  name: textOr(told["name"]),
});

const textOr = (value: unknown): string | null => (typeof value === "string" ? value : null);
