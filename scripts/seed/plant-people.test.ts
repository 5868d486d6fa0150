import { afterAll, expect, test } from "vitest";
import { findCaller, signIn } from "../../packages/api/src/account/index.ts";
import { createTestContext } from "../../packages/api/src/testing/index.ts";
import { DEVELOPMENT_PASSWORD, PEOPLE } from "./people.ts";
import { plant } from "./plant-people.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

test("everybody of the seed can sign in with the printed password and is what they are; twice plants nothing", async () => {
  expect(await plant(ctx.db)).toBe(PEOPLE.length);
  expect(await plant(ctx.db)).toBe(0);
  for (const { email, roles } of PEOPLE) {
    const given = { email, password: DEVELOPMENT_PASSWORD };
    const { sid } = await signIn(ctx, given, { agent: null, address: null });
    expect((await findCaller(ctx, sid))?.roles).toEqual(roles);
  }
});
