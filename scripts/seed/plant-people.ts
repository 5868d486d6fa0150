import { seal } from "../../packages/api/src/factor/index.ts";
import { createPasswords } from "../../packages/api/src/password/index.ts";
import {
  enableTotp,
  endSessions,
  findTotp,
  grantRole,
  insertUser,
  lockUser,
  markVerified,
  putPendingTotp,
} from "../../packages/db/src/account/index.ts";
import { type Db, type Tx, withTransaction } from "../../packages/db/src/client/index.ts";
import { DEVELOPMENT_PASSWORD, DEVELOPMENT_TOTP_SECRET, type DevelopmentPerson, PEOPLE } from "./people.ts";
import { repeatableIds } from "./repeatable.ts";
import type { Say } from "./run-seed.ts";
import { connect } from "./stage.ts";

const SINCE = new Date("2026-10-01T06:00:00Z");

type Target = { readonly databaseUrl: string; readonly settings: { readonly factorSecret: string } };

/** Makes the logins of development, those that are missing. An account that is there stays as it is. */
export async function plantPeople({ databaseUrl, settings }: Target, say: Say): Promise<void> {
  const db = connect(databaseUrl);
  try {
    const planted = await plant(db, settings.factorSecret);
    if (planted > 0)
      say(`${planted} logins for development, all with the password "${DEVELOPMENT_PASSWORD}"`);
  } finally {
    await db.close();
  }
}

/** The same over a connection that is open; answers how many were missing. */
export async function plant(db: Db, factorSecret: string): Promise<number> {
  const known = await db.prisma.user.count({ where: { email: { in: PEOPLE.map(({ email }) => email) } } });
  let planted = 0;
  if (known < PEOPLE.length) {
    const passwordHash = await createPasswords().hash(DEVELOPMENT_PASSWORD);
    for (const person of PEOPLE) {
      const isNew = await withTransaction(db, (tx) => plantOne(tx, person, passwordHash), { at: SINCE });
      if (isNew) planted += 1;
    }
  }
  for (const { email, roles } of PEOPLE)
    if (roles.length > 0) await withTransaction(db, (tx) => plantApp(tx, email, factorSecret));
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

/** The app of whoever has none: also of those who were planted before there were second factors. */
async function plantApp(tx: Tx, email: string, factorSecret: string): Promise<void> {
  const user = await lockUser(tx, { email });
  if (user === null || (await findTotp(tx, user.id)) !== null) return;
  const sealedSecret = seal({ config: { factorSecret } }, user.id, DEVELOPMENT_TOTP_SECRET);
  await putPendingTotp(tx, user.id, sealedSecret);
  await enableTotp(tx, { userId: user.id, sealedSecret, step: 0 });
  await endSessions(tx, { userId: user.id, except: null, why: "factor_changed" });
}
