import { readFileSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { money } from "../money/index.ts";
import { readTable } from "../testing/read-table.ts";
import {
  type AttemptFacts,
  giftBucket,
  GIFT_BUCKETS,
  PLEDGE_STATUSES,
  type PledgeFacts,
  pledgeStatus,
} from "./index.ts";

const MONEY_PAGE = readFileSync(path.join(import.meta.dirname, "../../../../docs/money.md"), "utf8");

const attempt = (number: number, facts: Partial<AttemptFacts> = {}): AttemptFacts => ({
  paymentId: `payment-${number}`,
  number,
  isEnded: false,
  isAuthorized: false,
  captured: null,
  refundedMinor: 0n,
  ...facts,
});
const CAPTURED = money(52_500n, "BDT");
const pledge = (attempts: readonly AttemptFacts[], fulfilledBy: string | null = null): PledgeFacts => ({
  currency: "BDT",
  fulfilledBy,
  attempts,
});

const ENDED = { isEnded: true };
const PAID = { captured: CAPTURED };
const BACK = { captured: CAPTURED, refundedMinor: CAPTURED.amountMinor };

const FACTS: Record<string, PledgeFacts> = {
  "nobody tried to pay": pledge([]),
  "an attempt is open": pledge([attempt(1)]),
  "the provider promised the money": pledge([attempt(1, { isAuthorized: true })]),
  "the only attempt ended": pledge([attempt(1, ENDED)]),
  "a promised attempt ended": pledge([attempt(1, { ...ENDED, isAuthorized: true })]),
  "another attempt is open after one that ended": pledge([attempt(1, ENDED), attempt(2)]),
  "the newest ended while an older one is open": pledge([attempt(2, ENDED), attempt(1)]),
  "an attempt is the gift": pledge([attempt(1, PAID)], "payment-1"),
  "a late success is the gift although it had ended": pledge(
    [attempt(1, { ...ENDED, ...PAID })],
    "payment-1",
  ),
  "money waits for staff": pledge([attempt(1, PAID)]),
  "money waits and a later attempt ended": pledge([attempt(1, PAID), attempt(2, ENDED)]),
  "money waits and an earlier attempt ended": pledge([attempt(1, ENDED), attempt(2, PAID)]),
  "money waits and a later attempt is promised": pledge([
    attempt(1, PAID),
    attempt(2, { isAuthorized: true }),
  ]),
  "a part of the waiting money is back and a later attempt ended": pledge([
    attempt(1, { ...PAID, refundedMinor: 1n }),
    attempt(2, ENDED),
  ]),
  "all of the waiting money is back and a later attempt ended": pledge([attempt(1, BACK), attempt(2, ENDED)]),
  "a second payment waits beside the gift": pledge([attempt(1, PAID), attempt(2, PAID)], "payment-1"),
  "the second payment is back": pledge([attempt(1, PAID), attempt(2, BACK)], "payment-1"),
  "a part of the gift is back": pledge([attempt(1, { ...PAID, refundedMinor: 1n })], "payment-1"),
  "all of the gift is back": pledge([attempt(1, BACK)], "payment-1"),
  "money that never became a gift is back": pledge([attempt(1, BACK)]),
  "one of two held payments is back": pledge([attempt(1, BACK), attempt(2, PAID)]),
  "money of another currency waits": pledge([attempt(1, { captured: money(5n, "USD") })]),
  "money of another currency waits and a later attempt ended": pledge([
    attempt(1, { captured: money(5n, "USD") }),
    attempt(2, ENDED),
  ]),
  "money of another currency waits beside a payment that is back": pledge([
    attempt(1, { captured: money(5n, "USD") }),
    attempt(2, BACK),
  ]),
  "money of another currency is back": pledge([
    attempt(1, { captured: money(5n, "USD"), refundedMinor: 5n }),
  ]),
};

const { rows } = readTable(MONEY_PAGE, "what the attempts say");

test("docs/money.md tells of exactly these pledges", () => {
  expect(rows.map(({ name }) => name)).toEqual(Object.keys(FACTS));
});

test.each(rows)("docs/money.md: when $name", ({ name, cells }) => {
  const facts = FACTS[name] ?? pledge([]);
  expect([pledgeStatus(facts), giftBucket(facts)]).toEqual(cells.map(([, cell]) => cell));
});

test("while money waits and there is no gift, nothing that ends beside it makes the promise fail", () => {
  const anyOther = fc.record({ isEnded: fc.boolean(), isAuthorized: fc.boolean() });
  fc.assert(
    fc.property(fc.array(anyOther, { maxLength: 4 }), fc.nat(4), (others, at) => {
      const attempts = others.toSpliced(at, 0, { ...ENDED, isAuthorized: false, ...PAID });
      const facts = pledge(attempts.map((one, i) => attempt(i + 1, one)));
      expect(pledgeStatus(facts)).toBe("payment_initiated");
      expect(giftBucket(facts)).not.toBe("failed");
    }),
  );
});

test("every set of facts has one status and one bucket, whatever the order of the attempts", () => {
  const anyAttempt = fc.record({
    isEnded: fc.boolean(),
    isAuthorized: fc.boolean(),
    captured: fc.option(fc.bigInt(1n, 9n).map((minor) => money(minor, "BDT"))),
    refundedMinor: fc.bigInt(0n, 9n),
  });
  fc.assert(
    fc.property(fc.array(anyAttempt, { maxLength: 4 }), fc.option(fc.nat(3)), (made, chosen) => {
      const attempts = made.map((facts, i) => attempt(i + 1, facts));
      const fulfilledBy = attempts[chosen ?? attempts.length]?.paymentId ?? null;
      const facts = pledge(attempts, fulfilledBy);
      expect(PLEDGE_STATUSES).toContain(pledgeStatus(facts));
      expect(GIFT_BUCKETS).toContain(giftBucket(facts));
      const turned = pledge(attempts.toReversed(), fulfilledBy);
      expect([pledgeStatus(turned), giftBucket(turned)]).toEqual([pledgeStatus(facts), giftBucket(facts)]);
    }),
  );
});
