/** The embedded database cannot be used; the message says why and what to type. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = "EmbeddedDatabaseError";
}
