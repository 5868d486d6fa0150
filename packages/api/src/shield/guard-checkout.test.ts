import { ANY_INCIDENT, listIncidents } from "@careforall/db/shield";
import { AppError, uuidOf } from "@careforall/domain/shared";
import { afterAll, expect, test } from "vitest";
import type { Asker } from "../limit/index.ts";
import { confirmPayment } from "../payment/index.ts";
import {
  captured,
  createTestCampaign,
  createTestContext,
  ended,
  noLimits,
  promiseGift,
  type Promised,
  type TestCampaign,
} from "../testing/index.ts";
import { newChallenge, readProof, WAIT_S, zeroBitsOf } from "./challenge.ts";
import { guardedCheckout } from "./index.ts";
import { money } from "@careforall/domain/money";

const bench = await createTestContext();
const { ctx, provider } = bench;
afterAll(bench.drop);

type Who = { readonly device: string | null; readonly clientAddress: string | null; readonly at?: Date };
const asking = ({ device, clientAddress, at }: Who): typeof ctx & Asker => ({
  ...ctx,
  ...(at === undefined ? {} : { at }),
  device,
  clientAddress,
  readCaller: () => Promise.resolve(null),
  limits: { ...noLimits, factor: 1 },
});

let nth = 0;
/** Everybody is somebody else, unless a test says otherwise. */
const somebody = (more: Partial<Who> = {}): Who => {
  nth += 1;
  return { device: `browser ${nth}`, clientAddress: `10.1.${Math.floor(nth / 200)}.${nth % 200}`, ...more };
};
const newEmail = (): string => `donor-${++nth}@example.org`;
const promise = (campaign: TestCampaign, donorEmail = newEmail()): Promise<Promised> =>
  promiseGift({ ...bench, campaign }, { donorEmail });

/** The answer to a try: the page, or the code and details of the refusal. */
async function tryToPay(who: Who, { token }: Promised, proof?: string) {
  try {
    await guardedCheckout(asking(who), { token, method: "bkash", proof });
    return { code: "opened", challenge: "", bits: 0 };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { challenge = "", bits = 0 } = error.details as { challenge?: string; bits?: number };
    return { code: error.code, challenge, bits, message: error.message, retryAfterS: error.retryAfterS };
  }
}

function solve(challenge: string, bits: number): string {
  for (let nonce = 0; ; nonce++)
    if (zeroBitsOf(challenge, `${nonce}`) >= bits) return `${challenge}:${nonce}`;
}

/** The provider says how the newest page ended. */
async function endNewest(how: "declined" | "paid"): Promise<void> {
  const reference = provider.lastReference;
  const signal =
    how === "declined"
      ? ended("failed", "the bank said no")
      : captured(money(50_000n, "BDT"), `charge-${reference}`);
  provider.knows(reference, [signal]);
  await confirmPayment(ctx, { paymentId: uuidOf(reference) ?? "", cause: "test" });
}

const AT_ONCE = 8;
const incidentsOf = async (campaign: TestCampaign) =>
  (await listIncidents(ctx.db, ANY_INCIDENT, { after: null, limit: 1_000 })).filter(
    ({ campaignId }) => campaignId === campaign.id,
  );

test(
  "S-66: 500 honest donors at once behind one carrier's address all get their payment page; those beyond a minute's thirty by work",
  { timeout: 240_000 },
  async () => {
    const campaign = await createTestCampaign(ctx.db);
    const clientAddress = "203.0.113.77";
    let left = 500;
    const opened = { atOnce: 0, byWork: 0 };
    const donor = async (): Promise<void> => {
      while (left-- > 0) {
        const [who, promised] = [somebody({ clientAddress }), await promise(campaign)];
        const first = await tryToPay(who, promised);
        if (first.code === "opened") {
          opened.atOnce += 1;
          continue;
        }
        expect(first.code).toBe("pledge.challenge");
        expect((await tryToPay(who, promised, solve(first.challenge, first.bits))).code).toBe("opened");
        opened.byWork += 1;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, donor));
    expect(opened.atOnce + opened.byWork).toBe(500);
    // Each writes its try before it counts, so those who come together may count each other in.
    expect(opened.atOnce).toBeGreaterThan(30 - AT_ONCE);
    expect(opened.byWork).toBeGreaterThan(0);
    const incidents = await incidentsOf(campaign);
    expect(incidents.map(({ scope, action }) => `${scope} ${action}`)).toEqual(["address challenged"]);
    expect(JSON.stringify(incidents)).not.toContain(clientAddress);
  },
);

test("S-66: a campaign that more than thirty give to within a minute is told to staff, and nobody is held up", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const codes = new Set<string>();
  for (let i = 0; i < 32; i++) codes.add((await tryToPay(somebody(), await promise(campaign))).code);
  expect([...codes]).toEqual(["opened"]);
  expect(await incidentsOf(campaign)).toMatchObject([
    { scope: "campaign", kind: "tries", action: "noted", tries: 31 },
  ]);
});

test("S-66: one browser with many e-mails has to work at the fourth try in a minute and is refused after the tenth, before the provider hears of it", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const device = "one browser";
  const codes: string[] = [];
  const asked = provider.calls.startCheckout;
  for (let i = 0; i < 12; i++)
    codes.push((await tryToPay(somebody({ device }), await promise(campaign))).code);
  expect(codes.slice(0, 3)).toEqual(["opened", "opened", "opened"]);
  expect(new Set(codes.slice(3, 10))).toEqual(new Set(["pledge.challenge"]));
  expect(codes.slice(10)).toEqual(["pledge.try_later", "pledge.try_later"]);
  expect(provider.calls.startCheckout - asked).toBe(3);
});

test("S-66: five declined payments of one e-mail within three minutes end it, and nobody else", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const email = newEmail();
  for (let i = 0; i < 5; i++) {
    const [who, promised] = [somebody(), await promise(campaign, email)];
    const first = await tryToPay(who, promised);
    if (first.code !== "opened") await tryToPay(who, promised, solve(first.challenge, first.bits));
    await endNewest("declined");
  }
  expect(await tryToPay(somebody(), await promise(campaign, email))).toMatchObject({
    code: "pledge.try_later",
    retryAfterS: 180,
  });
  expect((await tryToPay(somebody(), await promise(campaign))).code).toBe("opened");
  expect(await incidentsOf(campaign)).toContainEqual(
    expect.objectContaining({ scope: "email", kind: "declines", action: "refused", declines: 5 }),
  );
});

test("S-68: when more than 30 % of a campaign's payments are declined, everybody works for the page until it calms down", async () => {
  const campaign = await createTestCampaign(ctx.db);
  for (let i = 0; i < 40; i++) {
    await tryToPay(somebody(), await promise(campaign));
    await endNewest(i % 2 === 0 ? "paid" : "declined");
  }
  const [who, promised] = [somebody(), await promise(campaign)];
  const { code, challenge, bits } = await tryToPay(who, promised);
  expect(code).toBe("pledge.challenge");
  const calls = provider.calls.startCheckout;
  expect((await tryToPay(who, promised, `${challenge}:12345`)).code).toBe("pledge.challenge");
  expect(provider.calls.startCheckout).toBe(calls);
  expect((await tryToPay(who, promised, solve(challenge, bits))).code).toBe("opened");

  const another = await createTestCampaign(ctx.db);
  expect((await tryToPay(somebody(), await promise(another))).code).toBe("opened");
});

test("S-68: a proof opens the page of the one gift that it was made for, once solved or once waited for", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const device = "another browser";
  for (let i = 0; i < 3; i++) await tryToPay(somebody({ device }), await promise(campaign));
  const [who, mine, other] = [somebody({ device }), await promise(campaign), await promise(campaign)];
  const asked = await tryToPay(who, mine);
  const proof = solve(asked.challenge, asked.bits);
  expect((await tryToPay(who, other, proof)).code).toBe("pledge.challenge");
  expect((await tryToPay(who, mine, proof)).code).toBe("opened");
  // A second click is no second try: the page that is open.
  expect((await tryToPay(who, mine)).code).toBe("opened");

  // Without scripts: too early changes nothing, the same challenge goes on.
  const early = await tryToPay(who, other);
  const again = await tryToPay(who, other, `${early.challenge}:`);
  expect(again).toMatchObject({ code: "pledge.challenge", challenge: early.challenge });
  const later = new Date(Date.now() + (WAIT_S + 1) * 1_000);
  expect((await tryToPay({ ...who, at: later }, other, `${early.challenge}:`)).code).toBe("opened");
});

test("S-68: a challenge that we did not sign, of another attempt, altered or too old is none", () => {
  const subject = { pledgeId: ctx.newId(), attempt: 1 };
  const at = new Date("2026-11-21T12:00:00Z");
  const challenge = newChallenge("secret", subject, 12, at);
  const proof = solve(challenge, 12);
  const read = (text: string, more: object = {}, secret = "secret", when = at) =>
    readProof(secret, { ...subject, ...more }, text, when);
  expect(read(proof)).toEqual({ challenge, by: "work" });
  expect(read(proof, { attempt: 2 })).toBeNull();
  expect(read(proof, { pledgeId: ctx.newId() })).toBeNull();
  expect(read(proof, {}, "another secret")).toBeNull();
  expect(read(proof.replace(".12.", ".01."))).toBeNull();
  expect(read(proof, {}, "secret", new Date(at.getTime() + 1_801_000))).toBeNull();
  for (const text of [
    "",
    ":",
    "a:b",
    `${challenge}:-1`,
    `${challenge}:1e9`,
    `${challenge}:${"9".repeat(40)}`,
  ])
    expect(read(text)?.by ?? null).toBeNull();
});

test("S-69: what is told outside names no rule, no number and no other person", async () => {
  const campaign = await createTestCampaign(ctx.db);
  const device = "a third browser";
  const words: string[] = [];
  for (let i = 0; i < 12; i++) {
    const { message = "" } = await tryToPay(somebody({ device }), await promise(campaign));
    words.push(message);
  }
  const told = new Set(words.filter((text) => text !== ""));
  expect(told.size).toBe(2);
  for (const text of told) {
    expect(text).toContain("You have not been charged");
    expect(text).not.toMatch(/declin|limit|browser|address|e-mail|\b(3|5|10|12|20|30|180)\b/i);
  }
});
