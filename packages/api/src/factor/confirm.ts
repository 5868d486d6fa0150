import { lockUser, noteConfirmed } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import * as z from "zod";
import { assertPassword, type Caller, wrongPassword, zTypedPassword } from "../account/index.ts";
import type { Context } from "../context/index.ts";
import { checkCode, refusedCode } from "./check-code.ts";
import { zTypedCode } from "./code.ts";

export const zConfirmByPassword = z.strictObject({ password: zTypedPassword });

/** Proves anew, by the password, that the owner sits there. Refuses with `account.wrong_password` (422). */
export async function confirmByPassword(
  ctx: Context,
  input: z.input<typeof zConfirmByPassword>,
  { userId, sid }: Caller,
): Promise<void> {
  const { password } = zConfirmByPassword.parse(input);
  const { passwordHash } = await assertPassword(ctx, userId, password);
  await withTransaction(
    ctx.db,
    async (tx) => {
      const user = await lockUser(tx, { id: userId });
      if (user?.passwordHash !== passwordHash) throw wrongPassword();
      await noteConfirmed(tx, sid);
    },
    { at: ctx.at },
  );
}

export const zConfirmByCode = z.strictObject({ code: zTypedCode });

/** The same by a code. Refuses with `account.code_wrong` (422) or `account.code_locked` (429). */
export async function confirmByCode(
  ctx: Context,
  input: z.input<typeof zConfirmByCode>,
  { userId, sid }: Caller,
): Promise<void> {
  const { code } = zConfirmByCode.parse(input);
  const checked = await withTransaction(
    ctx.db,
    async (tx) => {
      await lockUser(tx, { id: userId });
      const outcome = await checkCode(ctx, tx, userId, code);
      if ("factor" in outcome) await noteConfirmed(tx, sid);
      return outcome;
    },
    { at: ctx.at },
  );
  ctx.wake("outbox");
  if ("problem" in checked) throw refusedCode(checked.problem);
}
