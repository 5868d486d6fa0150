import type { StaffRole } from "../account/index.ts";

export type RoleChange = {
  readonly kind: "grant" | "revoke";
  readonly role: StaffRole;
  readonly byUserId: string;
  readonly ofUserId: string;
};

/** What a change of roles is decided from, read under the lock of all roles. */
export type RoleFacts = {
  /** The roles of the person whose roles change. */
  readonly roles: readonly StaffRole[];
  /** Whether that person may sign in. */
  readonly isActive: boolean;
  /** How many other people who may sign in are administrators. */
  readonly otherAdmins: number;
};

export type RoleRefusal =
  | "role.own"
  | "role.last_admin"
  | "role.held_already"
  | "role.not_held"
  | "role.not_active";

/**
 * What the map cannot say about giving and taking roles: nobody changes their own, and nobody takes the last
 * administrator's. Null when the change may be made.
 */
export function judgeRoleChange(
  { kind, role, byUserId, ofUserId }: RoleChange,
  { roles, isActive, otherAdmins }: RoleFacts,
): RoleRefusal | null {
  if (byUserId === ofUserId) return "role.own";
  if (kind === "grant") {
    if (!isActive) return "role.not_active";
    return roles.includes(role) ? "role.held_already" : null;
  }
  if (!roles.includes(role)) return "role.not_held";
  return role === "ADMIN" && otherAdmins === 0 ? "role.last_admin" : null;
}
