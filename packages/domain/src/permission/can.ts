import type { StaffRole } from "../account/index.ts";
import { type Holder, type Permission, PERMISSIONS } from "./permission.ts";

/** Who asks, as far as permissions go. */
export type Standing = {
  /** The roles of whoever is signed in, none for donors; null when nobody is. */
  readonly roles: readonly StaffRole[] | null;
  /** Whether the secret link of the gift in question was shown. */
  readonly holdsLink?: boolean;
};

export const NOBODY: Standing = { roles: null };

/** Whether somebody may do this. What the map does not grant is refused. */
export const can = (who: Standing, permission: Permission): boolean => holderFor(who, permission) !== null;

/** As what somebody may do this: the first of their standings to which it is granted; null when they may not. */
export function holderFor(who: Standing, permission: Permission): Holder | null {
  const granted: readonly Holder[] = PERMISSIONS[permission].to;
  return holdersIn(who).find((holder) => granted.includes(holder)) ?? null;
}

/** By which role a member of staff may do this; null when no role of theirs allows it. The audit log keeps it. */
export const roleFor = (roles: readonly StaffRole[], permission: Permission): StaffRole | null =>
  roles.find((role) => isGranted(role, permission)) ?? null;

export const isGranted = (holder: Holder, permission: Permission): boolean => {
  const granted: readonly Holder[] = PERMISSIONS[permission].to;
  return granted.includes(holder);
};

function holdersIn({ roles, holdsLink = false }: Standing): readonly Holder[] {
  const guest: readonly Holder[] = holdsLink ? ["guest"] : [];
  const signedIn: readonly Holder[] = roles === null ? [] : ["donor", ...roles];
  return ["anonymous", ...guest, ...signedIn];
}
