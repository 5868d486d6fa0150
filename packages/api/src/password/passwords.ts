import { availableParallelism } from "node:os";
import { hash, parseOptions, verify } from "@node-rs/argon2";
import { createGate } from "./gate.ts";

/**
 * argon2id as OWASP and ASVS (appendix C) ask for at least. A hash takes 19 MiB and some 60 ms of one core. The
 * library's algorithm of `2` is argon2id; its enum cannot be used where types are only stripped.
 */
export const HASH_PARAMETERS = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** One core in two at most: gifts are served by the others. */
const PARALLEL_MAX = Math.max(1, Math.floor(availableParallelism() / 2));
/** Some three seconds of waiting on the slowest machine; nobody waits longer at a sign-in. */
const WAITING_MAX = 50;

/** A hash of nothing that anybody can type, made with the present parameters: unknown addresses cost the same work. */
let nobodys: Promise<string> | undefined;

/** Hashes and checks passwords. One per process, since it bounds how many are worked on at once. */
export type Passwords = {
  /** The PHC string to store. */
  readonly hash: (password: string) => Promise<string>;
  /** Whether the password is the one of this hash. Without a hash it works as long, and answers false. */
  readonly isRight: (password: string, passwordHash: string | null) => Promise<boolean>;
  /** Whether a hash was made with other parameters than today's. */
  readonly isOutdated: (passwordHash: string) => boolean;
};

type Options = {
  readonly parallelMax: number;
  readonly waitingMax: number;
  /** Runs argon2 on a stored hash and a typed password; tests count how often. */
  readonly check: typeof verify;
};

export function createPasswords({
  parallelMax = PARALLEL_MAX,
  waitingMax = WAITING_MAX,
  check = verify,
}: Partial<Options> = {}): Passwords {
  const gate = createGate({ parallelMax, waitingMax });
  return {
    hash: (password) => gate.run(() => hash(normalPassword(password), HASH_PARAMETERS)),
    isRight: (password, passwordHash) =>
      gate.run(async () => {
        nobodys ??= hash(crypto.randomUUID(), HASH_PARAMETERS);
        const isMatch = await check(passwordHash ?? (await nobodys), normalPassword(password));
        return isMatch && passwordHash !== null;
      }),
    isOutdated: (passwordHash) => {
      const used = parseOptions(passwordHash);
      return (
        used.memoryCost !== HASH_PARAMETERS.memoryCost ||
        used.timeCost !== HASH_PARAMETERS.timeCost ||
        used.parallelism !== HASH_PARAMETERS.parallelism
      );
    },
  };
}

/** Keyboards write one letter in several ways; nothing else is changed, nothing is cut. */
export const normalPassword = (password: string): string => password.normalize("NFC");
