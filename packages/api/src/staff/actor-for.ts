import { roleFor, type Permission } from "@careforall/domain/permission";
import { AppError } from "@careforall/domain/shared";
import { assertSignedIn, type Caller } from "../account/index.ts";
import { noteDenial } from "../audit/index.ts";
import type { Actor, Context } from "../context/index.ts";

type Device = { readonly address: string | null; readonly agent: string | null };

/**
 * As whom a member of staff acts, by the one map of permissions. Refuses 401 `account.not_signed_in` when nobody is
 * signed in, and 403 `permission.denied` in the same words whatever is asked for and whether or not it exists; the log
 * of the process and the audit log are told who tried.
 */
export async function actorFor(
  ctx: Pick<Context, "db" | "log" | "origin" | "at">,
  caller: Caller | null,
  permission: Permission,
  device: Device,
): Promise<Actor> {
  assertSignedIn(caller);
  const { userId, roles, heldRoles } = caller;
  const role = roleFor(roles, permission);
  if (role === null) {
    ctx.log.warn({ userId, permission, address: device.address }, "a permission was denied");
    await noteDenial(ctx, { userId, permission, heldRoles, ...device });
    throw new AppError("forbidden", "permission.denied", "You may not do this.");
  }
  return { kind: "staff", userId, role, ...device };
}
