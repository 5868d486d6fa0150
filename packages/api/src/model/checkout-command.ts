import type { PaymentMethod } from "@careforall/domain/payment";
import { referenceOf } from "@careforall/domain/shared";
import * as fc from "fast-check";
import { checkoutPledge } from "../pledge/index.ts";
import { anyOne, command, pick } from "./command.ts";
import { requireThat } from "./compare.ts";
import { anyMethod, hasToken } from "./donor-commands.ts";
import { Lawful } from "./lawful.ts";
import type { Outcome } from "./mortal.ts";
import type { Real } from "./real.ts";
import { type Attempt, type Books, endWith, isPaid, learn, type Pledge, type World } from "./world.ts";

const MINUTE_MS = 60_000;
/** Longer than an open page is offered again, and than the provider may take to answer. */
const LATER_MS = 20 * MINUTE_MS;
const REUSE_MS = 15 * MINUTE_MS;
const ATTEMPTS_MAX = 20;

type Opening = "opened" | "unknown" | "refused";
type Wish = {
  readonly pledge: Pledge;
  readonly method: PaymentMethod;
  readonly isLater: boolean;
  readonly opening: Opening;
};

/** What must come of a checkout that nothing disturbs. */
type Expected = {
  /** The newest attempt is asked about and then ended so, to make way. */
  readonly replaces: "cancelled" | "expired" | null;
  readonly refusal: string | null;
  readonly makes: Books | null;
};

/** Too old to be gone on with, at the donor's present time. */
const isStale = ({ pledge, madeAt }: Attempt): boolean => pledge.at.getTime() - madeAt.getTime() > REUSE_MS;

/** The next checkout makes another: it has ended, or nobody was shown its page. */
const isOver = ({ books }: Attempt): boolean => books.now.end !== null || books.now.page === "abandoned";

/** Nobody knows what became of its opening. */
const isStuck = ({ books }: Attempt): boolean => {
  const { told, end, page } = books.now;
  return told === 0 && end === null && page === "none";
};

const checkoutWith = (name: string, openings: fc.Arbitrary<Opening>) =>
  command({
    name,
    values: fc.record({ of: anyOne, method: anyMethod, isLater: fc.boolean(), opening: openings }),
    may: ({ pledges }, { of, isLater }) => {
      if (!pledges.some(hasToken)) return false;
      const { attempts } = pick(pledges.filter(hasToken), of);
      const latest = attempts.at(-1);
      // A second click while the first may still be at the provider waits for it: real time, which no model has.
      return (
        attempts.length < ATTEMPTS_MAX &&
        (isLater || latest === undefined || !isStuck(latest) || isStale(latest))
      );
    },
    run: async (world, real, { of, ...more }) => {
      const pledge = pick(world.pledges.filter(hasToken), of);
      await checkOut(world, real, { pledge, ...more });
    },
  });

export const checkout = checkoutWith("Checkout", fc.constant("opened"));
export const checkoutLosesAnswer = checkoutWith("CheckoutLosesAnswer", fc.constant("unknown"));
export const checkoutIsRefused = checkoutWith("CheckoutIsRefused", fc.constant("refused"));

async function checkOut(world: World, real: Real, wish: Wish): Promise<void> {
  const { pledge, method, opening } = wish;
  if (wish.isLater) pledge.at = new Date(pledge.at.getTime() + LATER_MS);
  const expected = foresee(world, wish);
  const asked = real.provider.requests.length;
  const outcome = await real.attempt(
    world,
    (ctx) => checkoutPledge({ ...ctx, at: pledge.at }, { token: pledge.token ?? "", method }),
    { opening },
  );
  const isCertain = outcome.kind !== "hit";
  if (isCertain) compareAnswer(outcome, expected.refusal);
  replaceLatest(world, pledge.attempts.at(-1), expected.replaces, isCertain);
  await adopt(world, real, { ...wish, expected, isCertain, asked });
}

function foresee(world: World, { pledge, method, opening }: Wish): Expected {
  const nothing = { replaces: null, refusal: null, makes: null };
  const latest = pledge.attempts.at(-1);
  if (pledge.gift !== null || pledge.attempts.some(isPaid)) {
    return { ...nothing, refusal: "pledge.already_paid" };
  }
  const made = { ...nothing, ...opened(world, opening) };
  if (latest === undefined || isOver(latest)) return made;
  const isOther = latest.books.now.page === "opened" && latest.method !== method;
  if (!isOther && !isStale(latest)) return nothing;
  if (world.isDown) return { ...nothing, refusal: "provider.no_answer" };
  const replaces = isOther ? "cancelled" : "expired";
  return latest.charges.length > 0
    ? { replaces, refusal: "pledge.already_paid", makes: null }
    : { ...made, replaces };
}

function opened(world: World, opening: Opening): Pick<Expected, "refusal" | "makes"> {
  const fresh: Books = { told: 0, end: null, page: "opened" };
  if (world.isDown || opening === "unknown") {
    return { refusal: "provider.no_answer", makes: { ...fresh, page: "abandoned" } };
  }
  return opening === "refused"
    ? { refusal: "provider.refused", makes: { ...fresh, page: "none", end: "failed" } }
    : { refusal: null, makes: fresh };
}

function compareAnswer(outcome: Outcome<unknown>, refusal: string | null): void {
  const answer = outcome.kind === "refused" ? outcome.code : outcome.kind;
  requireThat(answer === (refusal ?? "done"), `checkout answers ${answer}, lawful is ${refusal ?? "done"}`);
}

function replaceLatest(
  world: World,
  latest: Attempt | undefined,
  replaces: Expected["replaces"],
  isCertain: boolean,
): void {
  if (latest === undefined || replaces === null || world.isDown) return;
  latest.books.step(isCertain, learn(latest), endWith(replaces));
}

/** The attempt that was made, if one was: its id is the product's own. */
async function adopt(
  world: World,
  real: Real,
  made: Wish & { readonly expected: Expected; readonly isCertain: boolean; readonly asked: number },
): Promise<void> {
  const { pledge, method, expected, isCertain } = made;
  const { prisma } = real.ctx.db;
  const found = await prisma.payment.findMany({ where: { pledgeId: pledge.id ?? "" } });
  const fresh = found.filter(({ id }) => pledge.attempts.every((attempt) => attempt.id !== id));
  const wanted = expected.makes === null ? 0 : 1;
  requireThat(
    isCertain ? fresh.length === wanted : fresh.length <= wanted,
    `checkout made ${fresh.length} attempts, lawful is ${wanted}`,
  );
  const [row] = fresh;
  if (row === undefined || expected.makes === null) return;
  requireThat(row.attempt === pledge.attempts.length + 1, "attempts are numbered one after the other");
  const { makes } = expected;
  const books = new Lawful<Books>({ told: 0, end: null, page: "none" });
  books.step(isCertain, () => makes);
  const reference = referenceOf(row.id);
  const isAtProvider = real.provider.requests
    .slice(made.asked)
    .some((asked) => asked.reference === reference);
  const attempt: Attempt = {
    pledge,
    id: row.id,
    method,
    madeAt: pledge.at,
    isAtProvider,
    charges: [],
    ends: [],
    books,
  };
  pledge.attempts.push(attempt);
  world.attempts.push(attempt);
}
