import type { EventEmitter } from "node:events";

/** As many as wait for their password to be looked at for a second or two; more would only wait in vain. */
const FORMS_MAX = 30;

/**
 * Lets so many forms of accounts in at a time, and no more: each costs rendering and perhaps a hash, on the processor
 * that gifts are served by. Whoever is not let in costs nothing and is told when to come again.
 */
export function createAccountDoor(max = FORMS_MAX): (response: EventEmitter) => boolean {
  let inside = 0;
  return (response) => {
    if (inside >= max) return false;
    inside += 1;
    response.once("close", () => (inside -= 1));
    return true;
  };
}
