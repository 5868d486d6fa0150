import { createHash, randomBytes } from "node:crypto";
import { RECOVERY_CODES } from "@careforall/domain/account";
import { verifySync } from "otplib";
import * as z from "zod";

/** As people type it: in groups, with dashes, in small letters. */
export const zTypedCode = z
  .string()
  .max(64)
  .transform((text) => text.replaceAll(/[\s-]/gu, "").toUpperCase());

const APP_CODE = /^\d{6}$/;
const STEP_S = 30;

/**
 * The step (30 seconds, counted from 1970) that a code of the app belongs to: the present one, the one before or the one
 * after, because clocks differ. Null for a wrong code.
 */
export function stepOf(secret: string, code: string, at: Date): number | null {
  if (!APP_CODE.test(code)) return null;
  const epoch = Math.floor(at.getTime() / 1_000);
  const result = verifySync({ secret, token: code, epoch, period: STEP_S, epochTolerance: STEP_S });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

/** Crockford's: nothing that is read as something else. */
const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const RECOVERY_CHARACTERS = 16;
const RECOVERY_CODE = new RegExp(`^[${ALPHABET}]{${RECOVERY_CHARACTERS}}$`);

/** 80 random bits each, shown in groups of four. */
export const newRecoveryCodes = (): readonly string[] =>
  Array.from({ length: RECOVERY_CODES }, () =>
    Array.from(
      randomBytes(RECOVERY_CHARACTERS),
      (byte, at) => `${at > 0 && at % 4 === 0 ? "-" : ""}${ALPHABET[byte % ALPHABET.length]}`,
    ).join(""),
  );

/** Letters that look like digits are read as them. */
export function recoveryCodeOf(typed: string): string | null {
  const code = typed.replaceAll(/[IL]/g, "1").replaceAll("O", "0");
  return RECOVERY_CODE.test(code) ? code : null;
}

/** What of a recovery code is stored: 80 random bits cannot be tried out, so a plain digest keeps them. */
export const recoveryHash = (userId: string, code: string): string =>
  createHash("sha256")
    .update(`${userId}:${code.replaceAll("-", "")}`)
    .digest("hex");
