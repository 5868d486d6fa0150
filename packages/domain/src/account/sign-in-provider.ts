/** How a browser that comes back from the provider is known to be the one that was sent there. */
export type ProviderQuestion = {
  /** Names the question, in both directions. */
  readonly state: string;
  /** Must be in what the provider signs. */
  readonly nonce: string;
  /** Only who has it can use the code that the browser brings (PKCE). */
  readonly verifier: string;
};

/** Who somebody is to a provider. */
export type ProvenIdentity = {
  readonly issuer: string;
  /** The provider's own name for the person, which never becomes another's. */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider says that the address is the person's; false when it says nothing. */
  readonly isEmailVerified: boolean;
  readonly name: string | null;
  /** When the provider last asked the person to prove it, in whole seconds; null when it does not say. */
  readonly authenticatedAt: Date | null;
};

export type ProviderAsked =
  | { readonly outcome: "asked"; readonly address: string; readonly question: ProviderQuestion }
  | { readonly outcome: "unreachable"; readonly why: string };

export type ProviderSaid =
  | { readonly outcome: "proven"; readonly identity: ProvenIdentity }
  /** The person, or the provider for them, said no. */
  | { readonly outcome: "cancelled" }
  /** Whatever does not fit the question, is not signed, or was used before. */
  | { readonly outcome: "rejected"; readonly why: string }
  | { readonly outcome: "unreachable"; readonly why: string };

/** The port of a provider that people sign in with (OpenID Connect). It translates; it never decides and never stores. */
export interface SignInProvider {
  /** As people know it; shown on the button. */
  readonly name: string;
  readonly issuer: string;
  /**
   * Where the browser is to go, and what must be kept for its return to `returnUrl`. `anew`: the provider is to ask the
   * person to prove it, also when it knows the browser.
   */
  ask(returnUrl: string, how?: "anew"): Promise<ProviderAsked>;
  /** Judges what a browser brought back: the whole address that it came to. */
  read(arrivedAt: string, question: ProviderQuestion): Promise<ProviderSaid>;
}

/** What is known here when somebody comes back to sign in. */
export type KnownOfIdentity = {
  /** Whose identity it is. */
  readonly owner: { readonly status: string; readonly emailVerifiedAt: Date | null } | null;
  /** Whether its address, in our spelling, has an account; null when the provider does not vouch for one. */
  readonly isAddressTaken: boolean | null;
};

export type Arrival = "enter" | "make" | "blocked" | "unverified" | "taken";

/**
 * THE ONE RULE of signing in with a provider. An identity opens the account that it was linked to. An address alone opens
 * none: whoever registered it first may not be its owner, so its account's owner signs in as before, and links.
 */
export function judgeArrival({ owner, isAddressTaken }: KnownOfIdentity): Arrival {
  if (owner !== null)
    return owner.status === "active" && owner.emailVerifiedAt !== null ? "enter" : "blocked";
  if (isAddressTaken === null) return "unverified";
  return isAddressTaken ? "taken" : "make";
}

/** The clocks of two houses may differ by so much. */
const CLOCKS_DIFFER_MS = 30_000;

/**
 * THE ONE RULE of proofs of being there by a provider: it says that it asked the person after we had sent them there. One
 * that does not say when may have answered for a browser that nobody sits at.
 */
export const isProvenAnew = (authenticatedAt: Date | null, askedAt: Date, at: Date): boolean =>
  authenticatedAt !== null &&
  authenticatedAt.getTime() >= askedAt.getTime() - CLOCKS_DIFFER_MS &&
  authenticatedAt.getTime() <= at.getTime() + CLOCKS_DIFFER_MS;
