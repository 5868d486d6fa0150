import { expect, test } from "vitest";
import { STAFF_ROLES } from "../account/index.ts";
import { AUDIT_ACTIONS } from "../audit/index.ts";
import {
  can,
  type Holder,
  holderFor,
  HOLDERS,
  isGranted,
  judgeRoleChange,
  NOBODY,
  PERMISSION_NAMES,
  PERMISSION_OF_ACTION,
  PERMISSIONS,
  roleFor,
} from "./index.ts";

const donor = { roles: [] };
const granted = (holder: Holder) => PERMISSION_NAMES.filter((name) => isGranted(holder, name));

test("everybody may read, give, open an account, and nothing of anybody's", () => {
  const everybodys = [
    "campaign.read",
    "gift.give",
    "gift.find",
    "account.open",
    "machine.tell",
    "health.read",
  ];
  expect(PERMISSION_NAMES.filter((name) => can(NOBODY, name))).toEqual(everybodys);
});

test("a link shows one gift, an account shows itself, and neither the other", () => {
  expect(granted("guest")).toEqual(["gift.follow"]);
  expect(granted("donor")).toEqual(["account.own"]);
  expect(can({ roles: null, holdsLink: true }, "gift.follow")).toBe(true);
  expect(can({ roles: null, holdsLink: true }, "account.own")).toBe(false);
  expect(can(donor, "gift.follow")).toBe(false);
  expect(can({ roles: ["ADMIN"] }, "gift.follow")).toBe(false);
});

test("no donor may do what is staff's, and staff are donors too", () => {
  const staffs = PERMISSION_NAMES.filter((name) => STAFF_ROLES.some((role) => isGranted(role, name)));
  expect(staffs.length).toBeGreaterThan(8);
  expect(staffs.filter((name) => can(donor, name) || can(NOBODY, name))).toEqual([]);
  for (const role of STAFF_ROLES) expect(can({ roles: [role] }, "account.own")).toBe(true);
});

test("money is moved by finance and administrators, and roles are given by administrators alone", () => {
  for (const name of ["money.decide", "money.enter", "money.reconcile"] as const) {
    expect(PERMISSIONS[name].to).toEqual(["FINANCE", "ADMIN"]);
  }
  expect(PERMISSIONS["roles.change"].to).toEqual(["ADMIN"]);
  expect(
    PERMISSION_NAMES.filter(
      (name) => STAFF_ROLES.some((role) => isGranted(role, name)) && !isGranted("ADMIN", name),
    ),
  ).toEqual([]);
});

test("support reads and resends; moderators and reviewers have nothing to change yet", () => {
  expect(granted("SUPPORT")).toEqual([
    "staff.enter",
    "roles.read",
    "gift.support",
    "message.resend",
    "incident.read",
  ]);
  for (const role of ["MODERATOR", "REVIEWER"] as const)
    expect(granted(role)).toEqual(["staff.enter", "roles.read"]);
});

test("the role that allows it is named, and none is when none does", () => {
  expect(roleFor(["SUPPORT", "ADMIN"], "audit.read")).toBe("ADMIN");
  expect(roleFor(["SUPPORT", "ADMIN"], "staff.enter")).toBe("SUPPORT");
  expect(roleFor(["SUPPORT"], "audit.read")).toBeNull();
  expect(roleFor([], "staff.enter")).toBeNull();
  expect(holderFor(donor, "gift.give")).toBe("anonymous");
  expect(holderFor({ roles: ["FINANCE"] }, "money.enter")).toBe("FINANCE");
});

test("every holder and every permission is named once and used", () => {
  const used = new Set<string>(PERMISSION_NAMES.flatMap((name) => [...PERMISSIONS[name].to]));
  expect([...used].toSorted()).toEqual([...HOLDERS].toSorted());
  for (const name of PERMISSION_NAMES) {
    const { to, words } = PERMISSIONS[name];
    expect(new Set<string>(to).size, name).toBe(to.length);
    expect(words.length, name).toBeGreaterThan(10);
  }
});

test("what the audit log knows is done by staff alone, but for the erasure of one's own data and refusals, which need no right", () => {
  const done = Object.keys(AUDIT_ACTIONS).filter((action) => !/\.(refuse|deny)$/.test(action));
  expect(Object.keys(PERMISSION_OF_ACTION)).toEqual(done);
  for (const [action, permission] of Object.entries(PERMISSION_OF_ACTION)) {
    expect([action, can(donor, permission)]).toEqual([action, action.endsWith(".erase")]);
    expect(PERMISSIONS[permission].to.length).toBeGreaterThan(0);
  }
});

const facts = { roles: ["FINANCE"], isActive: true, otherAdmins: 1 } as const;
const change = { kind: "grant", role: "SUPPORT", byUserId: "a", ofUserId: "b" } as const;

test.each([
  ["a new role", change, facts, null],
  ["one's own", { ...change, ofUserId: "a" }, facts, "role.own"],
  ["taking one's own", { ...change, kind: "revoke", role: "FINANCE", ofUserId: "a" }, facts, "role.own"],
  ["a role that is held", { ...change, role: "FINANCE" }, facts, "role.held_already"],
  ["a role for somebody who may not sign in", change, { ...facts, isActive: false }, "role.not_active"],
  ["taking a role", { ...change, kind: "revoke", role: "FINANCE" }, facts, null],
  [
    "taking it from somebody who may not sign in",
    { ...change, kind: "revoke", role: "FINANCE" },
    { ...facts, isActive: false },
    null,
  ],
  ["taking what is not held", { ...change, kind: "revoke" }, facts, "role.not_held"],
  [
    "taking one of two administrators",
    { ...change, kind: "revoke", role: "ADMIN" },
    { ...facts, roles: ["ADMIN"] },
    null,
  ],
  [
    "taking the last administrator",
    { ...change, kind: "revoke", role: "ADMIN" },
    { ...facts, roles: ["ADMIN"], otherAdmins: 0 },
    "role.last_admin",
  ],
  [
    "taking another role of the last administrator",
    { ...change, kind: "revoke", role: "FINANCE" },
    { ...facts, otherAdmins: 0 },
    null,
  ],
] as const)("a change of roles: %s", (_what, wish, found, refusal) => {
  expect(judgeRoleChange(wish, found)).toBe(refusal);
});
