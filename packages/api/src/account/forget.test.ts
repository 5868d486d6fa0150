import { sql } from "@careforall/db/client";
import { afterAll, expect, test } from "vitest";
import { createPerson, createTestContext, signInAs } from "../testing/index.ts";
import { runUpkeep } from "../upkeep/index.ts";
import { askReset, findCaller, listDevices, signOut } from "./index.ts";

const { ctx, owner, drop } = await createTestContext();
afterAll(drop);

test("overdue sessions end, what ended long ago is forgotten, and who is signed in stays so", async () => {
  const person = await createPerson(ctx);
  const [here, overdue, left] = [
    await signInAs(ctx, person),
    await signInAs(ctx, person),
    await signInAs(ctx, person),
  ];
  await signOut(ctx, left);
  await askReset(ctx, { email: "stranger@example.org" });
  await owner.query(sql`alter table user_session disable trigger user`);
  await ctx.db.query(
    sql`update user_session set created_at = now() - interval '20 days', last_seen_at = now() - interval '15 days'
        where id = ${overdue.sid}`,
  );
  await ctx.db.query(
    sql`update user_session set ended_at = now() - interval '31 days' where id = ${left.sid}`,
  );
  await owner.query(sql`alter table user_session enable trigger user`);
  await owner.query(sql`alter table user_token disable trigger user`);
  await ctx.db.query(sql`update user_token set requested_at = now() - interval '31 days'`);
  await owner.query(sql`alter table user_token enable trigger user`);
  await runUpkeep(ctx);
  expect(await findCaller(ctx, here.sid)).not.toBeNull();
  expect((await listDevices(ctx, here)).items.map(({ sid }) => sid)).toEqual([here.sid]);
  const rows = await ctx.db.prisma.userSession.findMany({ where: { userId: person.userId } });
  expect(rows.map(({ id, endedWhy }) => [id, endedWhy]).toSorted()).toEqual(
    [
      [here.sid, null],
      [overdue.sid, "expired"],
    ].toSorted(),
  );
  expect(await ctx.db.prisma.userToken.count()).toBe(0);
});
