import { newId } from "@careforall/api/context";
import { createPasswords } from "@careforall/api/password";
import { grantRole, insertUser, markVerified } from "@careforall/db/account";
import { type Db, withTransaction } from "@careforall/db/client";
import type { StaffRole } from "@careforall/domain/account";
import type { Page } from "playwright/test";

export const PASSWORD = "loom and river 47";

/** Somebody with a proven address and a password, made in the books: whoever tests registering does it by the pages. */
export async function makeHolder(db: Db, email: string, roles: readonly StaffRole[] = []): Promise<string> {
  const userId = newId();
  const passwordHash = await createPasswords().hash(PASSWORD);
  await withTransaction(db, async (tx) => {
    const user = { id: userId, email, passwordHash, name: "Rina Begum", locale: "en" };
    await insertUser(tx, { ...user, timeZone: "Asia/Dhaka" });
    await markVerified(tx, userId);
    for (const role of roles) await grantRole(tx, { userId, role, by: "test" });
  });
  return userId;
}

/** The first step, in English. */
export async function typePassword(page: Page, email: string): Promise<void> {
  await page.goto("/en/sign-in");
  await page.getByLabel("E-mail").fill(email);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}
