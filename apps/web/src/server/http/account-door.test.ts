import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { createAccountDoor } from "./account-door.ts";

test("S-07: of a crowd at the sign-in so many are let in as can be served, and each who leaves makes room for one", () => {
  const enter = createAccountDoor(3);
  const people = Array.from({ length: 200 }, () => new EventEmitter());
  const inside = people.filter((person) => enter(person));
  expect(inside).toHaveLength(3);
  inside[0]?.emit("close");
  inside[0]?.emit("close");
  expect(people.slice(3).filter((person) => enter(person))).toHaveLength(1);
});
