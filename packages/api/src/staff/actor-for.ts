import { roleFor, type Permission } from "@careforall/domain/permission";
import { AppError } from "@careforall/domain/shared";
import { assertSignedIn, type Caller } from "../account/index.ts";
import { noteDenial } from "../audit/index.ts";
import type { Actor, Context } from "../context/index.ts";

type Device = { readonly address: string | null; readonly agent: string | null };

/**
 * As whom a member of staff looks at a page, by the one map of permissions. Refuses 401 `account.not_signed_in` when
 * nobody is signed in, and 403 `permission.denied` in the same words whatever is asked for and whether or not it exists;
 * the log of the process is told who tried.
 */
export function actorFor(
  { log }: Pick<Context, "log">,
  caller: Caller | null,
  permission: Permission,
  device: Device,
): Actor {
  assertSignedIn(caller);
  const { userId, roles } = caller;
  const role = roleFor(roles, permission);
  if (role === null) {
    log.warn({ userId, permission, address: device.address }, "a permission was denied");
    throw new AppError("forbidden", "permission.denied", "You may not do this.");
  }
  return { kind: "staff", userId, role, ...device };
}

/**
 * The same for procedures and forms, which only our own pages can send: a denial is in the audit log, too. Addresses of
 * pages any site can lead a browser to, and it shall write nothing in somebody's name.
 */
export async function actorForCall(
  ctx: Pick<Context, "db" | "log" | "origin" | "at">,
  caller: Caller | null,
  permission: Permission,
  device: Device,
): Promise<Actor> {
  try {
    return actorFor(ctx, caller, permission, device);
  } catch (error) {
    if (caller !== null && error instanceof AppError && error.kind === "forbidden") {
      const { userId, heldRoles } = caller;
      await noteDenial(ctx, { userId, permission, heldRoles, ...device });
    }
    throw error;
  }
}
