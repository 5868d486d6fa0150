import { grantRole } from "@careforall/db/account";
import { withTransaction } from "@careforall/db/client";
import { lockRoles, revokeRole } from "@careforall/db/staff";
import { STAFF_ROLES, zAccountEmail } from "@careforall/domain/account";
import { judgeRoleChange, type RoleRefusal } from "@careforall/domain/permission";
import { AppError } from "@careforall/domain/shared";
import * as z from "zod";
import { type Caller, requireFresh } from "../account/index.ts";
import { appendAudit, recordingRefusals } from "../audit/index.ts";
import type { Context } from "../context/index.ts";

export const zChangeRole = z.strictObject({
  kind: z.enum(["grant", "revoke"]),
  /** Whose role, by the address of their account. */
  email: zAccountEmail,
  role: z.enum(STAFF_ROLES),
  reason: z.string().trim().min(1).max(300),
});
export type ChangeRole = z.output<typeof zChangeRole>;

/**
 * Gives or takes a role; it counts at the person's next request, because every request asks. All roles are locked for
 * the moment, so two administrators who take each other's role at once leave one. Refusals: 403
 * `account.confirm_first`, 404 `role.no_such_account`, 422 `role.*`; nothing is changed then, and the try is written into
 * the audit log.
 */
export async function changeRole(ctx: Context, input: ChangeRole, caller: Caller): Promise<void> {
  const { kind, email, role } = input;
  const person = await ctx.db.prisma.user.findUnique({ where: { email }, select: { id: true } });
  const subject = { type: "user", id: person?.id ?? "no account" };
  const tried = { action: ACTION[kind], subject, asked: { role } };
  await recordingRefusals(ctx, tried, () => change(ctx, input, caller));
}

const ACTION = { grant: "role.grant", revoke: "role.revoke" } as const;

async function change(ctx: Context, input: ChangeRole, caller: Caller): Promise<void> {
  requireFresh(ctx, caller);
  const { kind, email, role, reason } = input;
  await withTransaction(
    ctx.db,
    async (tx) => {
      const found = await lockRoles(tx, email);
      if (found === null) {
        throw new AppError("not_found", "role.no_such_account", "There is no account with this address.");
      }
      const { userId, roles } = found;
      const refusal = judgeRoleChange({ kind, role, byUserId: caller.userId, ofUserId: userId }, found);
      if (refusal !== null) throw new AppError("unprocessable", refusal, WORDS[refusal]);
      if (kind === "grant") await grantRole(tx, { userId, role, by: caller.name.slice(0, 100) });
      else await revokeRole(tx, userId, role);
      const after = kind === "grant" ? [...roles, role] : roles.filter((held) => held !== role);
      await appendAudit(tx, ctx, {
        action: ACTION[kind],
        subject: { type: "user", id: userId },
        before: { roles: writeRoles(roles) },
        after: { roles: writeRoles(after) },
        reason,
      });
    },
    { at: ctx.at },
  );
}

const writeRoles = (roles: readonly string[]): string =>
  roles.toSorted((a, b) => a.localeCompare(b)).join(" ");

const WORDS: Record<RoleRefusal, string> = {
  "role.own": "Nobody changes their own roles. Ask another administrator.",
  "role.last_admin": "This is the last administrator. Make somebody else one first.",
  "role.held_already": "This person has the role already.",
  "role.not_held": "This person does not have the role.",
  "role.not_active": "This person cannot sign in, so no role can be given.",
};
