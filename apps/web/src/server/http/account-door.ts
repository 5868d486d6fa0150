import type { EventEmitter } from "node:events";

/** A password takes 60 ms of a core: these wait for half a second, and Next renders no more than them at once. */
const FORMS_MAX = 8;

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
