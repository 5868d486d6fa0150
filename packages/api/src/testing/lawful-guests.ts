import { assert } from "@careforall/domain/shared";
import type { Caller } from "../account/index.ts";
import { claimGifts, askErasure, findMyGift, mintEraseLink } from "../guest/index.ts";
import { eraseAccount, eraseGuest } from "../privacy/index.ts";
import { giveGift, openPage, promiseGift } from "./give.ts";
import { createPerson, type TestPerson } from "./person.ts";
import type { TestContext } from "./test-context.ts";

type Bench = Pick<TestContext, "ctx" | "provider" | "campaign">;

/** What may rightly happen to who gave without an account, and to who wants to be forgotten. */
export async function liveGuests(bench: Bench): Promise<void> {
  const { ctx } = bench;
  const message = "For my aunt";
  await promiseGift(bench, { donorEmail: "looks@example.org" });
  for (const email of ["looks@example.org", "stranger@example.org"]) await findMyGift(ctx, { email });

  const claimant = await createPerson(ctx);
  await giveGift(bench, { donorEmail: claimant.email, isAnonymous: true });
  await claimGifts(ctx, signedIn(claimant));

  await giveGift(bench, { donorEmail: "forgets@example.org", message });
  await openPage(bench, await promiseGift(bench, { donorEmail: "forgets@example.org" }));
  await eraseGuest(ctx, { secret: await eraseLinkFor(bench, "forgets@example.org") });

  const closing = await createPerson(ctx, { email: "closing@example.org" });
  await giveGift(bench, { donorEmail: closing.email, message });
  const caller = signedIn(closing);
  await claimGifts(ctx, caller);
  await findMyGift(ctx, { email: closing.email });
  await eraseAccount(ctx, caller);
}

/** Nothing here depends on a session, and a sign-in hashes for long. */
const signedIn = ({ userId }: TestPerson): Caller => ({
  userId,
  sid: "none",
  roles: [],
  heldRoles: [],
  name: "",
  locale: "en",
  timeZone: "Asia/Dhaka",
  factor: null,
  hasSecondFactor: false,
  confirmedAt: new Date(),
});

/** The secret that the letter to this address would carry. */
export async function eraseLinkFor({ ctx }: Pick<Bench, "ctx">, email: string): Promise<string> {
  await askErasure(ctx, { email });
  const asked = await ctx.db.prisma.guestRequest.findFirstOrThrow({
    where: { email, purpose: "erase_gifts" },
    orderBy: [{ requestedAt: "desc" }, { id: "desc" }],
  });
  const secret = await mintEraseLink(ctx, asked.id);
  assert(secret !== null, "an open request gets its link");
  return secret;
}
