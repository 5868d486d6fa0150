import * as z from "zod";
import { DEMO_WALLET, findAccount, setWallet } from "../books/accounts.ts";
import { findSession, findSessionByKey, insertSession } from "../books/sessions.ts";
import { fromTaka } from "../books/money.ts";
import { json, type Answer } from "../http/answer.ts";
import type { Call } from "../http/call.ts";
import { HttpError } from "../http/http-error.ts";
import { sessionKeyOf } from "../sslcommerz/identifiers.ts";
import { settleOverdue } from "../sslcommerz/overdue.ts";
import { OUTCOMES, settleTry, tryNow, type Settled, type Try } from "../sslcommerz/settle-try.ts";
import type { World } from "../world.ts";
import { withStoreAmount } from "./books.ts";
import {
  readInput,
  zAmountMinor,
  zCurrency,
  zInstant,
  zMethod,
  zPositiveMinor,
  zTranId,
  zWebAddress,
} from "./input.ts";

const zPayment = {
  account: z.string().max(40).default(DEMO_WALLET),
  method: zMethod.default("bkash"),
  at: zInstant.optional(),
  riskLevel: z.literal([0, 1]).default(0),
  currencyType: zCurrency.optional(),
};

const zPay = z
  .strictObject({
    tranId: zTranId.optional(),
    sessionKey: z.string().max(64).optional(),
    outcome: z.enum(OUTCOMES),
    ...zPayment,
    amountMinor: zPositiveMinor.optional(),
    ipn: z.boolean().default(true),
  })
  .refine(
    ({ tranId, sessionKey }) => (tranId === undefined) !== (sessionKey === undefined),
    "name the session by tranId or by sessionKey",
  );

/** Decides a session without its page: what the donor would have done, or worse. */
export async function payByControl(world: World, call: Call): Promise<Answer> {
  const input = await readInput(call, zPay);
  settleOverdue(world);
  const { tranId = "", sessionKey } = input;
  const session =
    sessionKey === undefined ? findSession(world.books, tranId) : findSessionByKey(world.books, sessionKey);
  if (session === null)
    throw new HttpError(404, "no_session", `No session was opened for ${sessionKey ?? tranId}.`);
  const order = tryNow(world, input.outcome, {
    ...paymentOf(world, input),
    amountMinor: input.amountMinor ?? null,
    sendIpn: input.ipn,
  });
  return settledAnswer(
    world,
    world.books.transact(() => settleTry(world, session, order)),
  );
}

const zCharge = z.strictObject({
  tranId: zTranId,
  amountMinor: zPositiveMinor,
  ...zPayment,
  /** Where the notification goes; without it the address of the known session, or none. */
  ipnUrl: zWebAddress.optional(),
  ipn: z.boolean().default(true),
  valueA: z.string().max(255).default(""),
});

/** Money nobody asked for: a success under any tran_id, also a second one under a tran_id that is paid. */
export async function chargeByControl(world: World, call: Call): Promise<Answer> {
  const input = await readInput(call, zCharge);
  const order = tryNow(world, "success", {
    ...paymentOf(world, input),
    amountMinor: input.amountMinor,
    origin: "charge",
    sendIpn: input.ipn,
  });
  const settled = world.books.transact(() => {
    insertUnasked(world, input, order.at);
    const session = findSession(world.books, input.tranId);
    if (session === null) throw new Error("a session that was just written is not there");
    return settleTry(world, { ...session, ipnUrl: input.ipnUrl ?? session.ipnUrl }, order);
  });
  return settledAnswer(world, settled);
}

/** A session that no shop opened; leaves one alone that exists. Must run inside `transact`. */
function insertUnasked(world: World, input: z.output<typeof zCharge>, at: number): void {
  const currencyType = input.currencyType ?? "BDT";
  insertSession(world.books, {
    sessionKey: sessionKeyOf(world.settings.storeId, input.tranId),
    storeId: world.settings.storeId,
    tranId: input.tranId,
    // Never open: nobody was sent to its page, so it must not expire into a notification either.
    status: "unattempted",
    amountMinor: input.amountMinor,
    currencyType,
    currencyAmountMinor: fromTaka(input.amountMinor, currencyType),
    successUrl: "",
    failUrl: "",
    cancelUrl: "",
    ipnUrl: input.ipnUrl ?? "",
    methods: input.method,
    productName: "A payment that no shop asked for",
    payerName: "",
    valueA: input.valueA,
    valueB: "",
    valueC: "",
    valueD: "",
    createdAt: at,
    expiresAt: at,
  });
}

type PaymentInput = Pick<
  z.output<typeof zCharge>,
  "account" | "method" | "at" | "riskLevel" | "currencyType"
>;

function paymentOf(world: World, input: PaymentInput): Partial<Try> {
  const account = findAccount(world.books, input.account);
  if (account === null || (account.kind !== "wallet" && account.kind !== "card")) {
    throw new HttpError(404, "no_account", `There is no payer ${input.account}.`);
  }
  return {
    accountId: account.id,
    method: account.kind === "card" ? "card" : input.method,
    riskLevel: input.riskLevel,
    currencyType: input.currencyType ?? null,
    ...(input.at === undefined ? {} : { at: input.at }),
  };
}

function settledAnswer(world: World, settled: Settled): Answer {
  if (settled.kind === "refused") {
    throw new HttpError(
      409,
      settled.reason,
      settled.reason === "already_paid" ? "This session is paid." : "This session has ended.",
    );
  }
  world.ipn.wake();
  return json({ transaction: withStoreAmount(settled.transaction), deliveryId: settled.deliveryId });
}

const zAccount = z.strictObject({
  number: z.string().regex(/^01\d{9}$/, "must be a mobile number such as 01711111111"),
  name: z.string().min(1).max(80).default("Wallet"),
  balanceMinor: zAmountMinor,
});

/** Opens a wallet, or sets what a known one holds. */
export async function setAccount(world: World, call: Call): Promise<Answer> {
  const { number, name, balanceMinor } = await readInput(call, zAccount);
  world.books.transact(() => setWallet(world.books, { id: number, name, balanceMinor }));
  return json({ account: findAccount(world.books, number) });
}
