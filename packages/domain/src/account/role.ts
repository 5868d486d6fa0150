/** What members of staff are; a donor, an organiser and a guardian are what anybody does, and no roles. */
export const STAFF_ROLES = ["SUPPORT", "MODERATOR", "REVIEWER", "FINANCE", "ADMIN"] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

export const isStaffRole = (text: string): text is StaffRole => STAFF_ROLES.some((role) => role === text);

export const ACCOUNT_STATUSES = ["active", "suspended", "closed"] as const;
export type AccountStatus = (typeof ACCOUNT_STATUSES)[number];
