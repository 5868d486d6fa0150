import { expect, test } from "vitest";
import { mayLook } from "./may-look.ts";

test("S-114: deployed, metrics and deep health want the token, whole and right", () => {
  const deployed = { mode: "deployed", healthToken: "3f9c1a7be0d24c58" } as const;
  expect(mayLook(deployed, "Bearer 3f9c1a7be0d24c58")).toBe(true);
  for (const header of [
    undefined,
    "",
    "Bearer",
    "Bearer ",
    "Bearer 3f9c1a7be0d24c5",
    "Bearer 3f9c1a7be0d24c588",
    "3f9c1a7be0d24c58",
  ])
    expect([header, mayLook(deployed, header)]).toEqual([header, false]);
});
