import type { StaffRole } from "../../packages/domain/src/account/index.ts";

/** Of everybody below; printed by `pnpm dev`. Nobody outside this machine can reach what it opens. */
export const DEVELOPMENT_PASSWORD = "kantha stitch 47";

/**
 * The authenticator app of every member of staff below, so that one entry of one app serves for all. `pnpm code` prints
 * its present code. Everybody can read it: it opens what the password above opens.
 */
export const DEVELOPMENT_TOTP_SECRET = "KANTHASTITCHKANTHASTITCHKANTHAST";

export type DevelopmentPerson = {
  readonly email: string;
  readonly name: string;
  readonly roles: readonly StaffRole[];
};

const at = (name: string): string => `${name}@careforall.example`;

/** One for each thing that a person can be. Donors and organisers are what anybody does, so they hold no role. */
export const PEOPLE: readonly DevelopmentPerson[] = [
  { email: at("donor"), name: "Salma Khatun", roles: [] },
  { email: at("organiser"), name: "Rafiq Islam", roles: [] },
  { email: at("support"), name: "Shila Das", roles: ["SUPPORT"] },
  { email: at("moderator"), name: "Moussa Diop", roles: ["MODERATOR"] },
  { email: at("reviewer"), name: "Nadia Rahman", roles: ["REVIEWER"] },
  { email: at("finance"), name: "Farida Akter", roles: ["FINANCE"] },
  { email: at("admin"), name: "Awa Ndiaye", roles: ["ADMIN"] },
];
