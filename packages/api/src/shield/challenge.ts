import { createHmac, hash, timingSafeEqual } from "node:crypto";

/** What a proof is for: one attempt of one pledge. Brought again, it opens the same page again and no other. */
export type Subject = { readonly pledgeId: string; readonly attempt: number };

/** Whoever cannot calculate (a browser without scripts) may wait for so long instead. */
export const WAIT_S = 20;
/** A form that is open for longer gets a new one. */
const AGE_MAX_S = 1_800;
const SIGNATURE_CHARACTERS = 22;

const CHALLENGE = /^([\w-]{22})\.(\d{1,4})\.(\d{1,2})\.(\d{10})\.([\w-]{22})$/;
/** A decimal number, or nothing for who waited. */
const NONCE = /^\d{0,16}$/;

/**
 * A question that takes work to answer and none to check: a number whose digest together with the challenge begins with
 * so many zero bits. Signed, so that we keep nothing.
 */
export function newChallenge(secret: string, subject: Subject, bits: number, at: Date): string {
  const seconds = Math.floor(at.getTime() / 1_000);
  const body = `${nameOf(subject)}.${subject.attempt}.${bits}.${seconds}`;
  return `${body}.${sign(secret, body)}`;
}

export type Proof = {
  /** The challenge that it answers, of ours, for this subject, and not too old. */
  readonly challenge: string;
  /** Null: it proves nothing yet. */
  readonly by: "work" | "wait" | null;
};

/** Reads `challenge:number`. Null for what we did not ask, of this subject, lately. */
export function readProof(
  secret: string,
  subject: Subject,
  text: string | undefined,
  at: Date,
): Proof | null {
  const [challenge = "", nonce = ""] = (text ?? "").split(":", 2);
  const asked = readChallenge(secret, subject, challenge);
  if (asked === null || !NONCE.test(nonce)) return null;
  const ageS = at.getTime() / 1_000 - asked.seconds;
  if (ageS < -1 || ageS > AGE_MAX_S) return null;
  if (nonce === "") return { challenge, by: ageS >= WAIT_S ? "wait" : null };
  return { challenge, by: zeroBitsOf(challenge, nonce) >= asked.bits ? "work" : null };
}

/** What we asked of this subject, and when; null for what we did not sign. */
function readChallenge(
  secret: string,
  subject: Subject,
  challenge: string,
): { readonly bits: number; readonly seconds: number } | null {
  const parts = CHALLENGE.exec(challenge);
  if (parts === null) return null;
  const [, name = "", attempt, bits, seconds, signature = ""] = parts;
  const isOurs = isEqual(signature, sign(secret, challenge.slice(0, challenge.lastIndexOf("."))));
  const isOfSubject = isEqual(name, nameOf(subject)) && Number(attempt) === subject.attempt;
  return isOurs && isOfSubject ? { bits: Number(bits), seconds: Number(seconds) } : null;
}

/** Leading zero bits of the digest: what the page's script looks for, too (solve-challenge.tsx). */
export function zeroBitsOf(challenge: string, nonce: string): number {
  const digest = hash("sha256", `${challenge}:${nonce}`, "buffer");
  return Math.clz32(digest.readUInt32BE(0));
}

const nameOf = ({ pledgeId }: Subject): string =>
  hash("sha256", pledgeId, "base64url").slice(0, SIGNATURE_CHARACTERS);

const sign = (secret: string, body: string): string =>
  createHmac("sha256", secret)
    .update(`challenge\n${body}`)
    .digest("base64url")
    .slice(0, SIGNATURE_CHARACTERS);

const isEqual = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
