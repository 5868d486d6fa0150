import * as fc from "fast-check";
import { expect, test } from "vitest";
import { type Currency, money } from "../money/index.ts";
import { giftBucket, type PledgeFacts, pledgeStatus, type PledgeTerms, totalOf } from "../pledge/index.ts";
import { unreachable } from "../shared/index.ts";
import {
  anyEnd,
  anyTerms,
  balances,
  type Book,
  bookOf,
  facts,
  learn,
  type News,
  pending,
  retold,
  RUNS,
  success,
} from "../testing/retold-news.ts";
import { attemptFacts } from "./attempt-facts.ts";
import { isHeld } from "./payment.ts";
import type { ProviderSignal } from "./signal.ts";

// Several payments of one pledge, and several charges of each, in any order.

const ATTEMPTS = 3;

/** What their pledge is judged by, when nothing of it has gone back. */
const pledgeFactsOf = ({ attempts, fulfilledBy }: Book, { currency }: PledgeTerms): PledgeFacts => ({
  currency,
  fulfilledBy,
  attempts: attempts.map((payment, nr) => attemptFacts(payment, { number: nr + 1, refundedMinor: 0n })),
});

/** Several attempts of one pledge, paid in full as often as one likes. */
const storyOfMany = anyTerms.chain((terms) => {
  const asked = money(totalOf(terms), terms.currency);
  const paid = fc.constantFrom("v1", "v2", "v3");
  const signal = fc.record({
    of: fc.nat({ max: ATTEMPTS - 1 }),
    signal: fc.oneof(
      pending,
      anyEnd,
      paid.map((name) => success(name, asked)),
    ),
  });
  // A provider's id belongs to one attempt.
  const news = fc.array(signal, { maxLength: 10 }).map((list) =>
    list.map(({ of, signal: told }): News => ({
      of,
      signal:
        told.kind === "captured" ? { ...told, providerPaymentId: `${told.providerPaymentId}-${of}` } : told,
    })),
  );
  return news.chain((list) =>
    fc.record({ terms: fc.constant(terms), list: fc.constant(list), again: retold(list) }),
  );
});

test("news of several payments of one pledge in any order and with repeats ends in the same balances and total", () => {
  fc.assert(
    fc.property(storyOfMany, ({ terms, list, again }) => {
      const [once, retoldBook] = [
        learn(bookOf(terms, ATTEMPTS), list),
        learn(bookOf(terms, ATTEMPTS), again),
      ];
      expect(balances(retoldBook)).toEqual(balances(once));
      expect(facts(retoldBook)).toEqual(facts(once));
      const gifts = (book: Book) =>
        book.attempts.filter(({ capture }) => capture !== null && capture.heldAs === null).length;
      expect(gifts(retoldBook)).toBe(once.fulfilledBy === null ? 0 : 1);
      expect(gifts(once)).toBe(gifts(retoldBook));
    }),
    RUNS,
  );
});

// Several different charges of one attempt and of several: whoever tells of them in whichever order, the same money is the
// gift and the same money waits.

const CHARGES = ["exact", "exact again", "risky", "more", "much more", "foreign", "converted"] as const;

function chargeOf(name: (typeof CHARGES)[number], of: number, terms: PledgeTerms): ProviderSignal {
  const asked = money(totalOf(terms), terms.currency);
  const other: Currency = terms.currency === "EUR" ? "USD" : "EUR";
  const id = `${name} of ${of}`;
  switch (name) {
    case "risky":
      return success(id, asked, true);
    case "more":
      return success(id, money(asked.amountMinor + 1n, asked.currency), true);
    case "much more":
      return success(id, money(asked.amountMinor + 2n, asked.currency));
    case "foreign":
      return success(id, money(asked.amountMinor, other));
    case "converted":
      return { ...success(id, asked), asked: money(asked.amountMinor, other) };
    case "exact":
    case "exact again":
      return success(id, asked);
    default:
      return unreachable(name);
  }
}

const storyOfCharges = anyTerms.chain((terms) => {
  const of = fc.nat({ max: ATTEMPTS - 1 });
  const charge = fc.tuple(of, fc.constantFrom(...CHARGES));
  const charges = fc.uniqueArray(charge, { maxLength: 7, selector: ([nr, name]) => `${name} of ${nr}` });
  const others = fc.array(fc.record({ of, signal: fc.oneof(pending, anyEnd) }), { maxLength: 4 });
  return fc.tuple(charges, others).chain(([paid, rest]) => {
    const news: readonly News[] = [
      ...paid.map(([nr, name]) => ({ of: nr, signal: chargeOf(name, nr, terms) })),
      ...rest,
    ];
    return fc.record({ terms: fc.constant(terms), list: fc.constant(news), again: retold(news) });
  });
});

/** Equal charges are one another's: of several that are as promised, the first that is told is the gift. */
const waiting = ({ cases }: Book): readonly string[] =>
  cases
    .map(({ kind, charge, money: { amountMinor, currency } }) => {
      const which = kind === "second_capture" ? "" : ` as ${charge}`;
      return `${kind} ${amountMinor} ${currency}${which}`;
    })
    .toSorted();

const giftsOf = ({ postings }: Book): readonly string[] =>
  postings
    .filter(({ entries }) => entries.every(({ account }) => account.kind !== "suspense"))
    .map(({ entries }) =>
      entries.map(({ account, amountMinor }) => `${account.kind} ${amountMinor}`).join(", "),
    );

test("several charges of several attempts in any order, with repeats: the same gift, the same cases, the same statuses", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, list, again }) => {
      const [once, retoldBook] = [
        learn(bookOf(terms, ATTEMPTS), list),
        learn(bookOf(terms, ATTEMPTS), again),
      ];
      expect(balances(retoldBook)).toEqual(balances(once));
      expect(giftsOf(retoldBook)).toEqual(giftsOf(once));
      expect(waiting(retoldBook)).toEqual(waiting(once));
      expect(facts(retoldBook)).toEqual(facts(once));
      const [pledge, retoldPledge] = [pledgeFactsOf(once, terms), pledgeFactsOf(retoldBook, terms)];
      expect(pledgeStatus(retoldPledge)).toBe(pledgeStatus(pledge));
      expect(giftBucket(retoldPledge)).toBe(giftBucket(pledge));
    }),
    RUNS,
  );
});

test("there is a gift if and only if a charge is as promised and without risk; it is its attempt's capture, split as promised", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, again }) => {
      const book = learn(bookOf(terms, ATTEMPTS), again);
      const isExact = ({ signal }: News): boolean =>
        signal.kind === "captured" && signal.providerPaymentId.startsWith("exact");
      const gifts = book.attempts.filter(({ capture }) => capture !== null && !isHeld(capture));
      expect(gifts.map(({ id }) => id)).toEqual(again.some(isExact) ? [book.fulfilledBy] : []);
      expect(gifts.every(({ capture }) => capture?.providerPaymentId.startsWith("exact"))).toBe(true);
      expect(giftsOf(book)).toHaveLength(gifts.length);
      const total = balances(book)[`campaign_payable ${terms.currency}`] ?? 0n;
      expect(-total).toBe(gifts.length === 0 ? 0n : terms.giftMinor - terms.platformFeeMinor);
    }),
    RUNS,
  );
});

test("every charge that is not the gift has exactly one case, and each attempt keeps one of its own", () => {
  fc.assert(
    fc.property(storyOfCharges, ({ terms, again }) => {
      const { attempts, cases } = learn(bookOf(terms, ATTEMPTS), again);
      const posted = attempts.flatMap(({ postedCaptures }) => postedCaptures);
      const gift = attempts.find(({ capture }) => capture !== null && !isHeld(capture))?.capture;
      const held = cases.map(({ charge }) => charge);
      expect(held.toSorted()).toEqual(posted.filter((one) => one !== gift?.providerPaymentId).toSorted());
      for (const { capture, postedCaptures } of attempts) {
        const own = postedCaptures.filter((one) => one === capture?.providerPaymentId);
        expect(own).toHaveLength(postedCaptures.length === 0 ? 0 : 1);
      }
    }),
    RUNS,
  );
});
