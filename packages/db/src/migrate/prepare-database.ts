import { ensureRole, loginOf } from "../application-role/ensure-role.ts";
import { connectionProblem } from "../embedded/connection-problem.ts";
import { migrate, type MigrationReport } from "./migrate.ts";
import { MigrationError } from "./migration-error.ts";
import { MIGRATIONS_FOLDER } from "./migration-files.ts";

/** SQLSTATE insufficient_privilege. */
const REFUSED = "42501";

/** One database as two roles see it. */
export type TwoRoles = {
  /** As the role that owns the tables. */
  readonly ownerUrl: string;
  /** As the role of web and worker; the same role when there is only one. */
  readonly url: string;
};

/**
 * Brings a database to the newest migration as its owner, and gives the application's role its rights; the role is made
 * when it is missing. Throws MigrationError that says what to type.
 */
export async function prepareDatabase({ ownerUrl, url }: TwoRoles): Promise<MigrationReport> {
  const application = loginOf(url);
  if (application.name === loginOf(ownerUrl).name) return migrate(ownerUrl);
  await ensureRole(ownerUrl, application, "keep").catch((cause: unknown) => {
    if (!(cause instanceof Error && "code" in cause && cause.code === REFUSED)) throw cause;
    throw new MigrationError(
      `There is no role "${application.name}" yet, and the owner of the tables may not make it. Make it with its password: ` +
        `create role "${application.name}" login password '…'`,
      { cause },
    );
  });
  const report = await migrate(ownerUrl, MIGRATIONS_FOLDER, application.name);
  const why = await connectionProblem(url);
  if (why !== null)
    throw new MigrationError(`The role "${application.name}" of DATABASE_URL cannot sign in (${why}).`);
  return report;
}
