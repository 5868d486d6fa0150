import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { DATA } from "../stack/addresses.ts";
import type { Secret, SecretKind } from "./secret.ts";

// What the tests made and typed, and what browsers told other sites: written down as it happens, because a person may be
// erased from the books before the end, and many secrets are in the books as digests alone.

/** Passwords that tests type to be refused are shorter, and stand in texts by chance. */
const PASSWORD_LENGTH_MIN = 10;

const isWorthKeeping = ({ kind, value }: Secret): boolean =>
  value !== "" && (kind !== "password" || value.length >= PASSWORD_LENGTH_MIN);

/** Notes a secret for the search at the end of the run, and gives it back. */
export function keepSecret(kind: SecretKind, value: string): string {
  if (isWorthKeeping({ kind, value })) append(DATA.secretsUsed, JSON.stringify({ kind, value }));
  return value;
}

export const keptSecrets = (): readonly Secret[] =>
  linesOf(DATA.secretsUsed).map((line) => JSON.parse(line) as Secret);

/** Notes what another site was told by a browser: an address, or where the browser came from. */
export const keepTold = (what: string): void => append(DATA.toldToOthers, what);

export const toldToOthers = (): string => linesOf(DATA.toldToOthers).join("\n");

function append(file: string, line: string): void {
  mkdirSync(DATA.folder, { recursive: true });
  appendFileSync(file, `${line}\n`);
}

const linesOf = (file: string): readonly string[] =>
  existsSync(file)
    ? readFileSync(file, "utf8")
        .split("\n")
        .filter((line) => line !== "")
    : [];
