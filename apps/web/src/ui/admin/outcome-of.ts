import { one, type Query } from "./query.ts";

export type Outcome = { readonly isWell: boolean; readonly words: string };

/** What became of a change of roles, by the code of its refusal. */
const PROBLEMS: Readonly<Record<string, string>> = {
  "role.own": "Nobody changes their own roles. Ask another administrator.",
  "role.last_admin": "This is the last administrator. Make somebody else one first.",
  "role.held_already": "This person has the role already.",
  "role.not_held": "This person does not have the role.",
  "role.not_active": "This person cannot sign in, so no role can be given.",
  "role.no_such_account": "There is no account with this address. They open one first.",
  "input.invalid":
    "Some fields are not as they should be: an address, a role and a reason of at most 300 characters.",
};
const DONE: Readonly<Record<string, string>> = {
  grant: "The role is given. It counts from the person's next request on.",
  revoke: "The role is taken. It is gone from the person's next request on.",
};

/** Null when the page was not reached from a form. Words in the address are never shown, only known codes. */
export function outcomeOf(query: Query): Outcome | null {
  const [done, problem] = [one(query["done"]), one(query["problem"])];
  if (done !== undefined && Object.hasOwn(DONE, done)) return { isWell: true, words: DONE[done] ?? "" };
  if (problem === undefined) return null;
  const words = Object.hasOwn(PROBLEMS, problem) ? PROBLEMS[problem] : undefined;
  return { isWell: false, words: `${words ?? "That did not work."} Nothing was changed.` };
}
