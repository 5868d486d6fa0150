import { readFileSync } from "node:fs";
import { grantRole, insertSession, insertUser, markVerified } from "@careforall/db/account";
import { type Db, withTransaction } from "@careforall/db/client";
import type { StaffRole } from "@careforall/domain/account";
import { newId } from "@careforall/api/context";
import type { BrowserContext } from "playwright/test";
import * as z from "zod";
import { sessionCookie } from "../../src/server/session/session-cookie.ts";
import { DATA, WEB_URL } from "../stack/addresses.ts";
import { newEmail } from "./test.ts";

export type Person = {
  readonly userId: string;
  readonly sid: string;
  readonly email: string;
  readonly cookie: string;
};

/** Somebody who is signed in, made in the books: whoever tests signing in does it by the pages. */
export async function signedIn(
  db: Db,
  roles: readonly StaffRole[],
  name = "Salma Khatun",
  // Staff come in as by a passkey: without a second factor no role counts.
  factor: "passkey" | undefined = roles.length > 0 ? "passkey" : undefined,
): Promise<Person> {
  const [userId, sid, email] = [newId(), newId(), newEmail()];
  await withTransaction(db, async (tx) => {
    const user = { id: userId, email, passwordHash: null, name, locale: "en", timeZone: "Asia/Dhaka" };
    await insertUser(tx, user);
    await markVerified(tx, userId);
    for (const role of roles) await grantRole(tx, { userId, role, by: "test" });
    await insertSession(tx, { id: sid, userId, agent: "test", address: null, factor });
  });
  return { userId, sid, email, cookie: await cookieOf(sid) };
}

/** Signs a browser in. */
export async function enter(context: BrowserContext, { cookie }: Person): Promise<void> {
  const [name = "", value = ""] = cookie.split("=", 2);
  await context.addCookies([{ name, value, url: WEB_URL }]);
}

const zSecrets = z.object({ formSecret: z.string() });

/** The browser's cookie of a session, sealed as the platform seals it. */
async function cookieOf(sid: string): Promise<string> {
  const { formSecret } = zSecrets.parse(JSON.parse(readFileSync(DATA.secrets, "utf8")));
  const web = { url: WEB_URL } as Parameters<typeof sessionCookie>[0]["web"];
  const cookie = await sessionCookie({ formSecret, web }, sid);
  return cookie.split(";")[0] ?? "";
}
