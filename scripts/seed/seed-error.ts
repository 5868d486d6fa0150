/** The seed cannot go on; the message says why and what to type. Not a defect of ours. */
export class SeedError extends Error {
  override readonly name = "SeedError";
}
