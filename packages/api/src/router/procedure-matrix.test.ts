import { sql } from "@careforall/db/client";
import { STAFF_ROLES, type StaffRole } from "@careforall/domain/account";
import { can, type Permission, type Standing } from "@careforall/domain/permission";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import { type AnyProcedure, callTRPCProcedure, TRPCError } from "@trpc/server";
import { afterAll, beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { type Caller, findCaller, signOut } from "../account/index.ts";
import { createPerson, createTestContext, newKey, promiseGift, signInAs } from "../testing/index.ts";
import { appRouter } from "./app-router.ts";
import { PROCEDURE_RULES } from "./procedure-rules.ts";
import type { RequestContext } from "./trpc.ts";

// S-33: every procedure, called as everybody, against the checked-in rules. What may be called is called with what it
// needs or with rubbish: then it refuses the input (400, 404, 422), and that is past the guard.

const bench = await createTestContext();
const { ctx } = bench;
afterAll(bench.drop);

type Kind = {
  readonly name: string;
  readonly standing: Standing;
  readonly sid: string | null;
  readonly token: string;
};

/** What tRPC keeps by its whole path, whatever its types say. */
const zProcedures = z.record(
  z.string(),
  z.custom<AnyProcedure>((found) => typeof found === "function"),
);
const TYPES = new Map(
  Object.entries(zProcedures.parse(appRouter._def.procedures)).map(([path, { _def }]) => [path, _def.type]),
);
const procedures = [...TYPES.keys()] as (keyof typeof PROCEDURE_RULES)[];
const KINDS = [
  "anonymous",
  "guest",
  "user",
  "other user",
  ...STAFF_ROLES,
  "suspended",
  "revoked session",
  "lost role",
] as const;
const kinds = new Map<string, Kind>();
let token = "";
const NO_TOKEN = "A".repeat(22);

beforeAll(async () => {
  ({ token } = await promiseGift(bench));
  const add = (name: string, standing: Standing, sid: string | null, own = NO_TOKEN) =>
    kinds.set(name, { name, standing, sid, token: own });
  const signedIn = async (roles: readonly StaffRole[]) => signInAs(ctx, await createPerson(ctx, { roles }));

  add("anonymous", { roles: null }, null);
  add("guest", { roles: null, holdsLink: true }, null, token);
  add("user", { roles: [], holdsLink: true }, (await signedIn([])).sid, token);
  add("other user", { roles: [] }, (await signedIn([])).sid);
  for (const role of STAFF_ROLES) add(role, { roles: [role] }, (await signedIn([role])).sid);

  const suspended = await signedIn(["ADMIN"]);
  await ctx.db.query(sql`update user_account set status = 'suspended' where id = ${suspended.userId}`);
  add("suspended", { roles: null }, suspended.sid);
  const revoked = await signedIn(["ADMIN"]);
  await signOut(ctx, revoked);
  add("revoked session", { roles: null }, revoked.sid);
  const lost = await signedIn(["ADMIN"]);
  await ctx.db.query(sql`delete from user_role where user_id = ${lost.userId}`);
  add("lost role", { roles: [] }, lost.sid);
});

const kindOf = (name: string): Kind => {
  const kind = kinds.get(name);
  if (kind === undefined) throw new Error(`nobody is ${name}`);
  return kind;
};

/** The status of a call, and the code of its refusal. */
async function call(
  kind: Kind,
  path: string,
  input: unknown,
): Promise<{ status: number; code: string | null }> {
  let caller: Promise<Caller | null> | undefined;
  const request: RequestContext = {
    ...ctx,
    actor: undefined,
    clientAddress: "198.51.100.7",
    header: (name) => (name === "idempotency-key" ? newKey() : null),
    readCaller: () => (caller ??= kind.sid === null ? Promise.resolve(null) : findCaller(ctx, kind.sid)),
  };
  try {
    const type = TYPES.get(path) ?? "query";
    const abort = new AbortController();
    await callTRPCProcedure({
      router: appRouter,
      path,
      getRawInput: () => Promise.resolve(input),
      ctx: request,
      type,
      signal: abort.signal,
      batchIndex: 0,
    });
    abort.abort();
    return { status: 200, code: null };
  } catch (error) {
    if (!(error instanceof TRPCError)) throw error;
    const { cause } = error;
    const code = cause !== undefined && "code" in cause ? String(cause.code) : null;
    return { status: getHTTPStatusCodeFromError(error), code };
  }
}

const inputFor = (path: string, kind: Kind): unknown => {
  if (path === "pledge.get") return { token: kind.token };
  if (path === "pledge.checkout") return { token: kind.token, method: "nagad" };
  return { rubbish: true };
};

/** What a refusal looks like, by what was asked for. */
function refusalOf(permission: Permission, { standing }: Kind): { status: number; code: string } {
  if (permission === "gift.follow") return { status: 404, code: "pledge.not_found" };
  return standing.roles === null
    ? { status: 401, code: "account.not_signed_in" }
    : { status: 403, code: "permission.denied" };
}

test("S-33: every procedure has a rule, and every rule is of a procedure", () => {
  expect(procedures.toSorted()).toEqual(Object.keys(PROCEDURE_RULES).toSorted());
});

test.each(KINDS)(
  "S-33: %s may call what the rules say, and is refused everything else in one way",
  async (name) => {
    const kind = kindOf(name);
    const seen: Record<string, unknown> = {};
    const due: Record<string, unknown> = {};
    for (const path of procedures) {
      const permission = PROCEDURE_RULES[path];
      const answer = await call(kind, path, inputFor(path, kind));
      if (can(kind.standing, permission)) {
        seen[path] = [401, 403, 404].includes(answer.status) ? answer : "let in";
        due[path] = "let in";
      } else {
        seen[path] = answer;
        due[path] = refusalOf(permission, kind);
      }
    }
    expect(seen).toEqual(due);
  },
);

test("S-36: another person's device is as unknown as one that never was", async () => {
  const [one, other] = [kindOf("user"), kindOf("other user")];
  const theirs = await call(other, "account.endDevice", { sid: one.sid });
  const nobodys = await call(other, "account.endDevice", { sid: ctx.newId() });
  expect(theirs).toEqual(nobodys);
  expect((await call(one, "account.profile", {})).status).toBe(200);
});

test("S-37: a gift is found by its own link alone: not by its id, nor by a link that is nearly right", async () => {
  const { id } = await ctx.db.prisma.pledge.findUniqueOrThrow({ where: { token } });
  const guest = kindOf("guest");
  expect((await call(guest, "pledge.get", { token })).status).toBe(200);
  const last = token.at(-2) === "A" ? "B" : "A";
  for (const wrong of [`${token.slice(0, -2)}${last}${token.slice(-1)}`, NO_TOKEN]) {
    expect(await call(guest, "pledge.get", { token: wrong })).toEqual({
      status: 404,
      code: "pledge.not_found",
    });
  }
  expect((await call(guest, "pledge.get", { token: id })).status).toBeGreaterThanOrEqual(400);
});
