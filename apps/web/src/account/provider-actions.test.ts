import { expect, test } from "vitest";
import type { WebContext } from "../server/request-context.ts";
import { actionOf } from "./actions.ts";

const WITHOUT = { signInProvider: undefined } as WebContext;
const WITH = { signInProvider: { name: "Example" } } as WebContext;

test("where no provider is set up there is no form that leads to one, and one's own links can be taken away", () => {
  const isThere = (name: string, ctx: WebContext) => actionOf(name)?.isOn?.(ctx) ?? true;
  const leading = ["provider", "provider-link", "provider-confirm"];
  expect(leading.map((name) => isThere(name, WITHOUT))).toEqual([false, false, false]);
  expect(leading.map((name) => isThere(name, WITH))).toEqual([true, true, true]);
  expect(["provider-unlink", "sign-in"].map((name) => isThere(name, WITHOUT))).toEqual([true, true]);
});
