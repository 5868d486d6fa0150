import type { ModeRule } from "./mode-rule.ts";
import type { SettingName } from "./shape.ts";

/** All of these or none. */
const allOrNone = (names: readonly SettingName[]): readonly ModeRule[] =>
  names.map((name) => ({
    name,
    why: `is missing, and ${names.filter((other) => other !== name).join(", ")} belong with it`,
    broken: (given) => given[name] === undefined && names.some((other) => given[other] !== undefined),
  }));

function areTwoRoles(one: string, other: string): boolean {
  const names = [one, other].map((url) => new URL(url).username);
  return new Set(["", ...names]).size === 3;
}

/** Settings that mean nothing without each other, in either mode. */
export const TOGETHER: readonly ModeRule[] = [
  {
    name: "DATABASE_OWNER_URL",
    why: "is the same role as in DATABASE_URL, or one of them names no role",
    broken: ({ DATABASE_OWNER_URL: owner, DATABASE_URL: application }) =>
      owner !== undefined && application !== undefined && !areTwoRoles(owner, application),
  },
  // Nothing is forwarded without a signature.
  {
    name: "EVENT_DISPATCH_SECRET",
    why: "is missing, and EVENT_DISPATCH_URL is set",
    broken: (given) => given.EVENT_DISPATCH_URL !== undefined && given.EVENT_DISPATCH_SECRET === undefined,
  },
  // Half a provider would be a button that leads nowhere.
  ...allOrNone(["OAUTH_ISSUER", "OAUTH_CLIENT_ID", "OAUTH_CLIENT_SECRET", "OAUTH_NAME"]),
  // A bucket that is told by halves would send what people upload to the folder, unseen.
  ...allOrNone(["S3_ENDPOINT", "S3_REGION", "S3_BUCKET", "S3_ACCESS_KEY_ID", "S3_SECRET_ACCESS_KEY"]),
];
