import { randomBytes } from "node:crypto";
import type {
  ProvenIdentity,
  ProviderQuestion,
  ProviderSaid,
  SignInProvider,
} from "@careforall/domain/account";

const random = (): string => randomBytes(32).toString("base64url");

export const TEST_ISSUER = "https://accounts.example.org";

/** A provider that says what the test wants, and remembers what it was asked. */
export class ScriptedSignInProvider implements SignInProvider {
  readonly name = "Example";
  readonly issuer = TEST_ISSUER;
  /** What it says to whoever comes back next. */
  says: ProviderSaid = { outcome: "cancelled" };
  isAway = false;
  /** How those were to be asked who were sent there. */
  readonly asked: ("anew" | undefined)[] = [];
  readonly arrivals: { readonly arrivedAt: string; readonly question: ProviderQuestion }[] = [];

  /** Says that it is this person. */
  proves(subject: string, more: Partial<ProvenIdentity> = {}): void {
    const { email = null, isEmailVerified = true, name = null, authenticatedAt = null } = more;
    this.says = {
      outcome: "proven",
      identity: { issuer: this.issuer, subject, email, isEmailVerified, name, authenticatedAt },
    };
  }

  ask: SignInProvider["ask"] = (returnUrl, how) => {
    this.asked.push(how);
    if (this.isAway) return Promise.resolve({ outcome: "unreachable", why: "away" });
    const question = { state: random(), nonce: random(), verifier: random() };
    return Promise.resolve({ outcome: "asked", address: `${this.issuer}/?to=${returnUrl}`, question });
  };

  read: SignInProvider["read"] = (arrivedAt, question) => {
    this.arrivals.push({ arrivedAt, question });
    return Promise.resolve(this.says);
  };
}
