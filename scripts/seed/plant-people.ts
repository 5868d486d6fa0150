import { createPasswords } from "../../packages/api/src/password/index.ts";
import { grantRole, insertUser, lockUser, markVerified } from "../../packages/db/src/account/index.ts";
import { type Db, type Tx, withTransaction } from "../../packages/db/src/client/index.ts";
import { DEVELOPMENT_PASSWORD, type DevelopmentPerson, PEOPLE } from "./people.ts";
import { repeatableIds } from "./repeatable.ts";
import type { Say } from "./run-seed.ts";
import { connect } from "./stage.ts";

const SINCE = new Date("2026-10-01T06:00:00Z");

/** Makes the logins of development, those that are missing. An account that is there stays as it is. */
export async function plantPeople(target: { readonly databaseUrl: string }, say: Say): Promise<void> {
  const db = connect(target.databaseUrl);
  try {
    const planted = await plant(db);
    if (planted > 0)
      say(`${planted} logins for development, all with the password "${DEVELOPMENT_PASSWORD}"`);
  } finally {
    await db.close();
  }
}

/** The same over a connection that is open; answers how many were missing. */
export async function plant(db: Db): Promise<number> {
  const known = await db.prisma.user.count({ where: { email: { in: PEOPLE.map(({ email }) => email) } } });
  if (known === PEOPLE.length) return 0;
  const passwordHash = await createPasswords().hash(DEVELOPMENT_PASSWORD);
  let planted = 0;
  for (const person of PEOPLE) {
    const isNew = await withTransaction(db, (tx) => plantOne(tx, person, passwordHash), { at: SINCE });
    if (isNew) planted += 1;
  }
  return planted;
}

async function plantOne(tx: Tx, person: DevelopmentPerson, passwordHash: string): Promise<boolean> {
  const { email, name, roles } = person;
  const id = repeatableIds(`person ${email}`, SINCE)();
  const isNew = await insertUser(tx, { id, email, name, passwordHash, locale: "en", timeZone: "Asia/Dhaka" });
  const user = isNew ? await lockUser(tx, { id }) : null;
  if (user === null) return false;
  await markVerified(tx, id);
  for (const role of roles) await grantRole(tx, { userId: id, role, by: "seed" });
  return true;
}
