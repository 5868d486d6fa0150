import * as z from "zod";
import { DEMO_WALLET, findAccount } from "../books/accounts.ts";
import { findSessionByKey, type Session } from "../books/sessions.ts";
import { listOfSession, type Transaction } from "../books/transactions.ts";
import { seeOther, type Answer, type HttpAnswer } from "../http/answer.ts";
import { readForm, type Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import type { Route } from "../http/router.ts";
import { METHODS, isMethod } from "../sslcommerz/methods.ts";
import { settleOverdue } from "../sslcommerz/overdue.ts";
import { settleTry, tryNow, type Outcome } from "../sslcommerz/settle-try.ts";
import type { World } from "../world.ts";
import { choosePage } from "./choose-page.ts";
import { payPage, type Mistakes } from "./pay-page.ts";
import { cancelledNote, closedTabPage, failedNote, returnPage } from "./return-page.ts";

/** The hosted payment page that the shop sends its donors to. */
export function walletRoutes(world: World): Route[] {
  return [
    { method: "GET", pattern: "/EasyCheckOut/:key", handle: (call) => showPage(world, call) },
    { method: "POST", pattern: "/EasyCheckOut/:key", handle: (call) => decide(world, call) },
  ];
}

const DECISIONS = ["pay", "insufficient_funds", "cancel", "close_tab", "fail_and_stay"] as const;
type Decision = (typeof DECISIONS)[number];

const zDecision = z.object({
  decision: z.enum(DECISIONS),
  method: z.enum(METHODS).default("bkash"),
  number: z.string().max(20).default(""),
  pin: z.string().max(20).default(""),
  card: z.string().max(20).default("card-1111"),
});
type Form = z.output<typeof zDecision>;

/** A wallet that always says no to this PIN lets people see what a wrong one does. */
const WRONG_PIN = "00000";

function sessionOf(world: World, call: Call): Session {
  settleOverdue(world);
  const session = findSessionByKey(world.books, call.params["key"] ?? "");
  if (session === null) throw new HttpError(404, "no_session", "There is no payment at this address.");
  return session;
}

function showPage(world: World, call: Call): HttpAnswer {
  const session = sessionOf(world, call);
  const last = decisiveTry(world, session);
  if (last !== undefined && !mayStillPay(world, session)) return returnPage(world, session, last);
  const methods = session.methods.split(",").filter(isMethod);
  const asked = call.query.get("method");
  const chosen =
    methods.find((method) => method === asked) ?? (methods.length === 1 ? methods[0] : undefined);
  if (chosen === undefined) return choosePage(session, methods);
  return payPage({ session, method: chosen, methods, note: noteOn(session, last), mistakes: {}, number: "" });
}

/** The success if there is one, else the newest try. */
function decisiveTry(world: World, session: Session): Transaction | undefined {
  const tries = listOfSession(world.books, session.id);
  return tries.find(({ status }) => status === "VALID") ?? tries.at(-1);
}

/** Open, or cancelled a moment ago: cancelling is a hint to the shop, not a lock on the wallet. */
const mayStillPay = (world: World, session: Session): boolean =>
  session.status === "open" || (session.status === "cancelled" && world.now() < session.expiresAt);

function noteOn(session: Session, last: Transaction | undefined) {
  if (session.status === "cancelled") return cancelledNote;
  return last?.status === "FAILED" ? failedNote(last.error) : null;
}

async function decide(world: World, call: Call): Promise<Answer> {
  const parsed = zDecision.safeParse(Object.fromEntries(await readForm(call)));
  if (!parsed.success)
    throw new HttpError(400, "bad_form", "This is not what the form on the payment page sends.");
  const form = parsed.data;
  const session = sessionOf(world, call);
  const methods = session.methods.split(",").filter(isMethod);
  if (form.decision !== "cancel" && !methods.includes(form.method)) {
    throw new HttpError(400, "method_not_offered", "The shop does not offer this way of paying.");
  }
  const before = decisiveTry(world, session);
  // A second click, a reload or a stale tab finds the decision made and is shown it again.
  if (before !== undefined && !mayStillPay(world, session))
    return shownAgain(world, session, before, form.decision);
  const accountId =
    form.method === "card" ? form.card : form.number.replace(/[\s-]/g, "").replace(/^\+?88(?=01)/, "");
  const mistakes = mistakesOf(world, form, accountId);
  if (Object.keys(mistakes).length > 0) {
    return payPage({ session, method: form.method, methods, note: null, mistakes, number: form.number });
  }
  const outcome = outcomeOf(form);
  const settled = world.books.transact(() =>
    settleTry(
      world,
      session,
      tryNow(world, outcome, { accountId: knownOr(world, accountId), method: form.method }),
    ),
  );
  // The notification is queued; it goes out while the browser is still on its way.
  world.ipn.wake();
  if (settled.kind === "refused") return seeOther(`/EasyCheckOut/${session.sessionKey}`);
  if (outcome === "fail_and_stay")
    return seeOther(`/EasyCheckOut/${session.sessionKey}?method=${form.method}`);
  return shownAgain(world, session, settled.transaction, form.decision);
}

const shownAgain = (world: World, session: Session, about: Transaction, decision: Decision): HttpAnswer =>
  decision === "close_tab" && about.status === "VALID"
    ? closedTabPage(session, about)
    : returnPage(world, session, about);

/** The buttons that make something happen need no number and no PIN. */
const knownOr = (world: World, accountId: string): string =>
  findAccount(world.books, accountId) === null ? DEMO_WALLET : accountId;

function mistakesOf(world: World, form: Form, accountId: string): Mistakes {
  if (form.decision !== "pay") return {};
  const account = findAccount(world.books, accountId);
  if (form.method === "card")
    return account?.kind === "card" ? {} : { card: "Choose one of the test cards." };
  return {
    ...(account?.kind === "wallet"
      ? {}
      : { number: `There is no wallet with this number. Try ${DEMO_WALLET}.` }),
    ...(/^\d{5}$/.test(form.pin) ? {} : { pin: "The PIN has five digits." }),
  };
}

function outcomeOf({ decision, method, pin }: Form): Outcome {
  switch (decision) {
    case "pay":
      return method !== "card" && pin === WRONG_PIN ? "wrong_pin" : "success";
    case "close_tab":
      return "success";
    case "insufficient_funds":
    case "cancel":
    case "fail_and_stay":
      return decision;
  }
}
