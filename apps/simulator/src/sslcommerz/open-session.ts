import { insertSession, type Session } from "../books/sessions.ts";
import type { World } from "../world.ts";
import type { InitRequest } from "./init-request.ts";
import { sessionKeyOf } from "./identifiers.ts";
import { methodsOf } from "./methods.ts";

const MINUTE_MS = 60_000;

/** Writes a new session. False when its tran_id was used before. Must run inside `transact`. */
export function openSession(world: World, request: InitRequest): boolean {
  const now = world.now();
  return insertSession(world.books, {
    sessionKey: sessionKeyOf(world.settings.storeId, request.tranId),
    storeId: world.settings.storeId,
    tranId: request.tranId,
    status: "open",
    amountMinor: request.amountMinor,
    currencyType: request.currency,
    currencyAmountMinor: request.currencyAmountMinor,
    successUrl: request.successUrl,
    failUrl: request.failUrl,
    cancelUrl: request.cancelUrl,
    ipnUrl: request.ipnUrl,
    methods: methodsOf(request.multiCardName).join(","),
    productName: request.productName,
    payerName: request.payerName,
    valueA: request.valueA,
    valueB: request.valueB,
    valueC: request.valueC,
    valueD: request.valueD,
    createdAt: now,
    expiresAt: now + world.settings.sessionMinutes * MINUTE_MS,
  });
}

export const pageUrlOf = (world: World, session: Pick<Session, "sessionKey">): string =>
  `${world.publicUrl}/EasyCheckOut/${session.sessionKey}`;
