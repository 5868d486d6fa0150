import type { Secret } from "./secret.ts";

/** A text that somebody can read who is not the owner of what must not be in it. */
export type Place = {
  readonly name: string;
  readonly text: string;
  /** The one exception of this place, if it has one. */
  readonly may?: (secret: Secret) => boolean;
};
