import { countWrongCode, findTotp, useRecoveryCode, useStep } from "@careforall/db/account";
import type { Tx } from "@careforall/db/client";
import { CODE_TRIES_MAX, CODE_TRIES_WINDOW_MS, type Factor, mayTryCode } from "@careforall/domain/account";
import { AppError } from "@careforall/domain/shared";
import type { Context } from "../context/index.ts";
import { recoveryCodeOf, recoveryHash, stepOf } from "./code.ts";
import { tellOwner } from "./tell-owner.ts";
import { unseal } from "./seal.ts";

export type Checked = { readonly factor: Factor } | { readonly problem: "code_wrong" | "code_locked" };

/**
 * Uses a code up, of the app or of the paper, under the lock of the person's row. A wrong one is counted, so the caller
 * must commit. The count bounds codes of the app alone: 80 random bits need no bound, and a stranger who has the password
 * must not be able to take the paper away.
 */
export async function checkCode(ctx: Context, tx: Tx, userId: string, code: string): Promise<Checked> {
  const onPaper = recoveryCodeOf(code);
  if (onPaper !== null) return checkRecoveryCode(ctx, tx, userId, onPaper);
  const totp = await findTotp(tx, userId);
  if (totp === null || totp.enabledAt === null) return { problem: "code_wrong" };
  if (!mayTryCode(totp, tx.at)) return { problem: "code_locked" };
  const step = stepOf(unseal(ctx, userId, totp.sealedSecret), code, tx.at);
  if (step !== null && (await useStep(tx, userId, step))) return { factor: "totp" };
  const tries = await countWrongCode(tx, userId);
  if (tries === CODE_TRIES_MAX) await tellOwner(ctx, tx, userId, "guessed");
  return { problem: "code_wrong" };
}

async function checkRecoveryCode(ctx: Context, tx: Tx, userId: string, code: string): Promise<Checked> {
  if (!(await useRecoveryCode(tx, userId, recoveryHash(userId, code)))) return { problem: "code_wrong" };
  await tellOwner(ctx, tx, userId, "code_used");
  return { factor: "recovery_code" };
}

export const refusedCode = (problem: "code_wrong" | "code_locked"): AppError =>
  problem === "code_wrong"
    ? new AppError("refused", "account.code_wrong", "This code is not right, or was used already.")
    : new AppError(
        "rate_limited",
        "account.code_locked",
        "Too many wrong codes. Wait a quarter of an hour.",
        {
          retryAfterS: CODE_TRIES_WINDOW_MS / 1_000,
        },
      );
