import type { StaffRole } from "@careforall/domain/account";

/** Who may be in the log for staff's changes: somebody at the command line, or a signed-in person with a role. */
export type Actor =
  | { readonly kind: "command"; readonly name: string }
  | {
      readonly kind: "staff";
      readonly userId: string;
      /** The role that gives the right to what is done now. */
      readonly role: StaffRole;
      readonly address: string | null;
      readonly agent: string | null;
    };
