/** The database could not be brought to the newest migration; the message says which one and how to go on. */
export class MigrationError extends Error {
  override readonly name = "MigrationError";
}
