import type { StaffRole } from "@careforall/domain/account";

/**
 * Who may be in the audit log: somebody at the command line, a signed-in person with a role, or whoever erases their own
 * data, signed in (`owner`) or by a mailed link (`guest`). Nothing is kept of an owner but their id.
 */
export type Actor =
  | { readonly kind: "command"; readonly name: string }
  | {
      readonly kind: "staff";
      readonly userId: string;
      /** The role that gives the right to what is done now. */
      readonly role: StaffRole;
      readonly address: string | null;
      readonly agent: string | null;
    }
  | { readonly kind: "owner"; readonly userId: string }
  | { readonly kind: "guest" };
