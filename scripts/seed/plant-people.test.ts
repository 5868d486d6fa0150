import { generateSync } from "otplib";
import { afterAll, expect, test } from "vitest";
import { findCaller, signIn } from "../../packages/api/src/account/index.ts";
import { completeSignIn } from "../../packages/api/src/factor/index.ts";
import { createTestContext } from "../../packages/api/src/testing/index.ts";
import { DEVELOPMENT_PASSWORD, DEVELOPMENT_TOTP_SECRET, PEOPLE } from "./people.ts";
import { plant } from "./plant-people.ts";

const { ctx, drop } = await createTestContext();
afterAll(drop);

test("everybody of the seed can sign in with the printed password, and staff with the code of `pnpm code`, and is what they are; twice plants nothing", async () => {
  const { factorSecret } = ctx.config;
  expect(await plant(ctx.db, factorSecret)).toBe(PEOPLE.length);
  expect(await plant(ctx.db, factorSecret)).toBe(0);
  const code = generateSync({ secret: DEVELOPMENT_TOTP_SECRET });
  const device = { agent: null, address: null };
  for (const { email, roles } of PEOPLE) {
    const given = { email, password: DEVELOPMENT_PASSWORD };
    const begun = await signIn(ctx, given, device);
    const { sid } = "sid" in begun ? begun : await completeSignIn(ctx, { step: begun.step, code }, device);
    expect((await findCaller(ctx, sid))?.roles).toEqual(roles);
  }
});
