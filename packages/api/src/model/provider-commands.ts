import { type Currency, money, type Money } from "@careforall/domain/money";
import { END_REASONS, type ProviderSignal } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import * as fc from "fast-check";
import { captured, ended, noticeAbout } from "../testing/index.ts";
import { anyOne, command, pick } from "./command.ts";
import { Lawful } from "./lawful.ts";
import type { Real } from "./real.ts";
import { type Attempt, type Charge, type Stranger, totalOf, type World } from "./world.ts";

const CHARGES_MAX = 4;

const payable = ({ attempts }: World): readonly Attempt[] =>
  attempts.filter(({ isAtProvider }) => isAtProvider);
const hasEnded = ({ ends, books }: Attempt): boolean => ends.length > 0 || books.now.end !== null;

/** The provider's books, told as its API tells them: in progress, then how it ended, then every success. */
export function tellProvider(real: Real, about: Attempt | Stranger): void {
  const reference = "reference" in about ? about.reference : referenceOf(about.id);
  const charges = "charge" in about ? [about.charge] : about.charges;
  const ends = "ends" in about ? about.ends : [];
  const signals: ProviderSignal[] = [
    { kind: "pending" },
    ...ends.map((reason) => ended(reason)),
    ...charges.map(({ id, money: got, isRisky }) => captured(got, id, { isRisky })),
  ];
  real.provider.knows(reference, signals);
}

/** Every change in the provider's books makes a notification. */
function notify(world: World, about: Attempt | Stranger): void {
  const reference = "reference" in about ? about.reference : referenceOf(about.id);
  world.count++;
  world.mail.push({ body: noticeAbout(reference, `proof-${world.count}`).body, about });
}

function charge(world: World, real: Real, attempt: Attempt, got: Money, isRisky = false): void {
  world.count++;
  const made: Charge = { id: `charge-${world.count}-${referenceOf(attempt.id)}`, money: got, isRisky };
  attempt.charges.push(made);
  tellProvider(real, attempt);
  notify(world, attempt);
}

type Kind = {
  readonly name: string;
  readonly may: (attempt: Attempt) => boolean;
  readonly got?: (asked: Money) => Money;
  readonly isRisky?: boolean;
};

const foreign = (asked: Money): Money => {
  const currency: Currency = asked.currency === "EUR" ? "USD" : "EUR";
  return money(asked.amountMinor, currency);
};

const captures = ({ name, may, got, isRisky }: Kind) =>
  command({
    name,
    values: anyOne,
    may: (world) => payable(world).some(may),
    run: async (world, real, nr) => {
      const attempt = pick(payable(world).filter(may), nr);
      const asked = totalOf(attempt.pledge);
      charge(world, real, attempt, got?.(asked) ?? asked, isRisky);
    },
  });

const isUnpaid = ({ charges }: Attempt): boolean => charges.length === 0;

export const providerCaptures = captures({
  name: "ProviderCaptures",
  may: (attempt) => isUnpaid(attempt) && !hasEnded(attempt),
});
export const providerCapturesLate = captures({
  name: "ProviderCapturesLate",
  may: (attempt) => isUnpaid(attempt) && hasEnded(attempt),
});
export const providerCapturesTwice = captures({
  name: "ProviderCapturesTwice",
  may: (attempt) => !isUnpaid(attempt),
});
/** Charges that are not as promised come first, second, or alone. */
const mayBeCharged = ({ charges }: Attempt): boolean => charges.length < CHARGES_MAX;

export const providerCapturesOtherAmount = captures({
  name: "ProviderCapturesOtherAmount",
  may: mayBeCharged,
  got: (asked) => money(asked.amountMinor - 1n, asked.currency),
});
export const providerCapturesOtherCurrency = captures({
  name: "ProviderCapturesOtherCurrency",
  may: mayBeCharged,
  got: foreign,
});
export const providerRisksIt = captures({ name: "ProviderRisksIt", may: mayBeCharged, isRisky: true });

/** Fails, cancels or expires, perhaps after it has captured: late news. */
export const providerEnds = command({
  name: "ProviderEnds",
  values: fc.record({ of: anyOne, reason: fc.constantFrom(...END_REASONS) }),
  may: (world) => payable(world).length > 0,
  run: async (world, real, { of, reason }) => {
    const attempt = pick(payable(world), of);
    attempt.ends.push(reason);
    tellProvider(real, attempt);
    notify(world, attempt);
  },
});

export const strangerIsCharged = command({
  name: "StrangerIsCharged",
  values: fc.bigInt({ min: 1n, max: 99_999n }),
  run: async (world, real, amountMinor) => {
    world.count++;
    const made: Charge = { id: `stranger-${world.count}`, money: money(amountMinor, "BDT"), isRisky: false };
    const stranger = {
      reference: referenceOf(real.ctx.newId()),
      charge: made,
      isPosted: new Lawful(false),
    };
    world.strangers.push(stranger);
    tellProvider(real, stranger);
    notify(world, stranger);
  },
});

export const providerGoesDown = command({
  name: "ProviderGoesDown",
  values: fc.constant(null),
  may: ({ isDown }) => !isDown,
  run: async (world, real) => {
    world.isDown = true;
    real.provider.isDown = true;
  },
});

export const providerComesBack = command({
  name: "ProviderComesBack",
  values: fc.constant(null),
  may: ({ isDown }) => isDown,
  run: async (world, real) => {
    world.isDown = false;
    real.provider.isDown = false;
  },
});
