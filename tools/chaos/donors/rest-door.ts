import * as z from "zod";
import { type Answer, ask, postJson } from "./ask.ts";
import { type Door, sessionKeyIn } from "./door.ts";
import { untilDefinite } from "./patience.ts";
import type { DonorPlan } from "./plan-donor.ts";

const zCreated = z.object({ data: z.object({ token: z.string() }) });
const zCheckout = z.object({ data: z.object({ redirectUrl: z.string() }) });

/** Promises through the public REST interface, with one key, until there is a definite answer. */
export async function restDoor(frontUrl: string, plan: DonorPlan): Promise<Door> {
  const api = `${frontUrl}/api/v1`;
  const create = (giftMinor: string): Promise<Answer | null> =>
    postJson(`${api}/pledges`, { ...termsOf(plan), giftMinor }, { "idempotency-key": plan.key });
  const { first, otherAnswers } = await clickAtOnce(plan.clicks, () => create(plan.giftMinor));
  if (first.status >= 300) throw new Error(`donor ${plan.number} was refused: ${first.status} ${first.text}`);
  const gift = `${api}/pledges/${zCreated.parse(JSON.parse(first.text)).data.token}`;
  return {
    openPage: () => openPage(gift, plan.method),
    look: async () => void (await ask(gift)),
    repeat: async () => {
      let otherReplays = otherAnswers;
      let changesTaken = 0;
      if (plan.repeats) {
        const again = await untilDefinite(() => create(plan.giftMinor));
        if (again.text !== first.text || again.headers.get("idempotent-replayed") !== "true")
          otherReplays += 1;
      }
      if (plan.changes) {
        const changed = await untilDefinite(() => create(`${BigInt(plan.giftMinor) + 100n}`));
        if (changed.status !== 422) changesTaken += 1;
      }
      return { replays: plan.clicks - 1 + (plan.repeats ? 1 : 0), otherReplays, changesTaken };
    },
  };
}

/**
 * The same request several times at once. All must get the bytes of the first answer in the end; one that admits a bug
 * of ours (500, not 503) is another answer, because an impatient click is nothing out of the ordinary.
 */
async function clickAtOnce(
  clicks: number,
  click: () => Promise<Answer | null>,
): Promise<{ readonly first: Answer; readonly otherAnswers: number }> {
  const isBug = ({ status }: Answer): boolean => clicks > 1 && status === 500;
  const answers = await Promise.all(Array.from({ length: clicks }, () => untilDefinite(click, isBug)));
  const first = answers.find((answer) => !isBug(answer)) ?? (await untilDefinite(click));
  return { first, otherAnswers: answers.filter(({ text }) => text !== first.text).length };
}

const termsOf = (plan: DonorPlan): object => ({
  campaignSlug: plan.slug,
  currency: "BDT",
  method: plan.method,
  donorEmail: plan.email,
  tipMinor: plan.tipMinor,
});

async function openPage(gift: string, method: string): Promise<string | null> {
  const isPaid = ({ text }: Answer): boolean => text.includes("pledge.already_paid");
  const answer = await untilDefinite(() => postJson(`${gift}/checkout`, { method }), isPaid);
  if (isPaid(answer)) return null;
  if (answer.status >= 300) throw new Error(`no payment page: ${answer.status} ${answer.text}`);
  return sessionKeyIn(zCheckout.parse(JSON.parse(answer.text)).data.redirectUrl);
}
